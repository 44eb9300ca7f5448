package terraform

import (
	"strings"

	"github.com/apparentlymart/go-textseg/v15/textseg"
)

// A writer puts lines together and in the end aligns and indents them, by the rules of
// terraform fmt.
type writer struct {
	lines []line
	line  // that is being written
}

// A line knows what alignment and indentation go by.
type line struct {
	text    []byte
	opened  int // brackets opened, without those closed again
	equals  int // where the = stands; 0 is nowhere
	columns int // how wide what stands before it is
}

func (w *writer) put(text string) { w.text = append(w.text, text...) }

func (w *writer) open(bracket string) {
	w.put(bracket)
	w.opened++
}

func (w *writer) shut(bracket string) {
	w.put(bracket)
	w.opened--
}

// name begins a line with what stands before an =. Its width is what terraform fmt
// counts, to which a letter with its accents is one, but a quote never part of one.
func (w *writer) name(name string) {
	quotes := ""
	if !isName(name) {
		name, quotes = escape(name), `"`
	}
	w.put(quotes + name + quotes + " ")
	letters, _ := textseg.TokenCount([]byte(name), textseg.ScanGraphemeClusters) // it refuses nothing
	w.equals, w.columns = len(w.text), letters+2*len(quotes)
	w.put("= ")
}

func (w *writer) end() {
	w.lines = append(w.lines, w.line)
	w.line = line{}
}

// isAligned reports whether the = of a line stands below those of its neighbours: not
// where the value goes on.
func (l *line) isAligned() bool { return l.equals > 0 && l.opened == 0 }

// String is the text of all lines.
func (w *writer) String() string {
	var b strings.Builder
	var levels indentation
	widest := 0
	for i := range w.lines {
		l := &w.lines[i]
		if l.isAligned() && (i == 0 || !w.lines[i-1].isAligned()) {
			widest = widestOf(w.lines[i:])
		}
		if level := levels.at(l.opened); len(l.text) > 0 {
			b.WriteString(strings.Repeat("  ", level))
		}
		b.Write(l.text[:l.equals])
		if l.isAligned() {
			b.WriteString(strings.Repeat(" ", widest-l.columns))
		}
		b.Write(l.text[l.equals:])
		b.WriteByte('\n')
	}
	return b.String()
}

// widestOf is the width of the widest name of the lines that are aligned with the first.
func widestOf(lines []line) int {
	widest := 0
	for i := range lines {
		if !lines[i].isAligned() {
			break
		}
		widest = max(widest, lines[i].columns)
	}
	return widest
}

// An indentation is the open lines, each with how many of its brackets are still open.
// A line that opens several indents one level.
type indentation []int

// at is the level of a line that opens so many brackets, or closes as many below 0.
func (in *indentation) at(opened int) int {
	for closed := -opened; closed > 0 && len(*in) > 0; {
		last := len(*in) - 1
		n := min(closed, (*in)[last])
		closed -= n
		if (*in)[last] -= n; (*in)[last] == 0 {
			*in = (*in)[:last]
		}
	}
	level := len(*in)
	if opened > 0 {
		*in = append(*in, opened)
	}
	return level
}
