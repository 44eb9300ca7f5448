package flux

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestMain builds the program, Flux's setters and policies, and an older kustomize-controller's
// build once, and puts them
// first on PATH.
func TestMain(m *testing.M) {
	os.Exit(testMain(m))
}

func testMain(m *testing.M) int {
	folder, err := os.MkdirTemp("", "ecrcache-flux-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	for name, source := range map[string][2]string{"ecrcache": {"../..", "./cmd/ecrcache"}, "setters": {"setters", "."}, "policies": {"policies", "."}, "replaces": {"replaces", "."}} {
		build := exec.Command("go", "build", "-o", filepath.Join(folder, name), source[1])
		build.Dir = source[0]
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if output, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "building %s: %v\n%s", name, err, output)
			return 1
		}
	}
	if err := os.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}
