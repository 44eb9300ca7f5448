package client_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live/client"
)

// TestPages: every page is asked for once, by the token of the one before it; the last has
// none, an empty one, or that of the page itself.
func TestPages(t *testing.T) {
	for _, last := range []string{"none", "", "2"} {
		var asked []string
		all, err := client.Pages(func(token *string) ([]int, *string, error) {
			from := ""
			if token != nil {
				from = *token
			}
			asked = append(asked, from)
			next := map[string]string{"": "1", "1": "2", "2": last}[from]
			if next == "none" {
				return []int{len(asked)}, nil, nil
			}
			return []int{len(asked)}, &next, nil
		})
		if err != nil || !slices.Equal(all, []int{1, 2, 3}) || !slices.Equal(asked, []string{"", "1", "2"}) {
			t.Errorf("%q: %v, %v, asked %q", last, all, err, asked)
		}
	}
	refused := errors.New("refused")
	if _, err := client.Pages(func(*string) ([]int, *string, error) { return nil, nil, refused }); !errors.Is(err, refused) {
		t.Error(err)
	}
}
