package config

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// problems collects what is wrong with one document.
type problems struct {
	all  finding.List
	told map[string]bool // the paths that have a problem
	line map[string]int  // where the fields stand, by path
	flat names           // what the fields are called in the flat form
}

func newProblems() *problems {
	return &problems{told: map[string]bool{}, line: map[string]int{}}
}

// add notes what is wrong with the field at a path, empty for the whole text. A field has
// one problem: what follows from it is not noted again, nor is what lies below it. No part
// of a problem ever holds a token or a login.
func (p *problems) add(path string, f finding.Finding) {
	if p.covers(path) {
		return
	}
	if f.Line == 0 {
		f.Line = p.lineOf(path)
	}
	p.told[path] = path != ""
	f.Severity, f.Code = finding.Error, finding.Refused
	f.Field.Path, f.Field.Part = p.flat.of(path)
	p.all = append(p.all, f.Map(onOneLine))
}

// onOneLine is a text without the tokens and logins that it may quote, and without line
// breaks.
func onOneLine(text string) string { return strings.Map(printable, redact.Text(text)) }

func printable(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// covers reports whether the field, or one around it, has a problem.
func (p *problems) covers(path string) bool {
	for ; path != ""; path = parent(path) {
		if p.told[path] {
			return true
		}
	}
	return false
}

// coversPart reports whether something in the map at path has a problem.
func (p *problems) coversPart(path string) bool {
	for told := range p.told {
		if strings.HasPrefix(told, path+".") || strings.HasPrefix(told, path+"[") {
			return true
		}
	}
	return false
}

// lineOf is the line of a field, or of the nearest around it that stands there.
func (p *problems) lineOf(path string) int {
	for path != "" && p.line[path] == 0 {
		path = parent(path)
	}
	return p.line[path]
}

// sorted is the problems in the document's order.
func (p *problems) sorted() finding.List {
	slices.SortStableFunc(p.all, func(a, b finding.Finding) int { return cmp.Compare(a.Line, b.Line) })
	return p.all
}

// below is the path of a key in the map at path. A key that would not read as
// part of a path is quoted.
func below(path, key string) string {
	switch {
	case key == "" || strings.ContainsFunc(key, isQuotedInPath):
		return path + "[" + strconv.Quote(redact.Tokens(key)) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}

func isQuotedInPath(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
}

// element is the path of an element of the list at path.
func element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// parent is the path of the map or list around a field.
func parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }
