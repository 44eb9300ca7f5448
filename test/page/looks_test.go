package page

import (
	"fmt"
	"testing"
)

// TestLooks: at every width, in both schemes, nothing hangs out of the window at its side.
func TestLooks(t *testing.T) {
	address := write(t, sample())
	for _, width := range []int64{320, 360, 768, 1000, 1280, 1920} {
		for _, dark := range []bool{false, true} {
			for _, noScript := range []bool{false, true} {
				name := fmt.Sprintf("%d-%s-%s", width, map[bool]string{false: "light", true: "dark"}[dark], map[bool]string{false: "js", true: "plain"}[noScript])
				t.Run(name, func(t *testing.T) {
					tb := open(t, address, look{width: width, dark: dark, noScript: noScript})
					if got := eval[int64](tb, `document.documentElement.scrollWidth`); got > width {
						t.Errorf("the page is %d wide", got)
					}
					tb.picture(name)
				})
			}
		}
	}
}
