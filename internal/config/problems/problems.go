// Package problems collects what is wrong with one configuration, by the paths of its
// fields. Everything that reads or checks the configuration adds to one [Collector], so
// that a user sees all errors at once and each of them once.
package problems

import (
	"strings"
	"unicode"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A Collector holds what is wrong with one document.
type Collector struct {
	all      finding.List
	reported map[string]bool // by path: whether no more is reported of the field
	around   map[string]bool // the paths of the maps and lists around those
	lines    map[string]int  // of the fields, by path
	keys     []key           // what the user calls the fields, where that differs
}

// New returns an empty collector.
func New() *Collector {
	return &Collector{reported: map[string]bool{}, around: map[string]bool{}, lines: map[string]int{}}
}

// Add records what is wrong with the field at a path; the path is empty for the whole
// document. It fills in the severity, the code, the field, and the line where that is 0. A
// field has one problem: Add does nothing when the field, or one around it, has one already.
// Tokens and logins are taken out of every text.
func (c *Collector) Add(path string, f finding.Finding) {
	if c.Covers(path) {
		return
	}
	if f.Line == 0 {
		f.Line = c.LineOf(path)
	}
	if path != "" { // the document may have several problems
		c.Suppress(path)
	}
	f.Severity, f.Code = finding.Error, finding.Refused
	f.Field.Path, f.Field.Part = c.KeyOf(path)
	c.all = append(c.all, f.Map(onOneLine))
}

// Suppress makes Add ignore the field at a path and all in it, because what is wrong with
// it follows from a problem that was added elsewhere.
func (c *Collector) Suppress(path string) {
	c.reported[path] = true
	for at := parent(path); at != "" && !c.around[at]; at = parent(at) {
		c.around[at] = true
	}
}

// onOneLine returns a text without the tokens and logins that it may quote, and with spaces for
// line breaks and other control characters.
func onOneLine(text string) string { return strings.Map(spaceForControl, redact.Text(text)) }

func spaceForControl(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// Covers reports whether the field at a path, or one around it, has a problem.
func (c *Collector) Covers(path string) bool {
	for ; path != ""; path = parent(path) {
		if c.reported[path] {
			return true
		}
	}
	return false
}

// CoversPart reports whether something in the map or list at a path has a problem.
func (c *Collector) CoversPart(path string) bool { return c.around[path] }

// SetLine records the line of the field at a path.
func (c *Collector) SetLine(path string, line int) { c.lines[path] = line }

// HasLine reports whether the line of the field at a path is known.
func (c *Collector) HasLine(path string) bool { return c.lines[path] != 0 }

// ForgetLines is for a configuration that is made of several files: what is found from here on has
// its path in their sum, which says nothing of a line in one of them.
func (c *Collector) ForgetLines() { clear(c.lines) }

// LineOf returns the 1-based line of a field, or of the nearest around it whose line is known; 0
// when none is.
func (c *Collector) LineOf(path string) int {
	for path != "" && c.lines[path] == 0 {
		path = parent(path)
	}
	return c.lines[path]
}

// All returns the problems in the order in which they were added. It is empty when the
// document is accepted.
func (c *Collector) All() finding.List { return c.all }

// Sorted returns the problems in the order of the document's lines, and keeps them so.
func (c *Collector) Sorted() finding.List { return c.all.ByLine() }
