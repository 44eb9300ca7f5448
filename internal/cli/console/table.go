package console

import (
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// gap is what stands between two columns.
const gap = 2

// narrowest is how far a column is shortened to make a table fit.
const narrowest = 8

// Table writes rows below each other, the first being the heads. On a terminal the
// table fits its width, cells being shortened by the cuts of their columns, at the
// end where there is none; in a pipe nothing is shortened.
func (c *Console) Table(rows [][]string, cuts ...Cut) error {
	return c.table(rows, c.widthOf(c.Out), cuts)
}

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

// fit takes columns away from the widest until the table has the total width; 0
// is no bound. Where that is too little for all, the last ones are left out.
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
