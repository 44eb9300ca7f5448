//go:build unix

package cli

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// stands are programs that the examples call, as far as the examples need them.
var stands = map[string]string{
	"kustomize": "cat deploy/pod.yaml",
	"helm":      "test \"$*\" = 'template shop oci://ghcr.io/amerintlxperts/charts/shop --version v1 --skip-tests' && printf 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: shop}\\nspec: {containers: [{name: a, image: ghcr.io/amerintlxperts/shop-migrate:v1}]}\\n'",
	"kubectl":   "if test $1 = get; then printf 'apiVersion: v1\\nkind: List\\nitems:\\n'; sed 's/^/  /; s/^  apiVersion/- apiVersion/' deploy/pod.yaml; else grep -q 'kind: PullThroughCacheRule\\|kind: MutatingAdmissionPolicy'; fi",
	"docker":    "test $# = 2 && echo \"$@\"",
	// It is beside the program; TestScripts has the real one, and an AWS on this machine.
	"ecrcache-aws": "test \"$1 $2\" = 'doctor --live' || test \"$1\" = warm || test \"$1\" = status",
}

// exampleFiles are what the examples name.
var exampleFiles = map[string]string{
	"ecrcache.yaml": `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io, credential: {}}]
  infrastructure: {repositories: PreCreate}
  admission: {}
`,
	"deploy/pod.yaml":           podBefore,
	"clusters/prod/values.yaml": "image: ghcr.io/amerintlxperts/shop:v1\n",
	"apps/shop.yaml": `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: shop}
spec: {url: oci://ghcr.io/amerintlxperts/charts/shop, ref: {tag: v1}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop}
spec: {chartRef: {kind: OCIRepository, name: shop}}
`,
}

// shows is what an example must print; those that are not here have only to succeed.
var shows = map[string]string{
	"kustomize build overlays/prod | ecrcache rewrite":   podAfter,
	"ecrcache rewrite deploy/ clusters/prod/values.yaml": "deploy/pod.yaml\nclusters/prod/values.yaml\n",
	"ecrcache generate --images deploy/ --out cache/": "cache/secret-ghcr.yaml\ncache/pullthroughcacherule-ghcr.yaml\ncache/repositorycreationtemplate-ghcr.yaml\ncache/repository-ghcr.amerintlxperts.shop.yaml\n" +
		"cache/mutatingadmissionpolicy-ecrcache-ghcr.yaml\ncache/mutatingadmissionpolicybinding-ecrcache-ghcr.yaml\n",
	"ecrcache init --account-id 123456789012 --region ca-central-1":                     "",
	"ecrcache rewrite --restore deploy/":                                                "",
	"kubectl get pods --all-namespaces -o yaml | ecrcache check --config ecrcache.yaml": "Pod: items[0].spec.containers[0].image: ghcr.io/amerintlxperts/shop:v1: not yet pulled through the cache rule \"ghcr\" of ghcr.io\n",
}

// TestVerbExamples runs every example that a verb's help shows.
func TestVerbExamples(t *testing.T) {
	for _, verb := range newRoot(console.New(io.Discard, io.Discard), Build{}).Commands() {
		for example := range strings.Lines(verb.Example) {
			runExample(t, strings.TrimSpace(example))
		}
	}
}

// TestTroubleshooting runs the commands of this program that the page shows.
func TestTroubleshooting(t *testing.T) {
	page, err := os.ReadFile("../../docs/troubleshooting.md")
	must(t, err)
	ran := 0
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "ecrcache ") || strings.Contains(line, " | ecrcache ") && !strings.Contains(line, "`") {
			runExample(t, strings.TrimSpace(line))
			ran++
		}
	}
	if ran < 2 {
		t.Errorf("only %d commands were found", ran)
	}
}

// runExample runs a command where all is that it names. Checks find the image that
// is not rewritten, so they fail, but for those the other way and those that write what they find to a baseline.
func runExample(t *testing.T, example string) {
	t.Helper()
	t.Run(example, func(t *testing.T) {
		dir := exampleDir(t)
		if strings.Contains(example, "ecrcache init") {
			must(t, os.Remove(filepath.Join(dir, "ecrcache.yaml")))
		}
		cmd := exec.Command("sh", "-c", example)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
		var said strings.Builder
		cmd.Stderr = &said
		out, err := cmd.Output()
		fails := strings.Contains(example, "ecrcache check") && !strings.Contains(example, "--restore") && !strings.Contains(example, "--update-baseline")
		if (err != nil) != fails || cmd.ProcessState.ExitCode() > exit.CodeFailed {
			t.Errorf("%v\n%s", err, said.String())
		}
		if want, ok := shows[example]; ok && string(out) != want {
			t.Errorf("it prints\n%s\nwant\n%s", out, want)
		}
	})
}

// exampleDir is a directory with what the examples name.
func exampleDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	bin := filepath.Join(dir, "bin")
	must(t, os.Mkdir(bin, 0o755))
	copyOfProgram(t, bin)
	for name, text := range stands {
		must(t, os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755))
	}
	for path, text := range exampleFiles {
		path = filepath.Join(dir, path)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}
