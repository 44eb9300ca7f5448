package verify

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A hider replaces the paths of the copies in what users read by the paths of their own
// files: the copies are gone by then. Builders, the rewriting and the operating system all
// name them.
type hider struct{ pattern *regexp.Regexp }

// newHider returns a hider for a temporary directory with all of its names.
func newHider(names ...string) *hider {
	var all []string
	for _, name := range names {
		all = append(all, regexp.QuoteMeta(filepath.ToSlash(name)))
		if here, err := os.Getwd(); err == nil {
			if short, err := filepath.Rel(here, name); err == nil {
				all = append(all, regexp.QuoteMeta(filepath.ToSlash(short)))
			}
		}
	}
	// A match is the temporary directory and what of the copies follows it: one of the trees, also
	// that of a worker, or a file with values of a chart. Anything else in it is outside of the
	// trees. In SCRATCH/worker1/after/apps/a.yaml, apps/a.yaml is the user's file.
	return &hider{regexp.MustCompile(`(?:` + strings.Join(all, "|") + `)(?:` +
		`/(?:worker[0-9]+/)?(?:before|after|back)\b(?P<inside>/?)` +
		`|(?P<values>/values-[0-9]+\.yaml)` +
		`|(?:/worker[0-9]+)?(?P<beside>/?))`)}
}

// text returns a text with the paths of the user's files, from the top of the tree, instead of
// those of the copies.
func (h *hider) text(text string) string {
	return h.pattern.ReplaceAllStringFunc(text, func(found string) string {
		m := h.pattern.FindStringSubmatch(found)
		switch {
		case m[h.pattern.SubexpIndex("inside")] != "":
			return ""
		case m[h.pattern.SubexpIndex("values")] != "":
			return "the values"
		case strings.HasSuffix(found, "/"):
			return "../"
		case isTree(found):
			return "."
		}
		return ".."
	})
}

// isTree reports whether a path is that of a tree itself.
func isTree(path string) bool {
	switch filepath.Base(path) {
	case "before", "after", "back":
		return true
	}
	return false
}

// err returns an error whose text names the user's files. It wraps the given one.
func (h *hider) err(err error) error {
	if err == nil || h.text(err.Error()) == err.Error() {
		return err
	}
	return &hidden{h.text(err.Error()), err}
}

type hidden struct {
	text string
	err  error
}

func (e *hidden) Error() string { return e.text }

func (e *hidden) Unwrap() error { return e.err }

// findings makes the findings of the rewriting name the user's files.
func (h *hider) findings(all []finding.Finding) {
	for i := range all {
		f := &all[i]
		f.File.Path = h.text(f.File.Path)
		f.Message, f.Field.Current, f.Field.Proposed = h.text(f.Message), h.text(f.Field.Current), h.text(f.Field.Proposed)
	}
}
