package scan_test

import (
	"bytes"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// FuzzMarks: what is found by a rare character is what bytes.Contains finds, wherever the
// word stands in the text.
func FuzzMarks(f *testing.F) {
	lists := [][]scan.Marks{
		{{Rare: 'a', Words: []string{"aa", "ba", "a"}}},
		{{Rare: '!', Words: []string{"!!binary"}}, {Rare: '>', Words: []string{":binary>"}}},
		{{Rare: 'F', Words: []string{"valuesFrom", "valueFiles", "valuesFile", "additionalValuesFiles"}}, {Rare: 'R', Words: []string{"ClusterResourceSet"}}},
		{{Rare: 'z', Words: []string{"kustomiz", "Kustomiz"}}, {Rare: 'T', Words: []string{"newTag", "ImageTagTransformer"}}},
	}
	for _, list := range lists {
		for _, group := range list {
			for _, word := range group.Words {
				f.Add([]byte(word))
				f.Add([]byte(word[1:] + word[:1] + "\n  " + word))
				f.Add([]byte(word[:len(word)-1]))
			}
		}
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, text []byte) {
		for i, list := range lists {
			want := false
			for _, group := range list {
				for _, word := range group.Words {
					if bytes.IndexByte([]byte(word), group.Rare) < 0 {
						t.Fatalf("%q does not hold %q", word, group.Rare)
					}
					want = want || bytes.Contains(text, []byte(word))
				}
			}
			if got := scan.HasMark(text, list); got != want {
				t.Errorf("list %d in %q: %v, want %v", i, text, got, want)
			}
		}
	})
}
