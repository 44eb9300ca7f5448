package crd

import (
	"errors"
	"os"
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

// TestDownloadFails: a failure is known as such, because it decides about skipping.
func TestDownloadFails(t *testing.T) {
	if got, err := download(t.TempDir()); !errors.Is(err, ErrDownload) {
		t.Errorf("in a folder without a module: %v, %v", got, err)
	}
}
