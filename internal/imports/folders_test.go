package imports

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// maxFiles is how many Go files a folder may have, not counting tests and generated files.
// A newcomer can take in as many at a glance.
const maxFiles = 18

// TestFoldersAreSmall: no folder has more files than it may have.
func TestFoldersAreSmall(t *testing.T) {
	files := filesByFolder(t, filepath.Join("..", ".."))
	if len(files) < 20 {
		t.Fatalf("%d folders have Go files: the test does not see the repository", len(files))
	}
	for _, folder := range slices.Sorted(maps.Keys(files)) {
		if n := files[folder]; n > maxFiles {
			t.Errorf("%s has %d Go files, and may have %d: split it by subject", folder, n, maxFiles)
		}
	}
}

// tops are the folders at the top, which are what a newcomer sees first.
var tops = []string{"api", "bench", "cmd", "docs", "examples", "fn", "generators", "image", "internal", "test", "testdata"}

// TestTopFolders: at the top are the folders that CONTRIBUTING.md describes, and no others. Those
// with a dot are for tools, and bin holds what make fetches and builds.
func TestTopFolders(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && e.Name() != "bin" && e.Name() != "dist" {
			found = append(found, e.Name())
		}
	}
	if !slices.Equal(found, tops) {
		t.Errorf("the top has the folders %q, and should have %q", found, tops)
	}
}

// filesByFolder counts the Go files of each folder, not counting tests and generated files.
func filesByFolder(t *testing.T, root string) map[string]int {
	t.Helper()
	files := map[string]int{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "testdata" || name == ".git" || path == filepath.Join(root, "bin")) { // bin holds what make fetches
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_generated.go") {
			return nil
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		files[filepath.ToSlash(folder)]++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
