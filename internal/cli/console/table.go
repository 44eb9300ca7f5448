package console

import (
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// gap is how many spaces are between two columns.
const gap = 2

// narrowest is the smallest width to which a column is shortened.
const narrowest = 8

// Table writes rows in columns; the first row has the headings. On a terminal it shortens cells so
// that the table fits, with the Cut of each column, or at the end without one. In a pipe it
// shortens nothing.
func (c *Console) Table(rows [][]string, cuts ...Cut) error {
	return c.table(rows, c.widthOf(c.Out), cuts)
}

// Fits reports whether Table has to fit a terminal: standard output is one.
func (c *Console) Fits() bool { return c.widthOf(c.Out) > 0 }

// WideTable is Table that shortens nothing.
func (c *Console) WideTable(rows [][]string) error { return c.table(rows, 0, nil) }

func (c *Console) table(rows [][]string, width int, cuts []Cut) error {
	for _, row := range rows {
		for i := range row {
			row[i] = redact.Line(row[i])
		}
	}
	widths := fit(columnWidths(rows), width)
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.TrimRight(line(row, widths, cuts), " ") + "\n")
	}
	_, err := io.WriteString(c.Out, b.String())
	return err
}

func columnWidths(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	return widths
}

// fit makes the widest columns narrower, down to narrowest, until the table has the total width; 0
// means no limit. If the columns still do not fit, it leaves out the last ones.
func fit(widths []int, total int) []int {
	if total == 0 {
		return widths
	}
	for sum(widths) > total {
		widest := 0
		for i := range widths {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		switch {
		case widths[widest] > narrowest:
			widths[widest]--
		case len(widths) > 1:
			widths = widths[:len(widths)-1]
		default:
			return widths
		}
	}
	return widths
}

func sum(widths []int) int {
	total := gap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	return total
}

func line(row []string, widths []int, cuts []Cut) string {
	var b strings.Builder
	for i, most := range widths {
		cell := row[i]
		if columns(cell) > most {
			cut := CutEnd
			if i < len(cuts) && cuts[i] != nil {
				cut = cuts[i]
			}
			cell = cut(cell, most)
		}
		b.WriteString(cell + strings.Repeat(" ", max(0, most-columns(cell))+gap))
	}
	return b.String()
}
