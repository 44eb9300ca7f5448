// Package origin says, for package verify, where an image of a build comes from: which lines of
// which files name it, and, when it stayed at its upstream, why.
package origin

import (
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// Reported is what the rewriting reported of references that it did not change, by file.
type Reported struct {
	findings map[string][]finding.Finding
	skipped  map[string]string // why files were not read, by file
	paths    []string          // those that were rewritten
}

// saysThatItStays reports whether a finding says why a reference stays as it is. The reason match
// is none: it is of the name of an entry by which kustomize finds images, and not of an image.
func saysThatItStays(f *finding.Finding) bool {
	switch f.Code {
	case outcome.LeftBehind:
		return f.Reason != "match"
	case outcome.Irreplaceable, outcome.RepositoryTooLong, outcome.Malformed:
		return true
	}
	return false
}

// NewReported collects what was reported of the files in a tree. paths are those that were
// rewritten, from the top; b is what was read, report what was found.
func NewReported(t *tree.Tree, paths []string, b *batch.Batch, report *outcome.Report) *Reported {
	all := &Reported{findings: map[string][]finding.Finding{}, skipped: map[string]string{}, paths: paths}
	for i := range report.Findings {
		if f := &report.Findings[i]; saysThatItStays(f) {
			file := t.Relative(f.File.Path)
			all.findings[file] = append(all.findings[file], *f)
		}
	}
	for _, s := range b.Skipped {
		all.skipped[t.Relative(s.Path)] = s.Reason
	}
	return all
}

// Within reports whether a file is in the paths that were rewritten.
func (r *Reported) Within(file string) bool {
	return slices.ContainsFunc(r.paths, func(p string) bool { return p == "." || file == p || strings.HasPrefix(file, p+"/") })
}

// Reason returns why an image stayed at its upstream, from what was reported of the files that
// the build reads; "" when nothing was. in is what the build reads, from where the image is
// named, and name the image without its tag and digest.
func (r *Reported) Reason(in target.Inputs, from []Position, name string, build *target.Target) string {
	for _, file := range in.Files {
		for i := range r.findings[file] {
			if f := &r.findings[file][i]; NameOf(f.Field.Current) == name || holdsName(f.Field.Current, name) {
				return f.Message
			}
		}
	}
	for _, p := range from {
		switch reason, skipped := r.skipped[p.File]; {
		case skipped:
			return "the file was skipped: " + reason
		case !r.Within(p.File):
			return "the file is outside of the paths that are rewritten"
		case !isManifestName(p.File):
			return "the file is no manifest, and is not read"
		}
	}
	if len(from) > 0 {
		return ""
	}
	switch {
	case len(in.Remote) > 0:
		return "it comes from outside of the repository, from one of: " + finding.Listed(slices.Compact(slices.Sorted(slices.Values(in.Remote))), mostRemote)
	case build.Kind == target.OfHelm:
		return r.ofParts(in, name)
	}
	return ""
}

// ofParts returns what was reported of the registry of an image, where a chart joins the name of a
// registry and a repository that are two values; "" when nothing was.
func (r *Reported) ofParts(in target.Inputs, name string) string {
	host, _, _ := strings.Cut(name, "/")
	for _, file := range in.Files {
		for i := range r.findings[file] {
			if f := &r.findings[file][i]; strings.HasPrefix(f.Field.Current, host) {
				return "the chart puts the name together: " + f.Field.Current + ": " + f.Message
			}
		}
	}
	return ""
}

// mostRemote is how many addresses outside of the repository are listed.
const mostRemote = 3

// isManifestName reports whether the rewriting reads a file of this name in a directory.
func isManifestName(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return path.Base(file) == "Kustomization" || path.Base(file) == "Kptfile"
}
