package console

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"golang.org/x/term"
)

// A Console writes a run's results and its talk.
type Console struct {
	// Out takes results, Err talk: the lines that are for people alone.
	Out, Err io.Writer
	// Quiet leaves out all talk but errors; Verbose adds what was done and why.
	Quiet, Verbose bool
	// Color says when to colour: "always", "never", or else on a terminal.
	Color string

	getenv     func(string) string
	isTerminal func(stream any) bool
	widthOf    func(stream io.Writer) int
	now        func() time.Time

	began, shown time.Time // of the progress line
	line         bool      // the progress line is there
}

// New makes a console over two streams.
func New(out, err io.Writer) *Console {
	return &Console{Out: out, Err: err, getenv: os.Getenv, isTerminal: IsTerminal, widthOf: terminalWidth, now: time.Now, began: time.Now()}
}

// Error tells why the program cannot go on, or what is refused.
func (c *Console) Error(text string) { c.say("error", red, text) }

// Warning tells what may surprise.
func (c *Console) Warning(text string) {
	if !c.Quiet {
		c.say("warning", yellow, text)
	}
}

// Note tells how a run ended.
func (c *Console) Note(text string) {
	if !c.Quiet {
		c.say("", 0, text)
	}
}

// Detail tells what only somebody who asked for it wants to know.
func (c *Console) Detail(text string) {
	if c.Verbose && !c.Quiet {
		c.say("", 0, text)
	}
}

// say writes one line of talk, which a terminal gets wrapped at words.
func (c *Console) say(severity string, color color, text string) {
	c.clear()
	begin := "ecrcache: "
	if severity != "" {
		begin += severity + ": "
	}
	line := wrap(begin+redact.Line(redact.Text(text)), c.widthOf(c.Err))
	if severity != "" {
		line = strings.Replace(line, severity+":", c.paint(c.Err, color, severity+":"), 1)
	}
	fmt.Fprintln(c.Err, line)
}

// IsTerminal reports whether a stream is a terminal.
func IsTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
