package console

import (
	"fmt"
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A color is a foreground colour of ECMA-48, 0 for none.
type color int

const (
	red    color = 31
	green  color = 32
	yellow color = 33
	cyan   color = 36
)

// colored reports whether a stream takes colour (https://no-color.org).
func (c *Console) colored(w io.Writer) bool {
	switch c.Color {
	case "always":
		return true
	case "never":
		return false
	}
	return c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb" && c.isTerminal(w)
}

func (c *Console) paint(w io.Writer, color color, text string) string {
	if color == 0 || !c.colored(w) {
		return text
	}
	return fmt.Sprintf("\x1b[%dm%s\x1b[0m", color, text)
}

// Diff writes a unified diff to the results. In a pipe it is the diff, byte for
// byte; on a terminal it is coloured, and control characters are shown, not obeyed.
func (c *Console) Diff(diff []byte) error {
	if !c.colored(c.Out) && !c.isTerminal(c.Out) {
		_, err := c.Out.Write(diff)
		return err
	}
	var b strings.Builder
	for line := range strings.Lines(string(diff)) {
		b.WriteString(c.paint(c.Out, diffColor(line), redact.Source(strings.TrimRight(line, "\r\n"))) + "\n")
	}
	_, err := io.WriteString(c.Out, b.String())
	return err
}

func diffColor(line string) color {
	switch {
	case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"):
		return 0
	case strings.HasPrefix(line, "+"):
		return green
	case strings.HasPrefix(line, "-"):
		return red
	case strings.HasPrefix(line, "@@"):
		return cyan
	}
	return 0
}
