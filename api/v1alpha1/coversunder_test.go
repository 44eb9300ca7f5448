package v1alpha1

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
)

// TestCoversUnder: what include and exclude say of a repository of which only the
// beginning is known.
func TestCoversUnder(t *testing.T) {
	for _, test := range []struct {
		include, exclude []string
		text             string
		covers, certain  bool
	}{
		{nil, nil, "", true, true},
		{[]string{"org/**"}, nil, "org/app-", true, true},
		{[]string{"org/**"}, nil, "org/", true, true},
		{[]string{"org/**"}, nil, "other/", false, true},
		{[]string{"org/**"}, nil, "org", true, false},
		{[]string{"org/**"}, nil, "", true, false},
		{[]string{"org/*"}, nil, "org/app-", true, false},
		{[]string{"org/app"}, nil, "org/b", false, true},
		{[]string{"**/app"}, nil, "org/", true, false},
		{[]string{"other/**", "org/**"}, nil, "org/", true, true},
		{nil, []string{"org/private-*"}, "org/public-", true, true},
		{nil, []string{"org/private-*"}, "org/private-", true, false},
		{nil, []string{"org/**"}, "org/", false, true},
		{[]string{"**"}, []string{"org/**"}, "org/", false, true},
		{[]string{"org/**"}, nil, "library/", true, false}, // Docker Hub's images have two names
	} {
		c := &PullThroughCache{Spec: Spec{Upstreams: []Upstream{{Registry: "ghcr.io", Include: test.include, Exclude: test.exclude}}}}
		covers, certain := c.CoversUnder(image.Upstream{Registry: "ghcr.io"}, test.text)
		if certain != test.certain || certain && covers != test.covers {
			t.Errorf("include %v, exclude %v, %q: %v, certain %v; want %v, %v", test.include, test.exclude, test.text, covers, certain, test.covers, test.certain)
		}
		// What is certain holds for every repository that begins so.
		for _, rest := range []string{"", "a", "a/b", "/app", "app"} {
			if certain && c.Covers(image.Upstream{Registry: "ghcr.io"}, test.text+rest) != covers {
				t.Errorf("include %v, exclude %v, %q is certain, and %q is another", test.include, test.exclude, test.text, test.text+rest)
			}
		}
	}
}
