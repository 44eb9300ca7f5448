//go:build unix

package cli

import (
	"regexp"
	"strings"
	"testing"
)

// TestReliabilityNamesInputs: docs/reliability.md has every hostile input, and no other.
func TestReliabilityNamesInputs(t *testing.T) {
	doc := reliability(t)
	known := map[string]bool{}
	for _, h := range hostile {
		name := "TestHostile/" + strings.ReplaceAll(h.name, " ", "_")
		if known[name] = true; !strings.Contains(doc, "`"+name+"`") {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range regexp.MustCompile("`(TestHostile/[^`]+)`").FindAllStringSubmatch(doc, -1) {
		if !known[name[1]] {
			t.Errorf("there is no %s", name[1])
		}
	}
}
