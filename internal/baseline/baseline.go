// Package baseline keeps the findings of a check that are known in a file, so that the check
// fails for others only. A finding is known by its code and its place, not by its line, which
// moves with every edit above it.
package baseline

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Kind is the kind of the file.
const Kind = "Baseline"

// Outdated is the code of an entry of a baseline of which nothing is found any more.
const Outdated finding.Code = "baseline-outdated"

// A Baseline is a file of known findings.
type Baseline struct {
	path    string
	version *replace.Version
	entries []Entry
	scope   Scope
}

// A Scope is what a check looks at. A check of a part of a repository says nothing about the
// entries of another part: they are not outdated, and an update keeps them.
type Scope struct {
	// Paths are the files and directories; none for standard input, whose findings have the
	// paths that its documents say.
	Paths []string
	// NotFound are the codes of which this check does not look for findings.
	NotFound []finding.Code
}

// covers reports whether the check would find what an entry is about, if it is still there.
func (b *Baseline) covers(e *Entry) bool {
	if slices.Contains(b.scope.NotFound, finding.Code(e.Code)) {
		return false
	}
	if len(b.scope.Paths) == 0 {
		return true
	}
	if e.File == "" {
		return false
	}
	file := absolute(filepath.Join(filepath.Dir(b.path), filepath.FromSlash(e.File)))
	return slices.ContainsFunc(b.scope.Paths, func(p string) bool {
		relative, err := filepath.Rel(absolute(p), file)
		return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
	})
}

// place is the path of a file as an entry has it: from the directory of the baseline, so that it
// is the same wherever the check is started.
func (b *Baseline) place(file string) string {
	if file == "" || len(b.scope.Paths) == 0 {
		return filepath.ToSlash(file)
	}
	relative, err := filepath.Rel(absolute(filepath.Dir(b.path)), absolute(file))
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(relative)
}

// absolute is a path from the top; the path itself where the working directory is gone.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}
