package files

import (
	"bytes"
	"context"
	"errors"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/tool"
)

// TestIgnoresAsGit lists random trees with random rules, and holds the list
// against that of git itself.
func TestIgnoresAsGit(t *testing.T) {
	tool.Path(t, "git") // without it ignore.TestIgnores holds git's documentation
	for seed := range int64(60) {
		random := rand.New(rand.NewSource(seed))
		dir := t.TempDir()
		rules := plant(t, random, dir)
		want := gitFiles(t, dir)
		found, _, err := listed(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, path := range found {
			relative, err := filepath.Rel(dir, path)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, filepath.ToSlash(relative))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: listed\n%s\ngit has\n%s\nwith the rules\n%s", seed, got, want, rules)
		}
	}
}

// The words of the trees and the rules.
var (
	names    = []string{"a", "b", "app", "chart"}
	patterns = []string{"a", "b/", "/a", "a/b", "*.yaml", "!a.yaml", "!b/", "app/**", "**/b", "a/**/b.yaml", "[!a]*", "?pp", "/*/a", "!/app", "chart/*.yaml", "#a", "**", "!*.yaml", "a*/"}
)

// plant makes a tree with ignore files and returns their rules.
func plant(t *testing.T, random *rand.Rand, dir string) string {
	t.Helper()
	git(t, dir, "init", "-q")
	var all strings.Builder
	pick := func(from []string) string { return from[random.Intn(len(from))] }
	for range 30 {
		at := dir
		for range random.Intn(4) {
			at = filepath.Join(at, pick(names))
		}
		if os.MkdirAll(at, 0o755) != nil {
			continue
		}
		write(t, filepath.Join(at, pick(names)+".yaml"), "a: b\n")
	}
	for _, at := range []string{"", "a", "app", "chart/b"} {
		var lines []string
		for range random.Intn(4) {
			lines = append(lines, pick(patterns))
		}
		if _, err := os.Stat(filepath.Join(dir, at)); err == nil {
			write(t, filepath.Join(dir, at, ".gitignore"), strings.Join(lines, "\n"))
			all.WriteString(at + ": " + strings.Join(lines, " ") + "\n")
		}
	}
	return all.String()
}

// gitFiles are the manifests that git would add.
func gitFiles(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	for _, path := range strings.Fields(git(t, dir, "ls-files", "--others", "--exclude-standard")) {
		if strings.HasSuffix(path, ".yaml") {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

// git runs git without the user's own settings.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "GIT_CONFIG_NOSYSTEM=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, errors.Unwrap(err), stderr.String())
	}
	return string(out)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
