package verify

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A hider takes the temporary directory out of what users read: the files in it are copies
// of theirs, and are gone by then. Builders, the rewriting and the operating system all
// name them.
type hider struct{ pattern *regexp.Regexp }

// newHider is for a temporary directory by all its names.
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
	// Behind it: the trees, those of a worker, the values of a chart; what else is named
	// would be beside the tree.
	return &hider{regexp.MustCompile(`(?:` + strings.Join(all, "|") + `)(?:` +
		`/(?:worker[0-9]+/)?(?:before|after|back)\b(?P<inside>/?)` +
		`|(?P<values>/values-[0-9]+\.yaml)` +
		`|(?:/worker[0-9]+)?(?P<beside>/?))`)}
}

// text is a text with the user's files instead of the copies: those in the tree by their
// paths from its top.
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

func isTree(path string) bool {
	switch filepath.Base(path) {
	case "before", "after", "back":
		return true
	}
	return false
}

// err is an error with the user's files in it. It wraps the first.
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

// findings are what the rewriting says, of the user's files.
func (h *hider) findings(all []finding.Finding) {
	for i := range all {
		f := &all[i]
		f.File.Path = h.text(f.File.Path)
		f.Message, f.Field.Current, f.Field.Proposed = h.text(f.Message), h.text(f.Field.Current), h.text(f.Field.Proposed)
	}
}
