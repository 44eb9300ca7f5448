package spelling_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/spelling"
)

// TestNearest: a word in another letter case or with few wrong letters is recognized; one
// that is far from all known ones is not guessed.
func TestNearest(t *testing.T) {
	known := []string{"accountID", "region", "upstreams", "rewrite"}
	for word, want := range map[string]string{
		"accountId": "accountID", "acountID": "accountID", "acuontID": "accountID", "Region": "region", "regoin": "region",
		"upstream": "upstreams", "rewrites": "rewrite", "colour": "", "x": "", "": "", "regionregionregion": "",
	} {
		if got := spelling.Nearest(word, known); got != want {
			t.Errorf("%q: guessed %q, want %q", word, got, want)
		}
	}
}
