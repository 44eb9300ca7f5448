package imports

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// maxFiles is how many Go files a folder may have, not counting tests and generated files.
// A newcomer can take in as many at a glance.
const maxFiles = 18

// crowded are the folders that have more files for now, and how many. Split them: no folder
// is added here, and no number grows.
var crowded = map[string]int{
	"api/v1alpha1":           20,
	"generators/plan":        25,
	"internal/config":        29,
	"internal/kustomization": 33,
	"internal/verify":        28,
}

// TestFoldersAreSmall: no folder has more files than it may have, but for those that are
// still to be split. One that was split must leave the list.
func TestFoldersAreSmall(t *testing.T) {
	files := filesByFolder(t, filepath.Join("..", ".."))
	for _, folder := range slices.Sorted(maps.Keys(files)) {
		listed, isListed := crowded[folder]
		switch n := files[folder]; {
		case !isListed && n > maxFiles:
			t.Errorf("%s has %d Go files, and may have %d: split it by subject", folder, n, maxFiles)
		case isListed && n > listed:
			t.Errorf("%s has %d Go files, and may have %d until it is split", folder, n, listed)
		case isListed && n <= maxFiles:
			t.Errorf("%s has %d Go files, no more than it may have: remove it from the list of crowded folders", folder, n)
		}
	}
	for folder := range crowded {
		if files[folder] == 0 {
			t.Errorf("%s is in the list of crowded folders, and has no Go files", folder)
		}
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
		if entry.IsDir() && (name == "testdata" || name == ".git") {
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
