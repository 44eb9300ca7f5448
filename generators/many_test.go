package generators

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"go.yaml.in/yaml/v3"
)

// TestManyEntries makes each list of a configuration long, and its sister, such as include and
// exclude: with the same entry again and again, with others, and with a text in the place of each. The time to read it
// and to generate for it is in proportion, whether it is accepted or not.
func TestManyEntries(t *testing.T) {
	tried, taken := 0, 0
	for path, from := range listsOf(t) {
		for _, vary := range []string{"", "%s-x%d", "%[2]d%[1]s", textInstead} {
			tried++
			n := 1000
			if vary == textInstead || sisterOf(path) != "" { // comparing costs so little that it takes many
				n = 4000
			}
			many, accepted := timeOf(t, from, path, n, vary)
			if accepted {
				taken++
			}
			for attempt := 0; many > 300*time.Millisecond; attempt++ { // a busy machine makes one of them long
				few, _ := timeOf(t, from, path, n/4, vary)
				if many < 9*few {
					break
				}
				if attempt == 3 {
					t.Errorf("%s of %s (%q): %d entries take %v, %d take %v", path, from, vary, n/4, few, n, many)
					break
				}
				many, _ = timeOf(t, from, path, n, vary)
			}
		}
	}
	if tried < 100 || taken < 40 {
		t.Errorf("%d tried, %d accepted", tried, taken)
	}
	t.Logf("%d tried, %d accepted", tried, taken)
}

// listsOf are the lists of the golden cases' configurations, with the first configuration that has it.
func listsOf(t *testing.T) map[string]string {
	paths, err := filepath.Glob("../testdata/*/fnconfig.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, path := range append(slices.Clone(attacked), paths...) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := config.Parse(text); err != nil {
			continue
		}
		lists(parsed(t, text).Content[0], "", func(at string, _ *yaml.Node) {
			if all[at] == "" {
				all[at] = path
			}
		})
	}
	return all
}

func lists(n *yaml.Node, at string, found func(string, *yaml.Node)) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			lists(n.Content[i+1], at+"."+n.Content[i].Value, found)
		}
	case yaml.SequenceNode:
		if len(n.Content) > 0 {
			found(at, n)
		}
		for _, e := range n.Content {
			lists(e, at+"[]", found)
		}
	}
}

// timeOf is how long it takes with so many entries more.
func timeOf(t *testing.T, from, path string, entries int, vary string) (took time.Duration, accepted bool) {
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	document := parsed(t, text)
	extend := func(n *yaml.Node) {
		for i := range entries {
			n.Content = append(n.Content, varied(n.Content[0], vary, i))
		}
	}
	done := false
	lists(document.Content[0], "", func(at string, n *yaml.Node) {
		if at != path || done {
			return
		}
		done = true
		extend(n)
		lists(document.Content[0], "", func(beside string, n *yaml.Node) {
			if beside == sisterOf(path) {
				extend(n)
			}
		})
	})
	long, err := yaml.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	c, err := config.Parse(long)
	if err != nil {
		return time.Since(began), false
	}
	ref, err := image.Parse("ghcr.io/amerintlxperts/app:v1")
	if err != nil {
		t.Fatal(err)
	}
	Files(c, plan.Seen{Images: []image.Reference{ref}})
	if _, err := rewrite.New(c); err != nil {
		t.Error(path, err)
	}
	return time.Since(began), true
}

// textInstead is the way to vary an entry that puts a text in its place.
const textInstead = "ghcr.io/a%d"

// sisterOf is the list that is held against one: exclude for include, and the other way round.
func sisterOf(path string) string {
	base, isInclude := strings.CutSuffix(path, ".include")
	if isInclude {
		return base + ".exclude"
	}
	if base, isExclude := strings.CutSuffix(path, ".exclude"); isExclude {
		return base + ".include"
	}
	return ""
}

// varied is a copy of an entry with another text in each of its scalars.
func varied(n *yaml.Node, vary string, i int) *yaml.Node {
	if vary == textInstead {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: fmt.Sprintf(vary, i)}
	}
	c := *n
	c.Content = nil
	if c.Kind == yaml.ScalarNode && c.Tag == "!!str" && vary != "" {
		c.Value = fmt.Sprintf(vary, strings.TrimSuffix(c.Value, "/"), i)
	}
	for j, child := range n.Content {
		if n.Kind == yaml.MappingNode && j%2 == 0 {
			c.Content = append(c.Content, child)
			continue
		}
		c.Content = append(c.Content, varied(child, vary, i))
	}
	return &c
}
