package page

import (
	"math"
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// shownBar is a bar, with its length in percent of the longest.
type shownBar struct {
	Bar
	Share string
}

func bars(all []Bar) []shownBar {
	var most float64
	for _, b := range all {
		if !math.IsNaN(b.Value) && !math.IsInf(b.Value, 0) {
			most = max(most, b.Value)
		}
	}
	shown := make([]shownBar, len(all))
	for i, b := range all {
		if b.Text == "" {
			b.Text = strconv.FormatFloat(b.Value, 'f', -1, 64)
		}
		shown[i] = shownBar{b, strconv.FormatFloat(percent(b.Value, most), 'f', 2, 64) + "%"}
	}
	return shown
}

// percent is a share of most, between 0 and 100.
func percent(value, most float64) float64 {
	if math.IsNaN(value) || value <= 0 || most == 0 {
		return 0
	}
	return min(100, 100*value/most)
}

// short is how many bytes a text of a Text column may have to stay on one line.
const short = 24

// shownCell is a cell as the page has it.
type shownCell struct {
	Class, Tone, Text, Note, Sort string
}

// cells are the cells of a row as the page has them, one for each column.
func cells(columns []Column, row []Cell) []shownCell {
	shown := make([]shownCell, len(columns))
	for i, column := range columns {
		s := &shown[i]
		if column.Kind != Text {
			s.Class = column.Kind.class()
		}
		if i >= len(row) {
			continue
		}
		c := &row[i]
		s.Text, s.Note, s.Sort = redact.Line(c.Text), redact.Line(c.Note), redact.Line(c.Sort)
		if c.Tone != Plain {
			s.Tone = c.Tone.class()
		}
		if s.Tone == "" && column.Kind == Text && c.Text != "" && len(c.Text) <= short {
			s.Class = "short"
		}
	}
	return shown
}

// count is a number with commas: 12,345.
func count(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// class is the CSS class, by the order of the constants.
func (k Kind) class() string { return [...]string{"text", "number", "code"}[k] }

// class is the CSS class, by the order of the constants.
func (t Tone) class() string { return [...]string{"plain", "good", "warn", "bad", "muted"}[t] }
