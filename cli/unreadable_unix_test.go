//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is a user without rights.
const nobody = 65534

// TestUnreadableDirectory: a directory that may not be read is an error that names
// it, and no file is written. Root may read everything, so the program runs as
// nobody then.
func TestUnreadableDirectory(t *testing.T) {
	dir := open(t, t.TempDir())
	pod := filepath.Join(dir, "deploy", "pod.yaml")
	closed := filepath.Join(dir, "deploy", "closed")
	const text = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: ghcr.io/amerintlxperts/shop:v1}]}\n"
	must(t, os.MkdirAll(closed, 0o777))
	must(t, os.WriteFile(pod, []byte(text), 0o666))
	must(t, os.Chmod(closed, 0))
	t.Cleanup(func() { os.Chmod(closed, 0o777) })

	cmd := exec.Command(copyOfProgram(t, dir), "rewrite", "--account-id", "123456789012", "--region", "ca-central-1", "deploy")
	cmd.Dir = dir
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	out, _ := cmd.CombinedOutput()
	if want := "ecrcache: error: open deploy/closed: permission denied\n"; string(out) != want {
		t.Errorf("it says %q, want %q", out, want)
	}
	if code := cmd.ProcessState.ExitCode(); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if after, err := os.ReadFile(pod); err != nil || string(after) != text {
		t.Errorf("the file beside it is now %q, %v", after, err)
	}
}

// open lets every user into a test's directory.
func open(t *testing.T, dir string) string {
	t.Helper()
	for _, d := range []string{filepath.Dir(dir), dir} {
		must(t, os.Chmod(d, 0o777))
	}
	return dir
}

// copyOfProgram puts the program where every user may run it. The test binary is
// the program when it is called by its name.
func copyOfProgram(t *testing.T, dir string) string {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	binary, err := os.ReadFile(self)
	must(t, err)
	program := filepath.Join(dir, "ecrcache")
	must(t, os.WriteFile(program, binary, 0o755))
	return program
}
