// Package baseline is the file of ecrcache check --baseline: it lists findings that are known, so
// that the check fails only for new ones. A finding is recognised by its code and its place, not by
// its line, which moves with every edit above it. The forms for CI systems use the same key as
// their fingerprint.
package baseline

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Kind is the kind of the file.
const Kind = "Baseline"

// Outdated is the code of the finding about an entry that the check does not find any more, or
// not as often as the baseline says.
const Outdated finding.Code = "baseline-outdated"

// A Baseline is a file of known findings.
type Baseline struct {
	path    string
	version *replace.Version
	entries []Entry
	scope   Scope
	// directory is the working directory; empty where it is not known and all paths are absolute.
	directory string
}

func newBaseline(version *replace.Version, entries []Entry, scope Scope) (*Baseline, error) {
	b := &Baseline{path: version.Path, version: version, entries: entries, scope: scope}
	isRelative := func(path string) bool { return !filepath.IsAbs(path) }
	var err error
	if b.directory, err = os.Getwd(); err != nil && slices.ContainsFunc(append([]string{b.path}, scope.Paths...), isRelative) {
		return nil, fmt.Errorf("%s: the working directory is not known: %w", b.path, err)
	}
	return b, nil
}

// A Scope is what a check looks at. A check of a part of a repository says nothing about the
// entries of another part: they are not outdated, and an update keeps them.
type Scope struct {
	// Paths are the files and directories; none for standard input, whose findings have the
	// paths of the annotations of its documents, if any.
	Paths []string
	// NotChecked are the codes that this check does not look for, such as not-cached without --all.
	NotChecked []finding.Code
}

// covers reports whether the check would find what an entry is about, if it is still there.
func (b *Baseline) covers(e *Entry) bool {
	if slices.Contains(b.scope.NotChecked, finding.Code(e.Code)) {
		return false
	}
	if len(b.scope.Paths) == 0 {
		return true
	}
	if e.File == "" { // it was found on standard input, and this check reads files
		return false
	}
	file := b.absolute(filepath.Join(filepath.Dir(b.path), filepath.FromSlash(e.File)))
	return slices.ContainsFunc(b.scope.Paths, func(p string) bool {
		relative, err := filepath.Rel(b.absolute(p), file)
		return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
	})
}

// place is the path of a file as an entry has it: relative to the directory of the baseline, so
// that it is the same wherever the check is started. Paths of standard input stay as they are.
func (b *Baseline) place(file string) string {
	if file == "" || len(b.scope.Paths) == 0 {
		return filepath.ToSlash(file)
	}
	relative, err := filepath.Rel(b.absolute(filepath.Dir(b.path)), b.absolute(file))
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(relative)
}

func (b *Baseline) absolute(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(b.directory, path)
}
