package glob

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
)

// TestMatch: the patterns, by example.
func TestMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, text string
		matches       bool
	}{
		{"app", "app", true},
		{"app", "apps", false},
		{"app", "org/app", false},
		{"*", "app", true},
		{"*", "", true},
		{"*", "org/app", false},
		{"**", "org/app", true},
		{"**", "", true},
		{"org/*", "org/app", true},
		{"org/*", "org/team/app", false},
		{"org/**", "org/team/app", true},
		{"org/**", "org", true},
		{"org/**", "orgs/app", false},
		{"**/app", "app", true},
		{"**/app", "org/team/app", true},
		{"**/app", "org/myapp", false},
		{"org/**/app", "org/app", true},
		{"org/**/app", "org/a/b/app", true},
		{"a?p", "app", true},
		{"a?p", "a/p", false},
		{"a?p", "aüp", true},
		{"*-worker", "orders-worker", true},
		{"**/*-worker", "org/orders-worker", true},
		{"**-worker", "org/orders-worker", false},
		{"ghcr.io/org/**", "ghcr.io/org", true},
		{"ghcr.io/org/app", "ghcr.io/org", false},
		{"ghcr.io/org", "ghcr.io/org/app", false},
		{"ghcr.io/o?g/**/app", "ghcr.io/org/app", true},
	} {
		if got := Match(test.pattern, test.text); got != test.matches {
			t.Errorf("%s matches %s: %v", test.pattern, test.text, got)
		}
	}
}

// FuzzMatch: without ** a pattern matches as path.Match has it, and nothing panics.
func FuzzMatch(f *testing.F) {
	for _, seed := range [][2]string{{"org/*", "org/app"}, {"a?p", "app"}, {"*a*b*", "xaxxbx"}, {"", ""}, {"**/*/?", "a/b"}, {"a/**", "a/"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		got := Match(pattern, text)
		valid := utf8.ValidString(pattern) && utf8.ValidString(text)
		if want := doublestar.MatchUnvalidated(pattern, text); valid && got != want { // to which all other bytes are one
			t.Errorf("%q matches %q: %v, doublestar says %v", pattern, text, got, want)
		}
		if !valid || strings.Contains(pattern, "**") || strings.ContainsAny(pattern, `[]{}\`) {
			return
		}
		if want, err := path.Match(pattern, text); err != nil || got != want {
			t.Errorf("%q matches %q: %v, path.Match says %v, %v", pattern, text, got, want, err)
		}
	})
}
