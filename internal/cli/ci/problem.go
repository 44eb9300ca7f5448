// Package ci writes the findings of ecrcache check in the forms that CI systems read: SARIF, the
// workflow commands of GitHub Actions, and GitLab's Code Quality report.
package ci

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/baseline"
	"github.com/amerintlxperts/ecrcache/internal/codes"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A Problem is a finding with what CI systems show of it.
type Problem struct {
	Code codes.Code
	// Fails says that it fails the check; otherwise it is a warning.
	Fails bool
	// Message is one line: the object, the field, what is written there and why.
	Message string
	// Path is from the top of the Git repository, with slashes; empty for standard input.
	Path string
	// Line, Column and EndColumn begin at 1, and count characters; 0 for not known.
	Line, Column, EndColumn int
	// Object is the kind and the name.
	Object string
	// Fingerprint is the same in later runs: it does not change with the line, nor with the
	// version of the image. No two problems of a run have the same.
	Fingerprint string
}

// Problems are the findings that fail a check, and its warnings. fails reports whether a finding
// fails it; text gives the text of a file that a finding names, or nil.
func Problems(all []finding.Finding, fails func(*finding.Finding) bool, text func(path string) []byte) []Problem {
	var problems []Problem
	count := map[string]int{}
	for i := range all {
		if !fails(&all[i]) && all[i].Severity != finding.Warning {
			continue
		}
		f := all[i].Redacted()
		p := Problem{
			Code: codes.Of(&f), Fails: fails(&all[i]), Message: message(f),
			Path: fromTop(f.File.Path), Line: f.Line, Object: f.Resource.String(),
		}
		p.Column, p.EndColumn = columns(text(f.File.Path), f.Line, f.Field.Current)
		p.Fingerprint = baseline.KeyOf(&f, p.Path).Fingerprint()
		if count[p.Fingerprint]++; count[p.Fingerprint] > 1 {
			p.Fingerprint += "-" + strconv.Itoa(count[p.Fingerprint])
		}
		problems = append(problems, p)
	}
	return problems
}

// path is the path for the forms that cannot leave it out: SARIF and GitLab.
func (p *Problem) path() string {
	if p.Path == "" {
		return "standard input"
	}
	return p.Path
}

// message is the finding on one line without its file, which CI systems show beside it.
func message(f finding.Finding) string {
	f.File, f.Line = finding.File{}, 0
	return redact.Line(f.String())
}

// fromTop is a path from the top of the Git repository, as CI systems want it wherever the check
// is started; the path as it was given where there is no repository around it.
func fromTop(path string) string {
	if path == "" {
		return ""
	}
	tree, err := files.TreeOf(filepath.Dir(path))
	// Without a repository the tree begins at the root of the file system.
	if err != nil || tree.Root() == filepath.Dir(tree.Root()) {
		return filepath.ToSlash(filepath.Clean(path))
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(filepath.Clean(path))
	}
	relative, err := filepath.Rel(tree.Root(), full)
	if err != nil {
		return filepath.ToSlash(full)
	}
	return filepath.ToSlash(relative)
}

// columns are the column at which a value begins in its line, and the one after its end; 0 for a
// value that is not in the line as it is, such as one with its tag in another line.
func columns(text []byte, line int, value string) (begin, end int) {
	if line < 1 || value == "" {
		return 0, 0
	}
	for range line - 1 {
		_, rest, found := bytes.Cut(text, []byte("\n"))
		if !found {
			return 0, 0
		}
		text = rest
	}
	text, _, _ = bytes.Cut(text, []byte("\n"))
	before, _, found := strings.Cut(string(text), value)
	if !found {
		return 0, 0
	}
	begin = 1 + utf8.RuneCountInString(before)
	return begin, begin + utf8.RuneCountInString(value)
}
