package e2e

import (
	"strings"
	"testing"
)

// badConfigs are mistakes, and what the person must read about them.
var badConfigs = []struct{ name, from, to, told string }{
	{"an unknown key", "region:", "regoin:", "ecrcache: error: spec.regoin: unknown key; did you mean region?"},
	{"an account without quotes", `"123456789012"`, "123456789012", `quote it: "123456789012"`},
	{"an account that is too short", `"123456789012"`, `"12345678901"`, "accepted: a string of 12 digits"},
	{"a Region without pull-through caches", "ca-central-1", "us-iso-east-1", "ecrcache: error: spec.region"},
}

// kustomize shows no results and says "exit status 1"; what is wrong reaches the
// person through stderr alone, and no manifest may come out.
func TestKustomizeBadConfig(t *testing.T) {
	for _, c := range badConfigs {
		t.Run(c.name, func(t *testing.T) {
			folder := example(t, "kustomize")
			breakConfig(t, folder, c.from, c.to)
			got := run(t, folder, "kustomize", append(withFunctions, ".")...)
			if got.code == 0 || got.stdout != "" {
				t.Errorf("exit code %d, %d bytes of manifests; want a failure and none", got.code, len(got.stdout))
			}
			if !strings.Contains(got.stderr, c.told) {
				t.Errorf("stderr does not say %q:\n%s", c.told, got.stderr)
			}
		})
	}
}

// kpt writes nothing when the function fails, and shows its results, which say why.
func TestKptBadConfig(t *testing.T) {
	needKpt(t)
	for _, c := range badConfigs {
		t.Run(c.name, func(t *testing.T) {
			folder := example(t, "kpt")
			breakConfig(t, folder, c.from, c.to)
			before := files(t, folder)
			got := run(t, folder, "kpt", "fn", "render", "--allow-exec", "--truncate-output=false")
			told := strings.TrimPrefix(c.told, "ecrcache: error: ")
			if got.code == 0 || !strings.Contains(got.stderr, told) {
				t.Errorf("exit code %d, stderr does not say %q:\n%s", got.code, told, got.stderr)
			}
			sameFiles(t, before, files(t, folder))
		})
	}
}

// breakConfig makes a mistake in the example's configuration.
func breakConfig(t *testing.T, folder, from, to string) {
	t.Helper()
	text := files(t, folder)["pull-through-cache.yaml"]
	broken := strings.Replace(text, from, to, 1)
	if broken == text {
		t.Fatalf("the configuration does not hold %q", from)
	}
	write(t, folder, "pull-through-cache.yaml", broken)
}
