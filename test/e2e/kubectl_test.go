package e2e

import (
	"os"
	"path/filepath"
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

// TestKubectlPlugin: a link called kubectl-ecrcache on PATH is all that kubectl
// needs, and the program goes by the name it is called with.
func TestKubectlPlugin(t *testing.T) {
	needKubectl(t)
	bin := t.TempDir()
	if err := os.Symlink(ecrcache(t), filepath.Join(bin, "kubectl-ecrcache")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	folder := example(t, "ci")
	holds(t, run(t, folder, "kubectl", "plugin", "list").done(t), filepath.Join(bin, "kubectl-ecrcache"))
	holds(t, run(t, folder, "kubectl", "ecrcache", "images", "-o", "name", "deploy").done(t), registry+"amerintlxperts/shop-web:7e03c5a\n")
	holds(t, run(t, folder, "kubectl", "ecrcache", "help").done(t), "kubectl ecrcache [command]")
	if got := run(t, folder, "kubectl", "ecrcache", "check", "deploy"); got.code != 1 {
		t.Errorf("a check that finds something: exit code %d", got.code)
	}
}
