package nearest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/nearest"
)

// TestOf: the nearest file up to the top of the Git repository counts, wherever the program
// was started.
func TestOf(t *testing.T) {
	const fleet = "repo/.git repo/base/ repo/clusters/ca/ecrcache.yaml repo/clusters/ca/apps/ repo/clusters/eu/ecrcache.yaml"
	for name, c := range map[string]struct{ files, here, dir, want string }{
		"in the directory":                    {fleet, "repo", "repo/clusters/ca", "repo/clusters/ca/ecrcache.yaml"},
		"above the directory":                 {fleet, "repo", "repo/clusters/ca/apps", "repo/clusters/ca/ecrcache.yaml"},
		"the other cluster's":                 {fleet, "repo", "repo/clusters/eu", "repo/clusters/eu/ecrcache.yaml"},
		"none above a shared base":            {fleet, "repo", "repo/base", ""},
		"none, also from inside a cluster":    {fleet, "repo/clusters/ca", "repo/base", ""},
		"the same from elsewhere":             {fleet, "repo/clusters/eu", "repo/clusters/ca", "repo/clusters/ca/ecrcache.yaml"},
		"the nearer of two":                   {fleet + " repo/ecrcache.yaml", "repo", "repo/clusters/ca", "repo/clusters/ca/ecrcache.yaml"},
		"the farther where none is near":      {fleet + " repo/ecrcache.yaml", "repo", "repo/base", "repo/ecrcache.yaml"},
		"not above the repository":            {"ecrcache.yaml repo/.git repo/a/", "repo", "repo/a", ""},
		"a submodule is a repository":         {"repo/.git repo/ecrcache.yaml repo/sub/.git repo/sub/a/", "repo/sub", "repo/sub/a", ""},
		"a submodule from its outer":          {"repo/.git repo/ecrcache.yaml repo/sub/.git repo/sub/a/", "repo", "repo/sub/a", "repo/ecrcache.yaml"},
		"another repository, its own":         {"repo/.git repo/ecrcache.yaml other/.git other/ecrcache.yaml", "repo", "other", "other/ecrcache.yaml"},
		"another repository without any":      {"repo/.git repo/ecrcache.yaml other/.git other/a/", "repo", "other/a", "repo/ecrcache.yaml"},
		"no repository, above":                {"x/ecrcache.yaml x/a/b/", "x/a", "x/a/b", "x/ecrcache.yaml"},
		"no repository, outside":              {"repo/.git repo/ecrcache.yaml x/a/", "repo", "x/a", "repo/ecrcache.yaml"},
		"a directory of that name is none":    {"repo/.git repo/ecrcache.yaml repo/a/ecrcache.yaml/", "repo", "repo/a", "repo/ecrcache.yaml"},
		"a directory that does not exist":     {fleet, "repo", "repo/clusters/ca/new", "repo/clusters/ca/ecrcache.yaml"},
		"a path that leads up and down again": {fleet, "repo", "repo/clusters/eu/../ca/./apps", "repo/clusters/ca/ecrcache.yaml"},
	} {
		top := t.TempDir()
		for _, file := range strings.Fields(c.files) {
			make1(t, filepath.Join(top, file), strings.HasSuffix(file, "/"))
		}
		f := nearest.New(filepath.Join(top, c.here))
		for range 2 { // the second answer is a remembered one
			got := f.Of(filepath.Join(top, c.here, relative(t, c.here, c.dir)))
			if got != "" {
				got = relative(t, top, got)
			}
			if got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		if got := f.Of(relative(t, c.here, c.dir)); got != "" && relative(t, top, got) != c.want || got == "" && c.want != "" {
			t.Errorf("%s: by the relative path: %q, want %q", name, got, c.want)
		}
	}
}

func make1(t *testing.T, path string, dir bool) {
	t.Helper()
	if dir {
		must(t, os.MkdirAll(path, 0o755))
		return
	}
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, nil, 0o644))
}

func relative(t *testing.T, from, to string) string {
	t.Helper()
	short, err := filepath.Rel(from, to)
	must(t, err)
	return filepath.ToSlash(short)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestOfBrokenLink: a link that leads nowhere is a configuration that is wrong, and none farther away
// counts in its place.
func TestOfBrokenLink(t *testing.T) {
	top := t.TempDir()
	make1(t, filepath.Join(top, ".git"), false)
	make1(t, filepath.Join(top, "ecrcache.yaml"), false)
	make1(t, filepath.Join(top, "a"), true)
	link := filepath.Join(top, "a", "ecrcache.yaml")
	if err := os.Symlink("nowhere", link); err != nil {
		t.Skip(err)
	}
	if got := nearest.New(top).Of("a"); got != link {
		t.Errorf("%s, want %s", got, link)
	}
}
