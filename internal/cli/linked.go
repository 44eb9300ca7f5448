package cli

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
)

// mostLinked is how many files with several hard links are named.
const mostLinked = 5

// tellLinked warns of files that have several names (hard links), before they are
// replaced: the text changes under one name.
func tellLinked(c *console.Console, n int, file func(i int) (path string, links int)) {
	found := 0
	for i := range n {
		path, links := file(i)
		if links < 2 {
			continue
		}
		if found++; found <= mostLinked || c.Verbose {
			c.Warning(fmt.Sprintf("%s: the file has %d hard links; this name becomes a file of its own, and a name that is not rewritten itself keeps the old text", path, links))
		}
	}
	if more := found - mostLinked; more > 0 && !c.Verbose {
		c.Warning(fmt.Sprintf("%d more files have several hard links; -v names them", more))
	}
}
