package e2e

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// automation is a configuration that asks for Flux's image automation.
const automation = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  accountID: "123456789012"
  region: ca-central-1
  flux: {namespace: flux-system, markers: true}
`

// TestKptFlux: kpt writes the pair of every repository to files of its own, and
// Flux's comments to the files that name the images. A second run changes nothing. A
// repository that disappears takes its pair with it, the last one too.
func TestKptFlux(t *testing.T) {
	needKpt(t)
	folder := t.TempDir()
	release := func(name string) string {
		return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: " + name + "\nspec:\n  values:\n    image:\n      repository: ghcr.io/amerintlxperts/" + name + "\n      tag: v1.4.2\n"
	}
	write(t, folder, "cache.yaml", automation)
	write(t, folder, "shop.yaml", release("shop"))
	write(t, folder, "worker.yaml", release("worker"))
	render := func() map[string]string {
		run(t, folder, "kpt", kptArgs(t.TempDir(), []string{"eval", ".", "--exec", "ecrcache", "--fn-config", "cache.yaml"})...).done(t)
		return files(t, folder)
	}
	pairs := func(repositories ...string) []string {
		var all []string
		for _, r := range repositories {
			all = append(all, "ecrcache/imagepolicy-ghcr.amerintlxperts."+r+".yaml", "ecrcache/imagerepository-ghcr.amerintlxperts."+r+".yaml")
		}
		return append(slices.Sorted(slices.Values(all)), "cache.yaml")
	}
	first := render()
	holdsFiles(t, first, append(pairs("shop", "worker"), "shop.yaml", "worker.yaml"))
	if want := "tag: v1.4.2 # {\"$imagepolicy\": \"flux-system:ghcr.amerintlxperts.shop:tag\"}\n"; !strings.Contains(first["shop.yaml"], want) {
		t.Errorf("no %q in\n%s", want, first["shop.yaml"])
	}
	sameFiles(t, first, render())

	remove(t, folder, "worker.yaml")
	holdsFiles(t, render(), append(pairs("shop"), "shop.yaml"))
	remove(t, folder, "shop.yaml")
	holdsFiles(t, render(), pairs())
}

func remove(t *testing.T, folder, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(folder, name)); err != nil {
		t.Fatal(err)
	}
}

// holdsFiles wants these files and no others.
func holdsFiles(t *testing.T, got map[string]string, want []string) {
	t.Helper()
	slices.Sort(want)
	if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) {
		t.Errorf("the package holds %q, want %q", names, want)
	}
}
