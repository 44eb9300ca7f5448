package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/glob"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/releases"
)

// A ReleaseList is the images of the charts of HelmReleases that no value names.
type ReleaseList struct {
	APIVersion string         `json:"apiVersion"`
	Kind       string         `json:"kind"`
	Summary    ReleaseSummary `json:"summary"`
	Releases   []Release      `json:"releases"`
	NotRead    []Skipped      `json:"notRead,omitempty"`
}

// ReleaseSummary counts HelmReleases, and the repositories that a post-renderer has to rename.
type ReleaseSummary struct {
	Rendered     int `json:"rendered"`
	NotRendered  int `json:"notRendered"`
	Repositories int `json:"repositories"`
}

// A Release is one HelmRelease.
type Release struct {
	Name          string   `json:"name"`
	Namespace     string   `json:"namespace,omitempty"`
	File          string   `json:"file"`
	Configuration string   `json:"configuration,omitempty"`
	Rendered      bool     `json:"rendered"`
	Cause         string   `json:"cause,omitempty"`
	Message       string   `json:"message,omitempty"`
	Hint          string   `json:"hint,omitempty"`
	MissingValues []string `json:"missingValues,omitempty"`
	Images        []string `json:"images"`
	Beyond        []Beyond `json:"beyond,omitempty"`
}

// Beyond is an image that no post-renderer renames.
type Beyond struct {
	Object    string `json:"object"`
	Field     string `json:"field"`
	Reference string `json:"reference"`
}

// NewReleases makes the list of a result. source gives for a directory the file of the configuration
// that governs it, as messages print it.
func NewReleases(result *releases.Result, source func(dir string) string) *ReleaseList {
	l := &ReleaseList{APIVersion: v1alpha1.APIVersion, Kind: "ReleaseList", Releases: []Release{}}
	repositories := map[string]bool{}
	for i := range result.Releases {
		r := newRelease(&result.Releases[i])
		r.Configuration = source(result.Releases[i].Dir)
		l.Releases = append(l.Releases, r)
		if r.Rendered {
			l.Summary.Rendered++
		} else {
			l.Summary.NotRendered++
		}
		for _, image := range r.Images {
			repositories[image] = true
		}
	}
	l.Summary.Repositories = len(repositories)
	for _, s := range result.Omitted {
		l.NotRead = append(l.NotRead, Skipped{s.Path, s.Reason})
	}
	return l
}

func newRelease(from *releases.Release) Release {
	r := Release{
		Name: redact.Text(from.Name), Namespace: redact.Text(from.Namespace), File: from.File, Rendered: from.Cause == "",
		Cause: from.Cause, Message: redact.Text(from.Message), Hint: from.Hint, Images: []string{},
	}
	for _, image := range from.Images {
		r.Images = append(r.Images, redact.Text(image))
	}
	for _, value := range from.Missing {
		r.MissingValues = append(r.MissingValues, redact.Text(value))
	}
	for _, b := range from.Beyond {
		r.Beyond = append(r.Beyond, Beyond{redact.Text(b.Object), redact.Text(b.Field), redact.Text(b.Reference)})
	}
	return r
}

// Write writes what goes into the configurations: a YAML document for each, after a comment with its
// file. HelmReleases whose values name all of their images are left out. The error is that of w.
func (l *ReleaseList) Write(w io.Writer) error {
	documents := map[string]map[[2]string][]string{}
	for i := range l.Releases {
		r := &l.Releases[i]
		if len(r.Images) == 0 {
			continue
		}
		if documents[r.Configuration] == nil {
			documents[r.Configuration] = map[[2]string][]string{}
		}
		key := [2]string{r.Name, r.Namespace}
		documents[r.Configuration][key] = append(documents[r.Configuration][key], r.Images...)
	}
	for i, file := range slices.Sorted(maps.Keys(documents)) {
		separator := ""
		if i > 0 {
			separator = "---\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s\n", separator, redact.Line("# "+cmp.Or(file, "the configuration"))); err != nil {
			return err
		}
		if err := WriteYAML(w, section(documents[file])); err != nil {
			return err
		}
	}
	return nil
}

