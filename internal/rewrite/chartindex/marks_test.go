package chartindex

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// TestMarks: each word of the lists holds the character by which it is looked for, so that
// it is found wherever it stands.
func TestMarks(t *testing.T) {
	for _, list := range [][]scan.Marks{valuesMarks, sourceMarks} {
		for _, group := range list {
			for _, word := range group.Words {
				if !strings.ContainsRune(word, rune(group.Rare)) {
					t.Errorf("%q does not hold %q", word, group.Rare)
				}
				if !scan.HasMark([]byte("a: "+word+"\n"), list) || scan.HasMark([]byte("a: "+word[1:]+"\n"), []scan.Marks{{Rare: group.Rare, Words: []string{word}}}) {
					t.Errorf("%q is not found, or found without its first letter", word)
				}
			}
		}
	}
}
