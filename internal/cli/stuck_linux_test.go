package cli

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// stuck are system calls that do not return, each for one path, and what the program says
// when it is ended.
var stuck = []struct {
	call, path, says string
	old              int // files
}{
	{"getdents64", "deploy", "interrupted; no file was written", tracedFiles},
	{"openat", "deploy/002.yaml", "interrupted; no file was written", tracedFiles},
	{"fsync", "", ": interrupted; no file was written", tracedFiles},
	{"fchmod", "", ": interrupted; no file was written", tracedFiles},
	{"renameat2", "deploy/000.yaml", ": interrupted; no file was written", tracedFiles},
	{"renameat2", "deploy/002.yaml", ": interrupted; 2 of 4 files were written before", tracedFiles - 2},
}

// TestStuck ends the program while a system call waits, as for a disk or a file server that
// is gone. It says within a second what was written, and ends, and leaves nothing behind; strace and a
// busy machine have half a second more.
func TestStuck(t *testing.T) {
	strace := straceOrSkip(t)
	for i, s := range stuck {
		t.Run(s.call+" "+s.path, func(t *testing.T) {
			t.Parallel()
			work := t.TempDir()
			program := copyOfProgram(t, work)
			plantPods(t, filepath.Join(work, "deploy"), tracedFiles)
			options := []string{"-o", filepath.Join(work, "calls"), "-e", "trace=" + s.call, "-e", "inject=" + s.call + ":delay_enter=6000000"}
			if s.path != "" {
				options = append(options, "-P", s.path)
			}
			cmd := traceOf(strace, program, work, options...)
			stderr, err := cmd.StderrPipe()
			must(t, err)
			must(t, cmd.Start())
			time.Sleep(2 * time.Second) // it waits by now
			began := time.Now()
			must(t, syscall.Kill(child(t, cmd.Process.Pid), []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}[i%3]))
			said := ""
			for lines := bufio.NewScanner(stderr); said == "" && lines.Scan(); {
				if strings.HasPrefix(lines.Text(), "ecrcache: ") {
					said = lines.Text()
				}
			}
			took := time.Since(began)
			_, _ = io.Copy(io.Discard, stderr)
			_ = cmd.Wait() // strace ends with the exit code of the program, when the delay is over
			old, _, torn, temps := state(t, filepath.Join(work, "deploy"))
			if took > 1500*time.Millisecond || cmd.ProcessState.ExitCode() != exit.CodeFailed || !strings.HasSuffix(said, s.says) || old != s.old || torn+temps > 0 {
				t.Errorf("it ends after %v with code %d, %d old, %d torn, %d unfinished, and says %q", took, cmd.ProcessState.ExitCode(), old, torn, temps, said)
			}
		})
	}
}

// child is the process that another one has started.
func child(t *testing.T, parent int) int {
	t.Helper()
	path := "/proc/" + strconv.Itoa(parent) + "/task/" + strconv.Itoa(parent) + "/children"
	text, err := os.ReadFile(path)
	must(t, err)
	pid, err := strconv.Atoi(strings.Fields(string(text) + " none")[0])
	must(t, err)
	return pid
}
