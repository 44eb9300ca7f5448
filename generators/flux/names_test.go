package flux

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// label is the form of a label's value that is a DNS subdomain, too.
var label = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

// adversaries are repositories whose names want to be one.
func adversaries() []string {
	long := strings.Repeat("a", 60)
	all := []string{
		"ghcr/a/b-c", "ghcr/a-b/c", "ghcr/a.b/c", "ghcr/a/b.c", "ghcr/a/b/c", "ghcr/a_b/c", "ghcr/a__b/c", "ghcr/a--b/c", "ghcr/a/b_c",
		"ghcr.a/b/c", "ghcr/a.b.c", "ghcr-a/b/c", "a.b", "a/b", "a", "ghcr/amerintlxperts/my-app", "quay/amerintlxperts/my-app",
		"ghcr/" + long, "ghcr/" + long + "a", "ghcr/" + long + "/a", "ghcr/" + long + "/b", "ghcr/" + long + long, "ghcr/" + long + "-/x"[:2] + "x",
		"ghcr/x/" + strings.Repeat("a/", 100) + "b", "ghcr/x/" + strings.Repeat("a.", 100) + "b", "mirror/ghcr.io/a/b", "mirror/ghcr/io/a/b",
	}
	// Repositories that are called as others' pairs are.
	for _, r := range append([]string{}, all...) {
		all = append(all, scanName(r), strings.ReplaceAll(scanName(r), ".", "/"), scanName(scanName(r)))
	}
	return all
}

// TestScanNames: the names are valid and no two repositories have the same.
func TestScanNames(t *testing.T) {
	of := map[string]string{}
	for _, repository := range adversaries() {
		name := scanName(repository)
		if !label.MatchString(name) || len(name) > maxLabel {
			t.Errorf("%s: the name %s is no label's value and DNS subdomain", repository, name)
		}
		if other, there := of[name]; there && other != repository {
			t.Errorf("%s and %s both have the name %s", repository, other, name)
		}
		of[name] = repository
	}
	if len(of) < 40 {
		t.Errorf("only %d names", len(of))
	}
}

// FuzzScanNames: any two repositories that are taken have names that are valid and,
// unless the two are one, differ.
func FuzzScanNames(f *testing.F) {
	all := adversaries()
	for i := range all {
		f.Add(all[i], all[(i+1)%len(all)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, repository := range []string{a, b} {
			if plan.HasPlaceholder(repository) || len(image.CheckRepository(repository)) > 0 {
				return
			}
			if name := scanName(repository); !label.MatchString(name) || len(name) > maxLabel {
				t.Errorf("%s: the name %s is no label's value and DNS subdomain", repository, name)
			}
		}
		if a != b && scanName(a) == scanName(b) {
			t.Errorf("%s and %s both have the name %s", a, b, scanName(a))
		}
	})
}

// TestScanNamesStay: a name is a promise, because setter comments in Git hold it.
func TestScanNamesStay(t *testing.T) {
	for repository, want := range map[string]string{
		"ghcr/amerintlxperts/my-app":  "ghcr.amerintlxperts.my-app",
		"docker-hub/library/nginx":    "docker-hub.library.nginx",
		"ghcr/amerintlxperts/a_b":     "ghcr.amerintlxperts.a-b-16706537",
		"ghcr/amerintlxperts/web.api": "ghcr.amerintlxperts.web.api-18dc7219",
	} {
		if got := scanName(repository); got != want {
			t.Errorf("%s: %s, want %s", repository, got, want)
		}
	}
}
