package e2e

import (
	"strings"
	"testing"
)

// kubectl holds a kustomize of its own. Where it cannot run programs, it must
// refuse the flag; with --enable-alpha-plugins alone it skips the function as
// kustomize does, and the same line notices it.
func TestKubectlKustomize(t *testing.T) {
	needKubectl(t)
	folder := example(t, "kustomize")
	got := run(t, folder, "kubectl", "kustomize", "--enable-alpha-plugins", "--enable-exec", ".")
	help := run(t, folder, "kubectl", "kustomize", "--help").done(t)
	if strings.Contains(help, "--enable-exec") {
		if images := left(t, got.done(t)); len(images) > 0 {
			t.Errorf("still from ghcr.io: %v", images)
		}
		return
	}
	if got.code == 0 || !strings.Contains(got.stderr, "unknown flag: --enable-exec") {
		t.Errorf("exit code %d, stderr %q; want the flag refused", got.code, got.stderr)
	}
}

func TestKubectlTrap(t *testing.T) {
	needKubectl(t)
	folder := example(t, "kustomize")
	got := run(t, folder, "kubectl", "kustomize", "--enable-alpha-plugins", ".").done(t)
	if len(left(t, got)) == 0 {
		t.Error("kubectl runs functions without --enable-exec now; the README should say so")
	}
	if said := noticed(t, folder, got); !strings.Contains(said, "not pulled through the cache") {
		t.Errorf("the README's line does not notice it; it says %q", said)
	}
}
