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
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ecrcache")
	command := exec.Command("go", "build", "-o", path, "./cmd/ecrcache")
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
	for _, config := range configurations(t) {
		example := strings.Split(strings.TrimPrefix(config, "../../examples/"), "/")[0]
		folder := t.TempDir()
		if err := os.CopyFS(folder, os.DirFS("../../examples/"+example)); err != nil {
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

// configurations are the files of examples that hold a configuration.
func configurations(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir("../../examples", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(append([]byte("\n"), text...), []byte("\nkind: PullThroughCache\n")) {
			all = append(all, path)
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal("no example has a configuration", err)
	}
	return all
}
