package e2e

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"
)

// kptRuns are the ways in which kpt runs the function on the package it stands in.
var kptRuns = []struct {
	name string
	args []string
}{
	{"eval with a function config", []string{"eval", ".", "--exec", "ecrcache", "--fn-config", "pull-through-cache.yaml"}},
	{"eval with flat values", []string{"eval", ".", "--exec", "ecrcache", "--", "accountID=123456789012", "region=ca-central-1"}},
	{"render", []string{"render", ".", "--allow-exec"}},
}

// TestKpt runs the function twice on a package. kpt writes every file itself and
// may format it anew, so what it should hold is what kpt writes when it runs a
// function that changes nothing, with the images pulled through the cache.
func TestKpt(t *testing.T) {
	needKpt(t)
	for name, prepare := range packages {
		for _, c := range kptRuns {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				idle, _ := prepare(t)
				runIdle(t, idle, "kpt", kptArgs(t.TempDir(), c.args)...).done(t)
				folder, more := prepare(t)
				results := t.TempDir()
				run(t, folder, "kpt", kptArgs(results, c.args)...).done(t)
				got := files(t, folder)
				sameFiles(t, wanted(files(t, idle), more), got)
				tellsOfImages(t, results, files(t, idle))

				again := run(t, folder, "kpt", kptArgs(t.TempDir(), c.args)...)
				again.done(t)
				sameFiles(t, got, files(t, folder))
			})
		}
	}
}

// packages makes the packages, and tells which lines are added below which.
var packages = map[string]func(*testing.T) (folder string, more map[string]string){
	"a package": func(t *testing.T) (string, map[string]string) {
		return example(t, "kpt"), nil
	},
	// kustomize's own file has an entry for an image, which is given the new name.
	"a team's repository": func(t *testing.T) (string, map[string]string) {
		folder := example(t, "kustomize")
		write(t, folder, "Kptfile", files(t, example(t, "kpt"))["Kptfile"])
		return folder, map[string]string{"  newTag: v1.0.0\n": "  newName: " + registry + "external-secrets/external-secrets\n"}
	},
}

// In place, an images entry of kustomize keeps the old name, finds its image no
// more, and its tag is lost. The person must hear of it, from kpt's output alone.
func TestKptTellsOfAnEntryThatFindsNothing(t *testing.T) {
	needKpt(t)
	folder, _ := packages["a team's repository"](t)
	got := run(t, folder, "kpt", "fn", "render", "--allow-exec", "--truncate-output=false")
	got.done(t)
	const told = "ecrcache: warning: platform/external-secrets/kustomization.yaml: Kustomization: images[0].name: "
	if !strings.Contains(got.stderr, told) {
		t.Errorf("stderr does not say %q:\n%s", told, got.stderr)
	}
	built := run(t, folder, "kustomize", "build", "platform/external-secrets").done(t)
	if strings.Contains(built, "external-secrets:v1.0.0") {
		t.Error("the tag is not lost; then the warning is wrong")
	}
}

// kptArgs puts the flag for results before the values, which end the flags.
func kptArgs(results string, args []string) []string {
	return append([]string{"fn", args[0], "--results-dir", results}, args[1:]...)
}

// wanted is what the function owes a user, for every file.
func wanted(before, more map[string]string) map[string]string {
	after := maps.Clone(before)
	for path, text := range after {
		if filepath.Ext(path) != ".yaml" {
			continue
		}
		after[path] = throughCache(text)
		for line, added := range more {
			after[path] = strings.Replace(after[path], line, line+added, 1)
		}
	}
	return after
}
