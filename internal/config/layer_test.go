package config

import (
	"slices"
	"testing"
)

// TestUpstreamsOver: an upstream of a file goes over one of its base with the same registry. Two
// of the file with one registry stay two, because they may differ in upstreamRepositoryPrefix.
func TestUpstreamsOver(t *testing.T) {
	const head = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n  upstreams:\n"
	const over = head + "  - {registry: cgr.dev, prefix: aa, upstreamRepositoryPrefix: team-a}\n  - {registry: cgr.dev, prefix: bb, upstreamRepositoryPrefix: team-b}\n"
	for base, want := range map[string][]string{
		"  - registry: ghcr.io\n":                            {"ghcr", "aa", "bb"},
		"  - {registry: cgr.dev, exclude: [team-a/old]}\n":   {"aa", "bb"},
		"  - registry: ghcr.io\n  - {registry: cgr.dev}\n":   {"ghcr", "aa", "bb"},
		"  - {registry: quay.io}\n  - {registry: ghcr.io}\n": {"quay", "ghcr", "aa", "bb"},
	} {
		layer, err := ReadLayer([]byte(head + base))
		if err != nil {
			t.Fatal(err)
		}
		r := ReadOver([]byte(over), layer)
		if r.Err != nil {
			t.Errorf("on %q: %v", base, r.Err)
			continue
		}
		var got []string
		for _, u := range r.Config.Spec.Upstreams {
			got = append(got, u.Prefix)
		}
		if !slices.Equal(got, want) {
			t.Errorf("on %q: got %v, want %v", base, got, want)
		}
	}
}
