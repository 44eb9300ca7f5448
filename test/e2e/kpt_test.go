package e2e

import (
	"maps"
	"path/filepath"
	"regexp"
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
				idle := prepare(t)
				runIdle(t, idle, "kpt", kptArgs(t.TempDir(), c.args)...).done(t)
				folder := prepare(t)
				results := t.TempDir()
				run(t, folder, "kpt", kptArgs(results, c.args)...).done(t)
				got := files(t, folder)
				sameFiles(t, wanted(files(t, idle)), got)
				tellsOfImages(t, results, files(t, idle))

				again := run(t, folder, "kpt", kptArgs(t.TempDir(), c.args)...)
				again.done(t)
				sameFiles(t, got, files(t, folder))
			})
		}
	}
}

// packages makes the packages.
var packages = map[string]func(*testing.T) string{
	"a package": func(t *testing.T) string { return example(t, "kpt") },
	// kustomize's own file has an entry for an image, whose name moves with the manifests.
	"a team's repository": func(t *testing.T) string {
		folder := example(t, "kustomize")
		write(t, folder, "Kptfile", files(t, example(t, "kpt"))["Kptfile"])
		return folder
	},
}

// TestKptKeepsTags: kpt gives the function the kustomization and its manifests at once, so
// the entry still finds the image, and what kustomize builds keeps the entry's tag.
func TestKptKeepsTags(t *testing.T) {
	needKpt(t)
	folder := packages["a team's repository"](t)
	run(t, folder, "kpt", "fn", "render", "--allow-exec").done(t)
	built := run(t, folder, "kustomize", "build", "platform/external-secrets").done(t)
	holds(t, built, registry+"external-secrets/external-secrets:v1.0.0")
}

// kptArgs puts the flag for results before the values, which end the flags.
func kptArgs(results string, args []string) []string {
	return append([]string{"fn", args[0], "--results-dir", results}, args[1:]...)
}

var entryOfGHCR = regexp.MustCompile(`(?m)^(- name: )ghcr\.io/`)

// wanted is what the function owes a user, for every file.
func wanted(before map[string]string) map[string]string {
	after := maps.Clone(before)
	for path, text := range after {
		if filepath.Ext(path) != ".yaml" {
			continue
		}
		// An entry of kustomize's images finds its image by the name that it has now.
		after[path] = entryOfGHCR.ReplaceAllString(throughCache(text), "${1}"+registry)
	}
	return after
}
