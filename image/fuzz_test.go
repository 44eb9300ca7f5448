package image

import (
	"errors"
	"strings"
	"testing"
)

// FuzzParse: nothing panics, what is accepted is written back as it was, and
// both other parsers agree.
func FuzzParse(f *testing.F) {
	for _, test := range accepted {
		f.Add(test.in)
	}
	for _, test := range refused {
		f.Add(test.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Parse(s)
		if err == nil && r.String() != s {
			t.Fatalf("Parse(%q).String() = %q", s, r.String())
		}
		if likeDistribution(s) {
			if diff := differsFromDistribution(s); diff != "" {
				t.Fatal(diff)
			}
		}
		if diff := differsFromGGCR(s); diff != "" {
			t.Fatal(diff)
		}
	})
}

// FuzzRewriteRestore: what is rewritten is cached, reads back as itself, is
// not rewritten again, and restores to the same image.
func FuzzRewriteRestore(f *testing.F) {
	for _, test := range roundTrips {
		f.Add(test.in)
		f.Add(test.want)
	}
	for _, s := range []string{"cgr.dev/org/app:v1", "cgr.dev/org", "cgr.dev/other/org/app", "210987654321.dkr.ecr.us-east-1.amazonaws.com/team/base/go", "210987654321.dkr-ecr.us-east-1.on.aws/team/app:v1", "cgr.dev/org/${APP}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Parse(s)
		if err != nil {
			return
		}
		for _, c := range fuzzCaches() {
			checkRoundTrip(t, c, r)
		}
	})
}

// fuzzCaches is caches that differ in all that matters to a mapping.
func fuzzCaches() []*Cache {
	nested := []Upstream{{"ghcr.io", "mirror", ""}, {"ghcr.io/mirror", "mirror/ghcr.io", ""}, {"docker.io", "mirror/library", ""}}
	below := []Upstream{
		{"cgr.dev", "chainguard", "org"},
		{"cgr.dev/other", "other", ""},
		{"ghcr.io", "ghcr", ""},
		{"210987654321.dkr-ecr.us-east-1.on.aws", "ecr", "team/base"},
		{"210987654321.dkr.ecr.us-east-1.amazonaws.com/team", "team", "team"},
	}
	return []*Cache{
		NewCache(home, below),
		NewCache(home, smoke), NewCache(open, smoke), NewCache(home, parts),
		NewCache(home, hub), NewCache(home, mixed), NewCache(home, nested),
	}
}

func checkRoundTrip(t *testing.T, c *Cache, r Reference) {
	t.Helper()
	out, err := c.Rewrite(r)
	var name *NameError
	if upstream := c.Classify(r).Status == FromUpstream; upstream == errors.Is(err, ErrNotUpstream) || err != nil && upstream != errors.As(err, &name) {
		t.Fatalf("%q is an upstream's: %v; Rewrite: %v", r, upstream, err)
	}
	if err != nil {
		return
	}
	if read, err := Parse(out.String()); err != nil && len(out.Repository) <= maxRepository || err == nil && read != out {
		t.Fatalf("Rewrite(%q) = %q, which reads as %+v, %v", r, out, read, err)
	}
	if kind := c.Classify(out).Status; kind != Cached {
		t.Fatalf("Rewrite(%q) = %q, which is %v", r, out, kind)
	}
	if back, ok := c.Restore(out); !ok || imageOf(back) != imageOf(r) {
		t.Fatalf("Restore(Rewrite(%q)) = %q, %v", r, back, ok)
	}
}

// imageOf writes a reference so that those of one image are equal.
func imageOf(r Reference) Reference {
	r.Host = strings.ToLower(r.Host)
	if r.Host == "registry-1.docker.io" {
		r.Host = dockerHub
	}
	if registry, isECR := ParseECRHost(r.Host); isECR { // one registry has a host of each endpoint
		r.Host = Registry{AccountID: registry.AccountID, Region: registry.Region}.Host()
	}
	return canonical(r)
}
