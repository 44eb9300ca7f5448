package hosts

import (
	"strings"
	"testing"
	"time"
)

func TestRedactedExcerpt(t *testing.T) {
	m := NewMatcher("ghcr.io", "docker.io")
	for _, c := range []struct{ text, want string }{
		{"ghcr.io/org/app:v1", "ghcr.io/org/app:v1"},
		{"ghcr.io/org/app:v1@sha256:0123", "ghcr.io/org/app:v1@sha256:0123"},
		{"oci://ghcr.io/org/charts", "oci://ghcr.io/org/charts"},
		{"ghcr.io/org/*", "ghcr.io/org/*"},
		{"ghcr.io/org/app:${TAG}", "ghcr.io/org/app:${TAG}"},
		{"--image=ghcr.io/org/app:v1", "--image=ghcr.io/org/app:v1"},
		{"ghcr.io\n", "ghcr.io\n"},
		{"docker login ghcr.io -p s3cret", "…ghcr.io…"},
		{"pull GHCR.io/org/a:v1, then docker.io/b.", "…GHCR.io/org/a:v1…docker.io/b…"},
		{"a ghcr.io/a b ghcr.io/a", "…ghcr.io/a…"},
		{"https://user:s3cret@ghcr.io/org/app", "…ghcr.io/org/app…"},
		{"user:s3cret@ghcr.io/org/app", "…ghcr.io/org/app…"},
		{"user:s3cret@ghcr.io/org/app@sha256:0123", "…ghcr.io/org/app@sha256:0123…"},
		{`{"auths":{"ghcr.io":{"password":"s3cret"}}}`, "…ghcr.io…"},
		{"password: s3cret\nimage: ghcr.io/org/app:v1\n", "…ghcr.io/org/app:v1…"},
		{"--login=s3cret=ghcr.io", "…ghcr.io…"},
		{"s3cretghcr.io/org/x:v1", "…ghcr.io/org/x:v1…"},
		{"mirror/ghcr.io/org/x:v1", "mirror/ghcr.io/org/x:v1"},
		{"s3cret and no host", "…"},
	} {
		if got := m.References(c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestRedactedExcerptIsQuick: a long text costs a bounded number of looks at it.
func TestRedactedExcerptIsQuick(t *testing.T) {
	m := NewMatcher("ghcr.io", "nowhere.example")
	text := strings.Repeat("a ghcr.io ", 1<<20)
	began := time.Now()
	if got := m.References(text); got != "…ghcr.io…" {
		t.Errorf("got %q", got)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
