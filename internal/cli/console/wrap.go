package console

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// hangingOf is the indent of the second and later lines of a wrapped text: two spaces. In a row of
// columns, which have two spaces between them, it is where the last column begins, so that this
// column is wrapped by itself; but not where less than a third of the width would be left for it.
func hangingOf(text string, width int) string {
	below := 2
	if end := strings.LastIndex(text[:min(len(text), width)], "  "); end > 0 && columns(text[:end])+2 <= width*2/3 {
		below = columns(text[:end]) + 2
	}
	return strings.Repeat(" ", below)
}

// Print writes a line of results. On a terminal it is wrapped at words; in a pipe it stays one
// line, which the next program reads.
func (c *Console) Print(line string) error {
	_, err := fmt.Fprintln(c.Out, wrap(line, c.widthOf(c.Out)))
	return err
}

// wrap breaks a text at spaces into lines of at most width columns; 0 means no limit. A word is
// never broken, even if it is wider: somebody may want to copy it.
func wrap(text string, width int) string {
	if width == 0 || columns(text) <= width {
		return text
	}
	var b strings.Builder
	hanging := hangingOf(text, width)
	used := 0
	for i, word := range strings.Split(text, " ") {
		switch n := columns(word); {
		case i == 0:
			used = n
		case used+1+n > width && used > len(hanging):
			b.WriteString("\n" + hanging)
			used = len(hanging) + n
		default:
			b.WriteByte(' ')
			used += 1 + n
		}
		b.WriteString(word)
	}
	return b.String()
}

// terminalWidth is how many columns a terminal has; 0, which means no limit, for another stream.
func terminalWidth(stream io.Writer) int {
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
