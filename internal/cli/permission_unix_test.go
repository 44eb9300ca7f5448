//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// nobody is a user without rights.
const nobody = 65534

// TestNoPermission: what may not be read or written is an error that names it, and
// no file is written. Root may do everything, so the program runs as nobody then.
func TestNoPermission(t *testing.T) {
	for _, test := range []struct {
		name, closed string
		mode         os.FileMode
		want         string
	}{
		{"a directory that may not be read", "deploy/closed", 0, "deploy/closed: permission denied"},
		{"a file that may not be read", "deploy/closed/pod.yaml", 0, "deploy/closed/pod.yaml: permission denied"},
		{"a directory that may not be written", "deploy/closed", 0o555, "deploy/closed/pod.yaml: permission denied; no file was written"},
		{"a configuration that may not be read", "ecrcache.yaml", 0, "ecrcache.yaml: permission denied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := open(t, t.TempDir())
			must(t, os.MkdirAll(filepath.Join(dir, "deploy/closed"), 0o777))
			must(t, os.WriteFile(filepath.Join(dir, "ecrcache.yaml"), []byte(settings), 0o644))
			pods := []string{filepath.Join(dir, "deploy/a.yaml"), filepath.Join(dir, "deploy/closed/pod.yaml")}
			for _, pod := range pods {
				must(t, os.WriteFile(pod, []byte(podBefore), 0o666))
			}
			openAll(t, filepath.Join(dir, "deploy"), filepath.Join(dir, "deploy/closed"))
			closed := filepath.Join(dir, test.closed)
			must(t, os.Chmod(closed, test.mode))

			out, code := asNobody(t, dir, "rewrite", "deploy")
			must(t, os.Chmod(closed, 0o777))
			if want := "ecrcache: error: " + test.want + "\n"; out != want || code != exit.CodeFailed {
				t.Errorf("exit code %d, it says %q, want %q", code, out, want)
			}
			for _, pod := range pods {
				if after, err := os.ReadFile(pod); err != nil || string(after) != podBefore {
					t.Errorf("%s is now %q, %v", pod, after, err)
				}
			}
		})
	}
}

// TestStickyDirectory: the file of another user in a directory such as /tmp may be written
// and not replaced, and no file is written then.
func TestStickyDirectory(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can run the program as another user")
	}
	dir := open(t, t.TempDir())
	deploy := filepath.Join(dir, "deploy")
	must(t, os.Mkdir(deploy, 0o777))
	for _, name := range []string{"a.yaml", "b.yaml"} {
		must(t, os.WriteFile(filepath.Join(deploy, name), []byte(podBefore), 0o644))
		must(t, os.Chmod(filepath.Join(deploy, name), 0o666))
	}
	must(t, os.Chown(filepath.Join(deploy, "a.yaml"), nobody, nobody))
	must(t, os.Chmod(deploy, 0o777|os.ModeSticky))
	out, code := asNobody(t, dir, "rewrite", "--account-id", "123456789012", "--region", "ca-central-1", "deploy")
	if want := "ecrcache: error: deploy/b.yaml: the file belongs to another user, and its directory is sticky (chmod +t); no file was written\n"; runtime.GOOS == "linux" && out != want || code != exit.CodeFailed {
		t.Errorf("exit code %d, it says %q", code, out)
	}
	for _, name := range []string{"a.yaml", "b.yaml"} {
		if text, err := os.ReadFile(filepath.Join(deploy, name)); runtime.GOOS == "linux" && (err != nil || string(text) != podBefore) {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
	}
}

const settings = "apiVersion: v1\nkind: ConfigMap\ndata: {accountID: \"123456789012\", region: ca-central-1}\n"

// asNobody runs the program in a directory as a user who is not root.
func asNobody(t *testing.T, dir string, args ...string) (out string, code int) {
	t.Helper()
	cmd := exec.Command(copyOfProgram(t, dir), args...)
	cmd.Dir = dir
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	text, _ := cmd.CombinedOutput()
	return string(text), cmd.ProcessState.ExitCode()
}

// open lets every user into a test's directory.
func open(t *testing.T, dir string) string {
	t.Helper()
	openAll(t, filepath.Dir(dir), dir)
	return dir
}

func openAll(t *testing.T, dirs ...string) {
	t.Helper()
	for _, d := range dirs {
		must(t, os.Chmod(d, 0o777))
	}
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
