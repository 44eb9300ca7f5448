package console

import (
	"fmt"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// Progress is shown from silence after the start of the run, at most once in an interval.
const (
	silence  = time.Second
	interval = 100 * time.Millisecond
)

// Progress shows, on a terminal, where a long run is, in one line that is cut where the terminal
// ends. In a pipe it does nothing.
func (c *Console) Progress(text string) {
	if c.Quiet {
		return
	}
	now := c.now()
	// After a message, which removes the progress line, it is shown again at once: waiting for the
	// interval would make it flicker.
	isRecent := c.line && now.Sub(c.shown) < interval
	if now.Sub(c.began) < silence || isRecent || !c.isTerminal(c.Err) {
		return
	}
	c.shown, c.line = now, true
	text = redact.Line(text)
	if width := c.widthOf(c.Err); width > narrowest && columns(text) >= width { // a line that wraps could not be removed
		text = CutEnd(text, width-1)
	}
	fmt.Fprintf(c.Err, "\r\x1b[K%s", text)
}

// clear removes the progress line.
func (c *Console) clear() {
	if c.line {
		fmt.Fprint(c.Err, "\r\x1b[K")
		c.line = false
	}
}

// Finish removes the progress line before results are written.
func (c *Console) Finish() { c.clear() }
