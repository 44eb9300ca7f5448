package image

import "testing"

// benchmarkCases is the shapes a cluster's manifests are full of.
var benchmarkCases = []struct{ name, in string }{
	{"tag", "ghcr.io/amerintlxperts/my-app:v1.0.0"},
	{"digest", "ghcr.io/amerintlxperts/my-app:v1.0.0@" + sha256Dig},
	{"placeholder", "ghcr.io/amerintlxperts/my-app:${TAG:=v1.0.0}"},
}

func BenchmarkParse(b *testing.B) {
	for _, test := range benchmarkCases {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(test.in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkClassifyForeign(b *testing.B) {
	c := NewCache(home, parts)
	r := mustParse(b, "registry.example.com/org/app:v1")
	b.ReportAllocs()
	for b.Loop() {
		if c.Classify(r).Status != Foreign {
			b.Fatal("not foreign")
		}
	}
}

func BenchmarkRewrite(b *testing.B) {
	c := NewCache(home, parts)
	for _, test := range benchmarkCases {
		r := mustParse(b, test.in)
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Rewrite(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestAllocations holds the hot path to what it needs: nothing to parse or to
// judge, one string to rewrite, none to restore, one to write.
func TestAllocations(t *testing.T) {
	c := NewCache(home, parts)
	for _, test := range benchmarkCases {
		upstream := mustParse(t, test.in)
		cached, err := c.Rewrite(upstream)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			name string
			want float64
			do   func()
		}{
			{"Parse", 0, func() { _, _ = Parse(test.in) }},
			{"Classify", 0, func() { _ = c.Classify(upstream) }},
			{"Classify cached", 0, func() { _ = c.Classify(cached) }},
			{"Rewrite", 1, func() { _, _ = c.Rewrite(upstream) }},
			{"Restore", 0, func() { _, _ = c.Restore(cached) }},
			{"String", 1, func() { _ = cached.String() }},
		} {
			if got := testing.AllocsPerRun(100, step.do); got > step.want {
				t.Errorf("%s, %s: %v allocations, want %v", test.name, step.name, got, step.want)
			}
		}
	}
}
