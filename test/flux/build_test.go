package flux

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fluxcd/pkg/kustomize"
	"go.yaml.in/yaml/v3"
)

// registry is the cache of the tests' and examples' configurations, as AWS spells
// it.
const registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// example copies an example.
func example(t *testing.T, name string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("../../examples", name))); err != nil {
		t.Fatal(err)
	}
	return folder
}

// write puts files into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		if err := writeFile(root, name, text); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func writeFile(root, name, text string) error {
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// build is what kustomize-controller does with a path of a source.
func build(t *testing.T, root, path string) string {
	t.Helper()
	resources, err := kustomize.SecureBuild(root, filepath.Join(root, path), false)
	if err != nil {
		t.Fatal(err)
	}
	text, err := resources.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// run runs a program of TestMain in a folder, with text on standard input.
func run(t *testing.T, folder, stdin, program string, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = folder, strings.NewReader(stdin), &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, errs.String())
	}
	return out.String(), errs.String()
}

// images lists every text under a key image or imageName of a YAML stream, sorted.
// It knows nothing of how the program finds them.
func images(t *testing.T, stream string) []string {
	t.Helper()
	var all []string
	decoder := yaml.NewDecoder(strings.NewReader(stream))
	for {
		var n yaml.Node
		if decoder.Decode(&n) != nil {
			break
		}
		collect(&n, &all)
	}
	if len(all) == 0 {
		t.Fatalf("no image in\n%s", stream)
	}
	slices.Sort(all)
	return all
}

func collect(n *yaml.Node, all *[]string) {
	for i, c := range n.Content {
		if key := n.Kind == yaml.MappingNode && i%2 == 1; key && c.Kind == yaml.ScalarNode && (n.Content[i-1].Value == "image" || n.Content[i-1].Value == "imageName") {
			*all = append(*all, c.Value)
		}
		collect(c, all)
	}
}

// left are the images that an upstream still serves.
func left(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(i string) bool { return !strings.HasPrefix(i, "ghcr.io/") })
}
