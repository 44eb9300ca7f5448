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

// Progress shows, on a terminal, where a long run is. In a pipe it does nothing.
func (c *Console) Progress(text string) {
	if c.Quiet {
		return
	}
	now := c.now()
	if now.Sub(c.began) < patience || now.Sub(c.shown) < interval || !c.isTerminal(c.Err) {
		return
	}
	c.shown, c.line = now, true
	fmt.Fprintf(c.Err, "\r\x1b[K%s", redact.Line(text))
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
