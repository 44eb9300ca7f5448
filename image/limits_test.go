package image

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The patterns of ECR's API model, anchored.
const (
	prefixPattern     = `^((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*/?|ROOT)$`
	repositoryPattern = `^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$`
)

// names is every text of up to four bytes of an alphabet that holds one byte
// of each class the grammars tell apart.
func names() []string {
	all, last := []string{""}, []string{""}
	for range 4 {
		var longer []string
		for _, s := range last {
			for _, c := range "a0._-/A ü" {
				longer = append(longer, s+string(c))
			}
		}
		all, last = append(all, longer...), longer
	}
	return append(all, "ROOT", "ROOT/", "ghcr", "ghcr/", "mirror/ghcr.io", strings.Repeat("a", 30), strings.Repeat("a", 31))
}

func TestCheckPrefixAsAWS(t *testing.T) {
	pattern := regexp.MustCompile(prefixPattern)
	for _, name := range names() {
		want := pattern.MatchString(name) && len(name) >= 2 && len(name) <= 30
		if err := CheckPrefix(name); (err == nil) != want {
			t.Errorf("CheckPrefix(%q) = %v, ECR accepts: %v", name, err, want)
		}
	}
}

func TestCheckPrefixText(t *testing.T) {
	for in, want := range map[string]string{
		"a":    `prefix "a": its length is 1; accepted: 2 to 30 characters: lower-case words and digits with single '.', '_' or '-' between them, joined by '/', such as ghcr`,
		"GHCR": `prefix "GHCR": not a repository prefix of ECR; accepted: 2 to 30 characters: lower-case words and digits with single '.', '_' or '-' between them, joined by '/', such as ghcr`,
	} {
		if err := CheckPrefix(in); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// TestCheckRepositoryAsAWS: what the pattern accepts passes, what it refuses is an
// error.
func TestCheckRepositoryAsAWS(t *testing.T) {
	pattern := regexp.MustCompile(repositoryPattern)
	for _, name := range names() {
		accepted := pattern.MatchString(name) && len(name) >= 2
		ps := CheckRepository(name)
		switch {
		case accepted != (len(ps) == 0):
			t.Errorf("CheckRepository(%q) = %v, ECR accepts: %v", name, ps, accepted)
		case !accepted && !hasErrors(ps):
			t.Errorf("CheckRepository(%q) = %v, only a warning", name, ps)
		}
	}
}

// hasErrors reports whether any of the problems is more than a warning.
func hasErrors(ps []Problem) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning })
}

func TestCheckRepository(t *testing.T) {
	for _, test := range []struct {
		name string
		want []string
	}{
		{"ghcr/amerintlxperts/my-app", nil},
		{"ghcr/${ORG}/my-app", nil},
		{"ghcr/${A__B:-c--d}/my-app", nil},
		{"${X}", nil},
		{strings.Repeat("a", 256), nil},
		{strings.Repeat("a", 255) + "/${A_LONG_PLACEHOLDER}", nil},
		{strings.Repeat("a", 257), []string{"repository: its length is 257; ECR takes 2 to 256 characters"}},
		{strings.Repeat("a", 257) + "${X}", []string{"repository: its length is 257; ECR takes 2 to 256 characters"}},
		{"a", []string{"repository: its length is 1; ECR takes 2 to 256 characters"}},
		{"ghcr/org/a__b", nil},
		{"ghcr/org/a---b", nil},
		{"ghcr/org/a___b", []string{"repository: " + badPath}},
		{"ghcr/Org", []string{"repository: " + upperPath}},
		{"ghcr/${ORG", []string{"repository: " + noPlaceholder}},
	} {
		if diff := cmp.Diff(test.want, brief(CheckRepository(test.name))); diff != "" {
			t.Errorf("CheckRepository(%.40q) (-want +got):\n%s", test.name, diff)
		}
	}
}
