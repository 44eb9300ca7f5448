package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// required reports whether a test that cannot run is a failure.
func required() bool { return os.Getenv("ECRCACHE_E2E") == "required" }

// ecrcache is the function's binary.
func ecrcache(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("ecrcache")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// needKpt makes sure that kpt is on PATH. Building it takes minutes, so that is
// done only where it is required.
func needKpt(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("kpt"); err == nil {
		return
	}
	if !required() {
		t.Skip("kpt is not on PATH; ECRCACHE_E2E=required builds it, which takes minutes")
	}
	if err := tool.Build(filepath.Dir(ecrcache(t)), tool.Kpt); err != nil {
		t.Fatal(err)
	}
}

// needKubectl skips the test even where tests are required: the Go tool cannot
// install kubectl.
func needKubectl(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("kubectl"); err != nil {
		t.Skip("kubectl is not on PATH, and the Go tool alone cannot install it")
	}
}

// needPreCommit skips the test, or fails it where tests are required: .ci/precommit installs it.
func needPreCommit(t *testing.T) {
	t.Helper()
	switch err := exec.Command("pre-commit", "--version").Run(); {
	case err == nil:
	case required():
		t.Fatalf("pre-commit does not run: %v; .ci/precommit installs it", err)
	default:
		t.Skipf("pre-commit does not run: %v", err)
	}
}

// needAWS skips the test even where tests are required: the Go tool cannot install
// the AWS CLI, or jq.
func needAWS(t *testing.T) {
	t.Helper()
	for _, program := range []string{"aws", "jq"} {
		if err := exec.Command(program, "--version").Run(); err != nil {
			t.Skipf("%s does not run (%v), and the Go tool alone cannot install it", program, err)
		}
	}
}
