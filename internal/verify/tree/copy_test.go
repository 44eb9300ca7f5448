package tree

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// write writes files below a directory.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		must(t, os.WriteFile(file, []byte(text), 0o600))
	}
}

// listed are the entries below a directory that are no directories.
func listed(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all = append(all, rel)
		}
		return err
	}))
	return all
}

// TestCopy: what a build may read is there, what none reads is not, and what is left out
// although it may matter is told.
func TestCopy(t *testing.T) {
	from := t.TempDir()
	write(t, from, map[string]string{
		".git/config": "x", "node_modules/a/b.yaml": "x", "sub/.git": "gitdir: elsewhere",
		".gitignore": "secret.env\n", "secret.env": "TOKEN=x", "charts/dep.tgz": "x", "base/pod.yaml": "kind: Pod",
		"large.bin": strings.Repeat("x", mostCopied+1),
	})
	outside := filepath.Join(t.TempDir(), "outside.yaml")
	must(t, os.WriteFile(outside, nil, 0o600))
	for name, target := range map[string]string{"in.yaml": "base/pod.yaml", "out.yaml": outside, "absolute.yaml": filepath.Join(from, "base/pod.yaml"), "nowhere.yaml": "gone"} {
		must(t, os.Symlink(target, filepath.Join(from, name)))
	}
	// Even where temporary files are in the tree itself, the copy ends.
	to := filepath.Join(from, "tmp", "copy")
	must(t, os.Mkdir(filepath.Join(from, "tmp"), 0o700))
	c, err := Copy(context.Background(), from, to)
	must(t, err)
	if got, want := listed(t, to), []string{".gitignore", "base/pod.yaml", "charts/dep.tgz", "in.yaml", "secret.env"}; !slices.Equal(got, want) {
		t.Errorf("copied %v, want %v", got, want)
	}
	var omitted []string
	for _, s := range c.Omitted {
		omitted = append(omitted, s.Path+": "+s.Reason)
	}
	if want := []string{
		"absolute.yaml: a symbolic link out of the tree, or to nothing",
		"large.bin: 16 MiB; files of up to 16 MiB are copied",
		"nowhere.yaml: a symbolic link out of the tree, or to nothing",
		"out.yaml: a symbolic link out of the tree, or to nothing",
	}; !slices.Equal(omitted, want) {
		t.Errorf("left out %q, want %q", omitted, want)
	}
	if !isRepository(to) {
		t.Error("the top of the copy is not marked")
	}
}

// TestCopyInterrupted: Ctrl-C ends the copying.
func TestCopyInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Copy(ctx, t.TempDir(), filepath.Join(t.TempDir(), "copy")); err != ErrInterrupted {
		t.Errorf("%v", err)
	}
}
