//go:build unix

package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// TestInterrupt: Ctrl-C ends a run that waits for input, with exit code 1 and
// without output.
func TestInterrupt(t *testing.T) {
	kept := make(chan os.Signal, 1)
	signal.Notify(kept, os.Interrupt) // or an early signal ends the test itself
	defer signal.Stop(kept)
	stdin, feed := io.Pipe()
	defer feed.Close()
	var stdout, stderr bytes.Buffer
	done := make(chan int)
	go func() { done <- Main(Build{}, []string{"rewrite"}, stdin, &stdout, &stderr) }()
	for deadline := time.After(10 * time.Second); ; {
		select {
		case code := <-done:
			if want := "ecrcache: error: reading standard input: interrupted\n"; code != exit.CodeFailed || stdout.Len() > 0 || stderr.String() != want {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, &stdout, &stderr)
			}
			return
		case <-deadline:
			t.Fatal("the program went on")
		case <-time.After(20 * time.Millisecond):
			if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestNohup: a run that was started with SIGHUP ignored, as nohup does, goes on when the terminal closes.
func TestNohup(t *testing.T) {
	work := t.TempDir()
	program := copyOfProgram(t, work)
	cmd := exec.Command("sh", "-c", `trap "" HUP; exec "$0" rewrite --account-id 123456789012 --region ca-central-1`, program)
	cmd.Dir = work
	feed, err := cmd.StdinPipe()
	must(t, err)
	var stdout bytes.Buffer
	cmd.Stdout = &stdout
	must(t, cmd.Start())
	time.Sleep(time.Second) // it waits for its input by now
	must(t, cmd.Process.Signal(syscall.SIGHUP))
	time.Sleep(100 * time.Millisecond)
	_, _ = io.WriteString(feed, podBefore)
	must(t, feed.Close())
	if err := cmd.Wait(); err != nil || stdout.String() != podAfter {
		t.Errorf("%v, stdout %q", err, &stdout)
	}
}

// TestUnreadTalk: an interrupt ends the program within a second also when nobody reads what
// it says. A busy machine has half a second more.
func TestUnreadTalk(t *testing.T) {
	work := t.TempDir()
	program := copyOfProgram(t, work)
	must(t, os.WriteFile(filepath.Join(work, "a.yaml"), []byte(strings.Repeat("note: ghcr.io/org/app:v1\n---\n", 5000)), 0o644))
	cmd := exec.Command(program, "check", "--account-id", "123456789012", "--region", "ca-central-1", "-v", "a.yaml")
	cmd.Dir = work
	r, w, err := os.Pipe()
	must(t, err)
	defer r.Close()
	cmd.Stdout, cmd.Stderr = w, w
	must(t, cmd.Start())
	w.Close()
	time.Sleep(2 * time.Second) // the pipe is full by now
	began := time.Now()
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	tooLong := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer tooLong.Stop()
	_ = cmd.Wait()
	if took := time.Since(began); took > 1500*time.Millisecond || cmd.ProcessState.ExitCode() != exit.CodeFailed {
		t.Errorf("it ends after %v with code %d", took, cmd.ProcessState.ExitCode())
	}
}

// TestUnreadNames: when all files are written and nobody reads their names, an interrupt does not make the program say that
// none was.
func TestUnreadNames(t *testing.T) {
	work := t.TempDir()
	program := copyOfProgram(t, work)
	folder := strings.Repeat("long", 25) // whose files' names do not fit into the pipe
	plantPods(t, filepath.Join(work, folder), 2000)
	cmd := exec.Command(program, "rewrite", "--account-id", "123456789012", "--region", "ca-central-1", folder)
	cmd.Dir = work
	r, w, err := os.Pipe()
	must(t, err)
	defer r.Close()
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = w, &said
	must(t, cmd.Start())
	w.Close()
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		all, err := os.ReadDir(filepath.Join(work, folder))
		must(t, err)
		last, err := os.ReadFile(filepath.Join(work, folder, all[len(all)-1].Name()))
		if err == nil && strings.Contains(string(last), ".dkr.ecr.") {
			break
		}
		if time.Since(began) > time.Minute {
			t.Fatal("the files are not written")
		}
	}
	time.Sleep(time.Second) // the pipe is full by now
	must(t, cmd.Process.Signal(syscall.SIGINT))
	tooLong := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer tooLong.Stop()
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exit.CodeFailed || !strings.Contains(said.String(), "interrupted; 2000 files were written before") {
		t.Errorf("exit code %d, it says %q", code, &said)
	}
}
