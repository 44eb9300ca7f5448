package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Ecrcache builds the function from the checkout into a directory, as a static
// binary.
func Ecrcache(into string) error {
	return goBuild(filepath.Join(here(), "..", ".."), filepath.Join(into, "ecrcache"), "./cmd/ecrcache")
}

// Kustomize builds the kustomize that go.mod names into a directory.
func Kustomize(into string) error {
	return goBuild(here(), filepath.Join(into, "kustomize"), "sigs.k8s.io/kustomize/kustomize/v5")
}

// Kpt builds kpt's fn commands, from the module beside this one, into a
// directory.
func Kpt(into string) error {
	return goBuild(filepath.Join(here(), "kpt"), filepath.Join(into, "kpt"), ".")
}

func goBuild(dir, binary, pkg string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-o", binary, pkg)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// here is the directory of this module.
func here() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}

// command runs a program in a directory.
func command(dir, program string, args ...string) (stdout, stderr string, err error) {
	var out, talk bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &talk
	err = cmd.Run()
	return out.String(), talk.String(), err
}
