package config

import (
	"strings"
	"testing"

	ecrcache "github.com/amerintlxperts/ecrcache"
)

// BenchmarkDefinition is what every start of the program pays for the schema.
func BenchmarkDefinition(b *testing.B) {
	_, text, _ := strings.Cut(ecrcache.Definition(), "openAPIV3Schema:\n")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := newSchema(readOutline(text)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse is a configuration read once the schema is there.
func BenchmarkParse(b *testing.B) {
	text := []byte(smallest)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGlob is a glob that makes a backtracking matcher slow.
func BenchmarkGlob(b *testing.B) {
	g, text := Glob("**a*a**a*a**b"), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	b.ReportAllocs()
	for b.Loop() {
		if g.Match(text) {
			b.Fatal("matches")
		}
	}
}
