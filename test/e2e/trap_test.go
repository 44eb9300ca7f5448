package e2e

import (
	"strings"
	"testing"
)

// notice is the line of examples/kustomize/README.md that tells of images that
// are still pulled from ghcr.io.
const notice = `if grep -nE '^ *(- )?image: .*ghcr\.io/' rendered.yaml; then echo 'not pulled through the cache'; fi`

// TestTrap: without --enable-exec kustomize skips the function, exits 0 and says
// nothing.
func TestTrap(t *testing.T) {
	folder := example(t, "kustomize")
	without := runIdle(t, folder, "kustomize", append(withFunctions, ".")...).done(t)
	got := run(t, folder, "kustomize", "build", "--enable-alpha-plugins", ".")
	if got.code != 0 || got.stderr != "" {
		t.Fatalf("kustomize tells of the skipped function now, so the README may too: exit code %d, stderr %q",
			got.code, got.stderr)
	}
	same(t, "manifests", without, got.stdout)
	if said := noticed(t, folder, got.stdout); !strings.Contains(said, "not pulled through the cache") {
		t.Errorf("the README's line does not notice it; it says %q", said)
	}
}

// The line that notices the trap is quiet when the function ran: a warning that is
// always there is not read.
func TestNoticeIsQuiet(t *testing.T) {
	folder := example(t, "kustomize")
	if !strings.Contains(files(t, folder)["README.md"], "$ "+notice+"\n") {
		t.Error("the README says another line now")
	}
	got := run(t, folder, "kustomize", append(withFunctions, ".")...).done(t)
	if said := noticed(t, folder, got); said != "" {
		t.Errorf("it says %q", said)
	}
}

// Without any flag kustomize fails, which nobody can miss.
func TestKustomizeWithoutFlags(t *testing.T) {
	got := run(t, example(t, "kustomize"), "kustomize", "build", ".")
	if got.code == 0 || !strings.Contains(got.stderr, "external plugins disabled") {
		t.Errorf("exit code %d, stderr %q", got.code, got.stderr)
	}
}

// noticed is what the line says of the manifests.
func noticed(t *testing.T, folder, manifests string) string {
	t.Helper()
	write(t, folder, "rendered.yaml", manifests)
	return run(t, folder, "bash", "-c", notice).done(t)
}
