package compare

import "testing"

// TestIsSpelling: Docker Hub has more than one spelling, and nothing else has.
func TestIsSpelling(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"nginx:1", "docker.io/library/nginx:1", true},
		{"o/a:1", "docker.io/o/a:1", true},
		{"nginx:1", "docker.io/library/nginx:2", false},
		{"nginx:1", "ghcr.io/nginx:1", false},
		{"", "docker.io/", false},
	} {
		if got := isSpelling(test.a, test.b); got != test.want {
			t.Errorf("%s, %s: %t", test.a, test.b, got)
		}
	}
}
