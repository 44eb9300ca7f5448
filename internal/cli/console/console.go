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

// A Console writes the results and the messages of a run.
type Console struct {
	// Out is for results, Err for messages, which only people read.
	Out, Err io.Writer
	// Quiet leaves out all messages but errors; Verbose adds what was done and why.
	Quiet, Verbose bool
	// Color says when to colour: "always", "never", or else on a terminal.
	Color string

	getenv     func(string) string
	isTerminal func(stream any) bool
	widthOf    func(stream io.Writer) int
	now        func() time.Time

	began time.Time // of the run
	shown time.Time // when the progress line was last written
	line  bool      // whether the progress line is on the screen
	lost  bool      // whether a message could not be written
}

// New returns a console that writes to two streams.
func New(out, err io.Writer) *Console {
	return &Console{Out: out, Err: err, getenv: os.Getenv, isTerminal: IsTerminal, widthOf: terminalWidth, now: time.Now, began: time.Now()}
}

// Error prints why the program cannot continue, or what it refuses.
func (c *Console) Error(text string) { c.say("error", red, text) }

// Warning prints what may surprise the user, unless Quiet is set.
func (c *Console) Warning(text string) {
	if !c.Quiet {
		c.say("warning", yellow, text)
	}
}

// Note prints how a run ended, unless Quiet is set.
func (c *Console) Note(text string) {
	if !c.Quiet {
		c.say("", 0, text)
	}
}

// Detail prints a message for users who set Verbose.
func (c *Console) Detail(text string) {
	if c.Verbose && !c.Quiet {
		c.say("", 0, text)
	}
}

// say writes one message, wrapped at words on a terminal.
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
	if _, err := fmt.Fprintln(c.Err, line); err != nil {
		c.lost = true
	}
}

// Lost reports whether a message could not be written, as on a full disk: nobody has seen it.
func (c *Console) Lost() bool { return c.lost }

// IsTerminal reports whether a stream is a terminal.
func IsTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
