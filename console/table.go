package console

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/printable"
)

// gap is what stands between two columns.
const gap = 2

// narrowest is how far a column is shortened to make a table fit.
const narrowest = 8

// Table writes rows below each other, the first being the heads. On a terminal the
// table fits its width; in a pipe nothing is shortened.
func (c *Console) Table(rows [][]string) error {
	for _, row := range rows {
		for i := range row {
			row[i] = printable.Line(row[i])
		}
	}
	widths := fit(columnWidths(rows), c.width())
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.TrimRight(line(row, widths), " ") + "\n")
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
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

// fit takes columns away from the widest until the table has the total width; 0
// is no bound.
func fit(widths []int, total int) []int {
	if total == 0 {
		return widths
	}
	for excess := sum(widths) - total; excess > 0; excess-- {
		widest := 0
		for i := range widths {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
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

func line(row []string, widths []int) string {
	var b strings.Builder
	for i, cell := range row {
		n := utf8.RuneCountInString(cell)
		if n > widths[i] {
			cell, n = string([]rune(cell)[:widths[i]-1])+"…", widths[i]
		}
		b.WriteString(cell + strings.Repeat(" ", widths[i]-n+gap))
	}
	return b.String()
}
