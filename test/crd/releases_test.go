package crd

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReleases: crds/go.mod and the table name the same modules, and the sums of
// all are recorded, so that nobody can put other CRDs in their place.
func TestReleases(t *testing.T) {
	required, err := os.ReadFile("crds/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("crds/go.sum")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, r := range releases {
		named[r.module] = true
	}
	_, list, _ := strings.Cut(string(required), "require (\n")
	lines := strings.Split(strings.TrimSuffix(list, "\n)\n"), "\n")
	if len(lines) != len(named) {
		t.Errorf("crds/go.mod requires %d modules, releases.go names %d", len(lines), len(named))
	}
	for _, line := range lines {
		release := strings.TrimSpace(line)
		if module, _, _ := strings.Cut(release, " "); !named[module] {
			t.Errorf("releases.go does not say where the CRDs of %s are", module)
		}
		if !strings.Contains(string(sums), release+" h1:") {
			t.Errorf("crds/go.sum has no sum of %s; run go mod download with its path in test/crd/crds", release)
		}
	}
}

// notCloned reports whether the CRDs of a group are those of a release that no Go
// module gives, and that was not cloned.
func notCloned(t *testing.T, c *Catalogue, group string) bool {
	t.Helper()
	all, err := checkouts()
	if err != nil {
		t.Fatal(err)
	}
	return len(c.Kinds(group)) == 0 && slices.ContainsFunc(all, func(of checkout) bool { return of.group() == group })
}

// TestCheckouts: with what was cloned, every release of checkouts.txt has kinds, and
// what was not cloned is an error, not a skip.
func TestCheckouts(t *testing.T) {
	all, err := checkouts()
	if err != nil || len(all) < 8 {
		t.Fatal(all, err)
	}
	if _, _, err := cloned(t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of an empty directory: %v", err)
	}
	directory := os.Getenv("ECRCACHE_CHECKOUTS")
	if directory == "" {
		return
	}
	c := crds(t)
	for _, of := range all {
		if len(c.Kinds(of.group())) == 0 {
			t.Errorf("no kind of %s, from %s %s", of.group(), of.repository, of.tag)
		}
	}
}

// TestVersionsAreDocumented: docs/versions.md has a row for every release that is
// held, and no other.
func TestVersionsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/versions.md")
	if err != nil {
		t.Fatal(err)
	}
	required, err := os.ReadFile("crds/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	all, err := checkouts()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range strings.Lines(string(required)) {
		if module, version, found := strings.Cut(strings.TrimSpace(line), " "); found && strings.HasPrefix(line, "\t") {
			want[strings.TrimSuffix(strings.TrimPrefix(module, "github.com/"), "/v2")] = version + " | —"
		}
	}
	for _, of := range all {
		module, _, _ := strings.Cut(want[of.repository], " | ")
		if module == "" {
			module = "—"
		}
		want[of.repository] = module + " | " + of.tag
	}
	rows := 0
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "| [") {
			rows++
		}
	}
	for repository, versions := range want {
		if row := "| [" + repository + "](https://github.com/" + repository + ") | " + versions + " |"; !strings.Contains(string(page), row) {
			t.Errorf("docs/versions.md has no row %s", row)
		}
	}
	if rows != len(want) {
		t.Errorf("docs/versions.md has %d rows, %d releases are held", rows, len(want))
	}
}

// TestDownloadFails: a failure is known as such, because it decides about skipping.
func TestDownloadFails(t *testing.T) {
	if got, err := download(t.TempDir()); !errors.Is(err, ErrDownload) {
		t.Errorf("in a folder without a module: %v, %v", got, err)
	}
}
