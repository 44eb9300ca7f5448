package ignore

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestIgnores holds the rules of gitignore against its documentation
// (https://git-scm.com/docs/gitignore#_pattern_format).
func TestIgnores(t *testing.T) {
	for _, test := range []struct {
		line, path string
		dir, want  bool
	}{
		{"hello.yaml", "hello.yaml", false, true},
		{"hello.yaml", "a/b/hello.yaml", false, true},
		{"/hello.yaml", "hello.yaml", false, true},
		{"/hello.yaml", "a/hello.yaml", false, false},
		{"doc/frotz", "doc/frotz", false, true},
		{"doc/frotz", "a/doc/frotz", false, false},
		{"frotz/", "frotz", true, true},
		{"frotz/", "frotz", false, false},
		{"frotz/", "a/frotz", true, true},
		{"foo/*", "foo/test.json", false, true},
		{"foo/*", "foo/bar/hello.json", false, false},
		{"**/foo", "foo", false, true},
		{"**/foo/bar", "a/foo/bar", false, true},
		{"abc/**", "abc/a/b", false, true},
		{"abc/**", "abc", true, false},
		{"a/**/b", "a/b", false, true},
		{"a/**/b", "a/x/y/b", false, true},
		{"a**/", "a", true, true},
		{"a**//", "a", true, true},
		{"a**//b", "a/b", false, true},
		{"x**/?.yaml", "x1.yaml", false, true}, // as git does, which reads x and then **/?.yaml
		{"x**/?.yaml", "x/d/1.yaml", false, true},
		{"/x**/y/a", "xz/y/a", false, true},
		{"?**/1.yaml", "1.yaml", false, false},
		{"?x**/a", "bx/y/z/a", false, false},
		{"*.y?ml", "a.yaml", false, true},
		{"[!a]*.yaml", "a.yaml", false, false},
		{"[!a]*.yaml", "b.yaml", false, true},
		{"[a-c].yaml", "b.yaml", false, true},
		{`\#a`, "#a", false, true},
		{"# a", "# a", false, false},
		{`a\ `, "a ", false, true},
		{"a  ", "a", false, true},
		{"a\r", "a", false, true},
		{"!a", "a", false, false},
		{"[[:alpha:]_]*.yaml", "a.yaml", false, true},
		{"[[:alpha:]_]*.yaml", "1.yaml", false, false},
		{"[]-a].yaml", "^.yaml", false, true},
		{"*?.yaml", "é.yaml", false, true},
	} {
		p, ok := parsePattern(test.line)
		got := ok && !p.include && p.matches(test.path, test.dir)
		if got != test.want {
			t.Errorf("%q on %q: %t, want %t", test.line, test.path, got, test.want)
		}
	}
}

// TestIgnoresInTime: a pattern that makes other readers try every way to match ends.
func TestIgnoresInTime(t *testing.T) {
	p, ok := parsePattern(strings.Repeat("*a", 100) + "**/**/**/" + strings.Repeat("*a", 100) + "b")
	if !ok || p.matches(strings.Repeat("a", 4000), false) {
		t.Error("it matches")
	}
}

// TestIgnoresAtTop: the rules of the top of all directories hold for what is in it.
func TestIgnoresAtTop(t *testing.T) {
	top := string(filepath.Separator)
	p, _ := parsePattern("/a.yaml")
	r := &Rules{dir: top, patterns: []pattern{p}}
	if !r.Ignores(top+"a.yaml", false) || r.Ignores(filepath.Join(top, "b", "a.yaml"), false) {
		t.Error("not those of the top")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
