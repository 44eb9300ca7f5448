package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/images"
)

// show writes the groups as a diff.
func show(groups []group, paint palette) string {
	var b strings.Builder
	for _, g := range groups {
		fmt.Fprintln(&b, paint.heading(g.resource))
		for _, c := range g.changes {
			if c.before == c.after {
				fmt.Fprintln(&b, "    "+c.before)
				continue
			}
			if c.before != "" {
				fmt.Fprintln(&b, paint.removed("  - "+c.before))
			}
			if c.after != "" {
				fmt.Fprintln(&b, paint.added("  + "+c.after))
			}
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

// verdict counts the images of ghcr.io. It is an error when one is left, and when
// there was none to begin with: then nothing was shown.
func verdict(out io.Writer, before, after []images.Image) error {
	was, left := countGHCR(before), countGHCR(after)
	fmt.Fprintf(out, "images from ghcr.io: %d before, %d after\n", was, left)
	switch {
	case was == 0:
		return fmt.Errorf("the example has no image of ghcr.io, so it shows nothing")
	case left > 0:
		return fmt.Errorf("%d of %d images are still pulled from ghcr.io, want 0", left, was)
	}
	return nil
}

func countGHCR(all []images.Image) int {
	count := 0
	for _, i := range all {
		if i.FromGHCR() {
			count++
		}
	}
	return count
}
