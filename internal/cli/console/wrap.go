package console

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// hangingOf is what the second and later lines of a wrapped text begin with: two spaces, or as many
// as put them below the last column of a row, whose columns have two spaces between them.
func hangingOf(text string, width int) string {
	below := 2
	if gap := strings.LastIndex(text[:min(len(text), width)], "  "); gap > 0 && columns(text[:gap])+2 <= width*2/3 {
		below = columns(text[:gap]) + 2
	}
	return strings.Repeat(" ", below)
}

// Print writes a line of results. On a terminal it is wrapped at words; in a pipe it stays one
// line, which the next program reads.
func (c *Console) Print(line string) error {
	_, err := fmt.Fprintln(c.Out, wrap(line, c.widthOf(c.Out)))
	return err
}

// wrap breaks a text at spaces, so that no line is wider than width where its words are not; 0
// is no bound. A word is never broken: it is perhaps to be copied.
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

// terminalWidth is how many columns a stream may take, 0 when there is no bound: it is not a
// terminal.
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
