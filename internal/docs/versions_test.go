package docs

import (
	"regexp"
	"strings"
	"testing"
)

// installed find the versions that the first steps install: charts of ACK, packages of
// provider-aws, Crossplane's chart.
var installed = map[string]*regexp.Regexp{
	"docs/start/ack.md":        regexp.MustCompile(`aws-controllers-k8s/([a-z]+)-chart --version ([0-9.]+)`),
	"docs/start/crossplane.md": regexp.MustCompile(`(provider-aws)-[a-z]+:v([0-9.]+)|(crossplane)-stable/crossplane --version ([0-9.]+)`),
}

// TestVersionsInGuides: the first steps install the releases that docs/versions.md holds the
// generated objects to.
func TestVersionsInGuides(t *testing.T) {
	all := pages(t)
	for page, pattern := range installed {
		found := pattern.FindAllStringSubmatch(all[page], -1)
		if len(found) < 3 {
			t.Errorf("%s: only %d versions were found", page, len(found))
		}
		for _, m := range found {
			words := strings.Join(m[1:], "\n")
			name, version, _ := strings.Cut(strings.Trim(words, "\n"), "\n")
			if row := row(all["docs/versions.md"], name); !strings.Contains(row, "| v"+version+" |") {
				t.Errorf("%s: %s %s, while docs/versions.md has %q", page, name, version, row)
			}
		}
	}
}

// row is the row of the table of releases for a controller, a provider or Crossplane.
func row(table, name string) string {
	for line := range strings.Lines(table) {
		if strings.Contains(line, "/"+name+"-controller]") || strings.Contains(line, "/"+name+"](") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
