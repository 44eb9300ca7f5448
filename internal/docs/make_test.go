package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var (
	makes  = regexp.MustCompile("(?m)(?:^|`)make ([a-z][a-z0-9-]*)")
	target = regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*):`)
)

// TestMakeTargets: every make TARGET that a page names is in the Makefile.
func TestMakeTargets(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	must(t, err)
	known := map[string]bool{}
	for _, m := range target.FindAllStringSubmatch(string(makefile), -1) {
		known[m[1]] = true
	}
	seen := 0
	for page, text := range pages(t) {
		code, prose := fences(text)
		for _, block := range code {
			prose += "\n" + block.text
		}
		for _, m := range makes.FindAllStringSubmatch(prose, -1) {
			if seen++; !known[m[1]] {
				t.Errorf("%s: make %s: there is no such target", page, m[1])
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d were found", seen)
	}
}
