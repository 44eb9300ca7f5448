// Package tool finds the programs that tests run. The tests of other packages use it.
package tool

import (
	"os"
	"os/exec"
	"testing"
)

// Path returns the path of a program. Where it is missing the test is skipped, or fails if
// ECRCACHE_E2E is required, as in CI, which installs it.
func Path(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("ECRCACHE_E2E") == "required":
		t.Fatalf("%s is missing: %v", name, err)
	default:
		t.Skipf("NOT TESTED: %s is missing", name)
	}
	return path
}
