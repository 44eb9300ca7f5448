package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// example copies an example, so that nothing is written into the checkout.
func example(t *testing.T, name string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("../../examples", name))); err != nil {
		t.Fatal(err)
	}
	return folder
}

// files reads every file of the folder, by its path below it.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	tree := os.DirFS(folder)
	err := fs.WalkDir(tree, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(tree, path)
		all[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sameFiles fails the test unless both hold the same files with the same bytes.
func sameFiles(t *testing.T, want, got map[string]string) {
	t.Helper()
	for path, text := range want {
		if _, ok := got[path]; !ok {
			t.Errorf("%s is gone", path)
			continue
		}
		same(t, path, text, got[path])
	}
	for path := range got {
		if _, ok := want[path]; !ok {
			t.Errorf("%s is new", path)
		}
	}
}

// write writes a file of the folder.
func write(t *testing.T, folder, path, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, path), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