// section is the part of a configuration that lists releases.
func section(images map[[2]string][]string) any {
	k := v1alpha1.Kustomize{HelmReleases: true}
	for _, key := range slices.SortedFunc(maps.Keys(images), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		all := slices.Sorted(slices.Values(images[key]))
		k.Releases = append(k.Releases, v1alpha1.KustomizeRelease{Name: key[0], Namespace: namespaceOf(key[1]), Images: slices.Compact(all)})
	}
	return map[string]any{"spec": map[string]any{"kustomize": k}}
}

// namespaceOf is a namespace for the configuration: empty, which means any, if it has a placeholder.
func namespaceOf(text string) string {
	if strings.ContainsAny(text, "${}") {
		return ""
	}
	return text
}

// mostNamed is how many HelmReleases or images a warning names.
const mostNamed = 3

// Warnings are the lines for what is missing, one for each cause.
func (l *ReleaseList) Warnings() []string {
	var lines []string
	notRendered, hints := map[string][]string{}, map[string]string{}
	var without, beyond []string
	for i := range l.Releases {
		r := &l.Releases[i]
		name := strings.Trim(r.Namespace+"/"+r.Name, "/")
		if !r.Rendered {
			notRendered[r.Cause] = append(notRendered[r.Cause], fmt.Sprintf("%s: %s: %s", r.File, name, r.Message))
			hints[r.Cause] = r.Hint
		} else if len(r.MissingValues) > 0 {
			without = append(without, fmt.Sprintf("%s: %s", name, strings.Join(r.MissingValues, ", ")))
		}
		for _, b := range r.Beyond {
			beyond = append(beyond, fmt.Sprintf("%s: %s of %s: %s", name, b.Field, b.Object, b.Reference))
		}
	}
	for _, cause := range slices.Sorted(maps.Keys(notRendered)) {
		line := fmt.Sprintf("%d not rendered, %s: %s", len(notRendered[cause]), cause, finding.Listed(notRendered[cause], mostNamed))
		if hints[cause] != "" {
			line += "; " + hints[cause]
		}
		lines = append(lines, line)
	}
	if len(without) > 0 {
		lines = append(lines, fmt.Sprintf("%d rendered without some of their values, which are not in these files: %s", len(without), finding.Listed(without, mostNamed)))
	}
	if len(beyond) > 0 {
		lines = append(lines, fmt.Sprintf("%s that no post-renderer renames, because kustomize does not look into their fields; set them in values: %s", finding.Count(len(beyond), "image"), finding.Listed(beyond, mostNamed)))
	}
	return lines
}

// Unmatched are warnings of releases that a configuration lists, and that no HelmRelease here has.
func (l *ReleaseList) Unmatched(file string, k *v1alpha1.Kustomize) []string {
	if k == nil {
		return nil
	}
	var lines []string
	for i := range k.Releases {
		wanted := &k.Releases[i]
		if !slices.ContainsFunc(l.Releases, func(r Release) bool {
			return r.Configuration == file && glob.Match(wanted.Name, r.Name) && (wanted.Namespace == "" || wanted.Namespace == r.Namespace)
		}) {
			lines = append(lines, fmt.Sprintf("%s: spec.kustomize.releases[%d]: no HelmRelease here is called %s; write its metadata.name, and its namespace where the manifest has one", cmp.Or(file, "the configuration"), i, strings.Trim(wanted.Namespace+"/"+wanted.Name, "/")))
		}
	}
	return lines
}

// Summarised is the list in one line.
func (l *ReleaseList) Summarised() string {
	return fmt.Sprintf("%s rendered, %d not; %s that no value names", finding.Count(l.Summary.Rendered, "HelmRelease"), l.Summary.NotRendered, finding.Count(l.Summary.Repositories, "image"))
}

// Complete reports whether every chart was rendered with all of its values.
func (l *ReleaseList) Complete() bool {
	return !slices.ContainsFunc(l.Releases, func(r Release) bool { return !r.Rendered || len(r.MissingValues) > 0 })
}
