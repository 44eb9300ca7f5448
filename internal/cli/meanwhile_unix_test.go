//go:build unix

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// TestMeanwhile: what happens while files are being written leaves every one of
// them old or new and whole, and is told with the name of a file.
func TestMeanwhile(t *testing.T) {
	last := func(dir string, n int) string { return filepath.Join(dir, fmt.Sprintf("%05d.yaml", n-1)) }
	for _, test := range []struct {
		name string
		do   func(p *os.Process, dir string, n int) error
		says string // as a pattern; empty when the program can say nothing
		all  bool   // every file is the old one
	}{
		{
			"Ctrl-C", func(p *os.Process, _ string, _ int) error { return p.Signal(syscall.SIGINT) },
			`^ecrcache: error: deploy/\d+\.yaml: interrupted; no file was written\n$`, true,
		},
		{
			"an end by a service manager", func(p *os.Process, _ string, _ int) error { return p.Signal(syscall.SIGTERM) },
			`^ecrcache: error: deploy/\d+\.yaml: interrupted; no file was written\n$`, true,
		},
		{
			"a terminal that closes", func(p *os.Process, _ string, _ int) error {
				return errors.Join(p.Signal(syscall.SIGHUP), p.Signal(syscall.SIGHUP)) // of the system and of the shell
			},
			`^ecrcache: error: deploy/\d+\.yaml: interrupted; no file was written\n$`, true,
		},
		{
			"an editor", func(_ *os.Process, dir string, n int) error {
				return os.WriteFile(last(dir, n), []byte("# changed\n"+podBefore), 0o644)
			},
			`^ecrcache: error: deploy/\d+\.yaml: somebody changed the file meanwhile; run again; no file was written\n$`, true,
		},
		{"a kill", func(p *os.Process, _ string, _ int) error { return p.Kill() }, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			for n := 300; n < 40000; n *= 4 {
				if dir, stderr, code := whileWriting(t, n, test.do); code != exit.CodeDone {
					if !regexp.MustCompile(test.says).MatchString(stderr) || test.says != "" && code != exit.CodeFailed {
						t.Errorf("exit code %d, it says %q", code, stderr)
					}
					whole(t, dir, test.all)
					return
				} // it was over before: more files
			}
			t.Fatal("the program was too fast every time")
		})
	}
}

// whileWriting rewrites so many files, and does something once the first new text
// is there.
func whileWriting(t *testing.T, n int, do func(p *os.Process, dir string, n int) error) (dir, stderr string, code int) {
	t.Helper()
	work := t.TempDir()
	dir = filepath.Join(work, "deploy")
	must(t, os.Mkdir(dir, 0o755))
	for i := range n {
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.yaml", i)), []byte(podBefore), 0o644))
	}
	cmd := exec.Command(copyOfProgram(t, work), "rewrite", "--account-id", "123456789012", "--region", "ca-central-1", "deploy")
	var said bytes.Buffer
	cmd.Dir, cmd.Stderr = work, &said
	must(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case <-ended:
			return dir, said.String(), cmd.ProcessState.ExitCode()
		case <-time.After(time.Millisecond):
		}
		if temps, _ := filepath.Glob(filepath.Join(dir, ".ecrcache-*")); len(temps) > 0 {
			break
		}
	}
	_ = do(cmd.Process, dir, n) // the program may have ended by now
	<-ended
	return dir, said.String(), cmd.ProcessState.ExitCode()
}

// whole holds every manifest to be one of the texts, and when all are to be old,
// nothing to be beside them.
func whole(t *testing.T, dir string, allOld bool) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		isOld := strings.TrimPrefix(string(text), "# changed\n") == podBefore
		switch isManifest := strings.HasSuffix(e.Name(), ".yaml"); {
		case !isManifest && allOld:
			t.Errorf("%s is left", e.Name())
		case isManifest && !isOld && (allOld || string(text) != podAfter):
			t.Errorf("%s holds %q", e.Name(), text)
		}
	}
}
