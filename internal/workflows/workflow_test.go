package workflows

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A workflow is what the rules look at.
type workflow struct {
	path        string
	On          yaml.Node
	Permissions *map[string]string
	Jobs        map[string]job
}

type job struct {
	Permissions *map[string]string
	Timeout     int `yaml:"timeout-minutes"`
	Steps       []step
}

type step struct {
	Uses, Run string
	With      map[string]any
	Env       map[string]string
	// node has the comments.
	node yaml.Node
}

// UnmarshalYAML keeps the node.
func (s *step) UnmarshalYAML(n *yaml.Node) error {
	type plain step
	if err := n.Decode((*plain)(s)); err != nil {
		return err
	}
	s.node = *n
	return nil
}

// triggers are the events that start it.
func (w *workflow) triggers() []string {
	var all []string
	for i, n := range w.On.Content {
		if w.On.Kind == yaml.SequenceNode || i%2 == 0 {
			all = append(all, n.Value)
		}
	}
	if w.On.Kind == yaml.ScalarNode {
		all = []string{w.On.Value}
	}
	return all
}

// workflows reads those of the folder.
func workflows(t *testing.T, folder string) []workflow {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("../..", folder, "*.y*ml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s has no workflow: %v", folder, err)
	}
	var all []workflow
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		w := workflow{path: path}
		if err := yaml.Unmarshal(text, &w); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if len(w.Jobs) == 0 || len(w.triggers()) == 0 {
			t.Errorf("%s has no job, or nothing starts it", path)
		}
		all = append(all, w)
	}
	return all
}

// ours are the workflows of this repository, all those that users copy, too.
func ours(t *testing.T) []workflow { t.Helper(); return workflows(t, ".github/workflows") }

func all(t *testing.T) []workflow {
	t.Helper()
	return slices.Concat(ours(t), workflows(t, "examples/ci/.github/workflows"))
}
