package docs

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryPageIsFound: people come to every page of docs/ from docs/README.md by links, and by
// the list at the side of the site. Pages of single verbs are reached from the program's.
func TestEveryPageIsFound(t *testing.T) {
	all := pages(t)
	config, err := os.ReadFile(filepath.Join(root, "docs/site/.vitepress/config.mjs"))
	must(t, err)
	reached := map[string]bool{}
	queue := []string{"docs/README.md"}
	for len(queue) > 0 {
		page := queue[0]
		queue = queue[1:]
		if reached[page] {
			continue
		}
		reached[page] = true
		_, prose := fences(all[page])
		for _, m := range link.FindAllStringSubmatch(prose, -1) {
			file, _, _ := strings.Cut(m[1], "#")
			if name := path.Join(path.Dir(page), file); file != "" && all[name] != "" {
				queue = append(queue, name)
			}
		}
	}
	seen := 0
	for page := range all {
		inside, isDoc := strings.CutPrefix(page, "docs")
		if !isDoc || page == "docs/README.md" {
			continue
		}
		seen++
		if !reached[page] {
			t.Errorf("no link leads to %s from docs/README.md", page)
		}
		side := "'" + strings.TrimSuffix(strings.TrimSuffix(inside, ".md"), "README") + "'"
		if !strings.Contains(string(config), side) && !strings.HasPrefix(inside, "/cli/ecrcache_") {
			t.Errorf("docs/site/.vitepress/config.mjs does not list %s as %s", page, side)
		}
	}
	if seen < 30 {
		t.Errorf("only %d pages were found", seen)
	}
}
