package page

import (
	"net/url"
	"path/filepath"
	"testing"
)

// TestStatus: the pages of what a cache holds, as the golden cases of internal/cli/holdings have
// them: one compared with manifests, one that was not, one of which not all may be seen.
func TestStatus(t *testing.T) {
	for _, name := range []string{"compared", "alone", "denied"} {
		path, err := filepath.Abs(filepath.Join("../../internal/cli/holdings/testdata", name, "status.html"))
		if err != nil {
			t.Fatal(err)
		}
		address := (&url.URL{Scheme: "file", Path: path}).String()
		for suffix, l := range map[string]look{"-360-dark": {width: 360, dark: true}, "-360": {width: 360}, "-1280-dark": {width: 1280, dark: true}, "-1280": {width: 1280}} {
			t.Run(name+suffix, func(t *testing.T) {
				tb := open(t, address, l)
				fits(tb, l.width)
				if got := eval[int](tb, `document.querySelectorAll('.over').length`); got > 0 {
					t.Errorf("%d tables are wider than the page", got)
				}
				contrast(tb)
				tb.picture("status-" + name + suffix)
			})
		}
	}
}
