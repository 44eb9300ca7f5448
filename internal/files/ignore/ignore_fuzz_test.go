package ignore

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzIgnore: an ignore file leaves a path out exactly when git does so by it.
func FuzzIgnore(f *testing.F) {
	if _, err := exec.LookPath("git"); err != nil {
		f.Skip("git is not on PATH; TestIgnores holds its documentation")
	}
	for _, line := range ignoreLines {
		f.Add(line, "a/b/app.yaml", false)
		f.Add(line, "chart", true)
	}
	dir := f.TempDir()
	if err := exec.Command("git", "init", "-q", dir).Run(); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, path string, isDir bool) {
		if strings.Contains(text+path, "\x00") || !isPath(path) {
			return
		}
		write(t, filepath.Join(dir, ".gitignore"), text)
		got := leftOut((*Rules)(nil).In(dir, dir, func(string, string) {}), dir, strings.Split(path, "/"), isDir)
		if want := gitIgnores(t, dir, path, isDir); got != want {
			t.Errorf("%q leaves out %q (a directory: %t): %t, git says %t", text, path, isDir, got, want)
		}
	})
}

// ignoreLines are patterns with what the tables of TestIgnores have little of.
var ignoreLines = []string{
	"a", "b/", "/a", "a/b", "*.yaml", "!a.yaml", "!b/", "app/**", "**/b", "a/**/b.yaml", "[!a]*", "?pp", "/*/a", "!/app", "chart/*.yaml", "#a", "**", "!*.yaml", "a*/",
	`a\*`, `[a-c]`, `[!a-c]`, `[]]`, `[]-a]`, `[[:alpha:]]*`, `[^a]`, `\[a`, "a/**", "**/a/**", "a**b", "***", "/", "//", "a//b", `\`, `a\`, "[a", "a\t", "!", "!!a", `\!a`, "?", "é", "a b ", "a  \\ ",
	"a\r\n!a\r\n", "\ufeffa", "*\n!*/\n!*.yaml\n", "[[:digit:]-]", "[a", "[\\]]", "a[/]b", "[!]a]", "[z-a]", "*/b/*", "a/*\n!a/b\n",
	"a**//", "a**/**.yaml", "/a**/b/app.yaml", "a**\n!a**//b\n", "a**\\/b", "?**/b", `\a**/b`,
}

// isPath says whether git can be asked about a path.
func isPath(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." || len(part) > 100 || strings.HasPrefix(strings.ToLower(part), ".git") {
			return false
		}
	}
	return len(path) < 1000
}

// leftOut reports whether a walk comes to a path: it enters no directory above it
// that is left out.
func leftOut(r *Rules, dir string, components []string, isDir bool) bool {
	for n := 1; n <= len(components); n++ {
		if r.Ignores(filepath.Join(dir, filepath.Join(components[:n]...)), n < len(components) || isDir) {
			return true
		}
	}
	return false
}

// gitIgnores asks git, which takes a path for a directory when one is there.
func gitIgnores(t *testing.T, dir, path string, isDir bool) bool {
	t.Helper()
	defer os.RemoveAll(filepath.Join(dir, strings.Split(path, "/")[0]))
	if isDir && os.MkdirAll(filepath.Join(dir, path), 0o755) != nil {
		t.Skip("no such directory can be made")
	}
	cmd := exec.Command("git", "check-ignore", "--quiet", "--no-index", "--", "./"+path)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("git says %s, %v", out, err)
	}
	return err == nil
}
