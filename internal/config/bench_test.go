package config

import (
	"testing"
)

// BenchmarkParse is the smallest configuration, and so what every start of the program
// pays at least.
func BenchmarkParse(b *testing.B) {
	text := []byte(smallest)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
