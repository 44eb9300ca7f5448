package cluster

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program builds the command line and returns its path.
func program(t *testing.T) string { return build(t, "ecrcache") }

// build builds a command of the repository and returns its path.
func build(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	command := exec.Command("go", "build", "-o", path, "./cmd/"+name)
	command.Dir = "../.."
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return path
}

// ofExamples are the objects that ecrcache generate makes of each configuration in an
// example and of the images beside it.
func ofExamples(t *testing.T, ecrcache string) []source {
	t.Helper()
	var all []source
	for _, config := range configurations(t) {
		folder := t.TempDir()
		said, err := exec.Command(ecrcache, "generate", "--config", config, "--images", filepath.Dir(config), "--out", folder).CombinedOutput()
		if err != nil && !strings.Contains(string(said), "there is nothing to generate") {
			t.Fatalf("%s: %v\n%s", config, err, said)
		}
		if objects := objectsOf(t, files(t, folder)); len(objects) > 0 {
			all = append(all, source{strings.TrimPrefix(config, "../../"), objects})
		}
	}
	if len(all) == 0 {
		t.Fatal("no example generates an object")
	}
	return all
}

// rewrittenExamples are the objects of each example before and after ecrcache rewrite.
func rewrittenExamples(t *testing.T, ecrcache string) []rewriting {
	t.Helper()
	var all []rewriting
	of := map[string]int{} // how many an example has
	for _, config := range configurations(t) {
		of[exampleOf(config)]++
	}
	for _, config := range configurations(t) {
		folder, below := t.TempDir(), "../../examples/"+exampleOf(config)
		if of[exampleOf(config)] > 1 {
			below = filepath.Dir(config) // each cluster has its own
		}
		if err := os.CopyFS(folder, os.DirFS(below)); err != nil {
			t.Fatal(err)
		}
		before := objectsOf(t, files(t, folder))
		if said, err := exec.Command(ecrcache, "rewrite", "--config", config, folder).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", config, err, said)
		}
		all = append(all, rewriting{strings.TrimPrefix(config, "../../"), before, objectsOf(t, files(t, folder))})
	}
	return all
}

// exampleOf is the folder of an example among the examples.
func exampleOf(config string) string {
	return strings.Split(strings.TrimPrefix(config, "../../examples/"), "/")[0]
}

// configurations are the files of examples that hold a configuration. One that is only the base
// of others has no account, and is none by itself.
func configurations(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir("../../examples", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		isBase := !bytes.Contains(text, []byte("\n  accountID: ")) && !bytes.Contains(text, []byte("\n  base: "))
		if bytes.Contains(append([]byte("\n"), text...), []byte("\nkind: PullThroughCache\n")) && !isBase {
			all = append(all, path)
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal("no example has a configuration", err)
	}
	return all
}
