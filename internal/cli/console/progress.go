package console

import (
	"fmt"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A run that takes longer than patience shows its progress, at most once in an interval.
const (
	patience = time.Second
	interval = 100 * time.Millisecond
)

// Progress shows, on a terminal, where a long run is, in one line that is cut where the terminal
// ends. In a pipe it does nothing.
func (c *Console) Progress(text string) {
	if c.Quiet {
		return
	}
	now := c.now()
	// A line of results took it away: then it is shown again at once, or it would only flicker.
	shown := c.line && now.Sub(c.shown) < interval
	if now.Sub(c.began) < patience || shown || !c.isTerminal(c.Err) {
		return
	}
	c.shown, c.line = now, true
	text = redact.Line(text)
	if width := c.widthOf(c.Err); width > narrowest && columns(text) >= width { // what is wrapped cannot be taken away
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
