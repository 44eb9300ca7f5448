package verify

import (
	"path"
	"slices"
	"strings"

	reference "github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// A told list is what the rewriting said of what it left, by file.
type told struct {
	findings map[string][]finding.Finding
	skipped  map[string]string
	within   func(file string) bool // whether the paths hold a file
}

// tellsOfLeft are the codes that say that a reference stays where it is. That
// kustomize finds images by a name is no reason for an image to stay.
func tellsOfLeft(f *finding.Finding) bool {
	switch f.Code {
	case outcome.LeftBehind:
		return f.Reason != "match"
	case outcome.Irreplaceable, outcome.RepositoryTooLong, outcome.Malformed:
		return true
	}
	return false
}

func newTold(t *tree, paths []string, b *batch.Batch, report *outcome.Report) *told {
	all := &told{findings: map[string][]finding.Finding{}, skipped: map[string]string{}}
	for i := range report.Findings {
		if f := &report.Findings[i]; tellsOfLeft(f) {
			file := t.relative(f.File.Path)
			all.findings[file] = append(all.findings[file], *f)
		}
	}
	for _, s := range b.Skipped {
		all.skipped[t.relative(s.Path)] = s.Reason
	}
	all.within = func(file string) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return p == "." || file == p || strings.HasPrefix(file, p+"/") })
	}
	return all
}

// reason says why an image stayed at its upstream, from what was said of the files that
// the build reads; nothing when nothing was said.
func (t *told) reason(r reach, from []Position, name string, build *target) string {
	for _, file := range r.files {
		for i := range t.findings[file] {
			if f := &t.findings[file][i]; nameOf(f.Field.Current) == name || holdsName(f.Field.Current, name) {
				return f.Message
			}
		}
	}
	for _, p := range from {
		switch reason, skipped := t.skipped[p.File]; {
		case skipped:
			return "the file was skipped: " + reason
		case !t.within(p.File):
			return "the file is outside of the paths that are rewritten"
		case !isManifestName(p.File):
			return "the file is no manifest, and is not read"
		}
	}
	if len(from) > 0 {
		return ""
	}
	switch {
	case len(r.remote) > 0:
		return "it comes from outside of the repository, from one of: " + finding.Listed(slices.Compact(slices.Sorted(slices.Values(r.remote))), mostRemote)
	case build.kind == OfHelm:
		return t.ofParts(r, name)
	}
	return ""
}

// ofParts is what was said of a part of a name that a chart puts together: its registry,
// which stands alone in the values.
func (t *told) ofParts(r reach, name string) string {
	host, _, _ := strings.Cut(name, "/")
	for _, file := range r.files {
		for i := range t.findings[file] {
			if f := &t.findings[file][i]; strings.HasPrefix(f.Field.Current, host) {
				return "the chart puts the name together: " + f.Field.Current + ": " + f.Message
			}
		}
	}
	return ""
}

// mostRemote is how many sources outside of the repository are named.
const mostRemote = 3

// isManifestName reports whether the rewriting reads a file below a directory.
func isManifestName(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return path.Base(file) == "Kustomization" || path.Base(file) == "Kptfile"
}

// nameOf is an image without its tag and digest, as it stands there.
func nameOf(text string) string {
	text, _, _ = strings.Cut(text, "@")
	if i := strings.LastIndexByte(text, ':'); i > strings.LastIndexByte(text, '/') {
		return text[:i]
	}
	return text
}

// searched are the names by which the lines are found that an image comes from, the
// most telling first: as it is, and without its registry.
func searched(d *Difference, n *names) [][]string {
	all := []string{nameOf(d.Before)}
	if d.After != "" && d.After != d.Before {
		all = append(all, nameOf(d.After), nameOf(n.upstream(d.After)))
	}
	all = slices.DeleteFunc(all, func(name string) bool { return strings.ContainsAny(name, " \n") })
	var short []string
	for _, name := range all {
		if ref, err := reference.Parse(name); err == nil && ref.Host != "" {
			short = append(short, ref.Repository)
		}
	}
	return [][]string{all, short}
}
