//go:build unix

package builder

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/tool"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// TestCommandTimeout: a build that never ends is ended, and so are its children, also
// one that keeps its pipes open.
func TestCommandTimeout(t *testing.T) {
	dir := t.TempDir()
	c := &command{words: []string{"sh", "-c", "sleep 300 & echo $! > child; wait"}, dir: dir, timeout: 300 * time.Millisecond}
	began := time.Now()
	if _, err := c.run(context.Background()); !errors.Is(err, ErrTimeout) || err.Error() != "time limit: it did not end within 300ms" {
		t.Errorf("%v", err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
	gone(t, filepath.Join(dir, "child"))
}

// TestCommandInterrupted: Ctrl-C ends a build and its children.
func TestCommandInterrupted(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(300*time.Millisecond, cancel)
	c := &command{words: []string{"sh", "-c", "sleep 300 & echo $! > child; wait"}, dir: dir, timeout: time.Minute}
	if _, err := c.run(ctx); !errors.Is(err, tree.ErrInterrupted) {
		t.Errorf("%v", err)
	}
	gone(t, filepath.Join(dir, "child"))
}

// TestCommandInterruptedSoon: a child in a session of its own, which keeps the pipes open, is not waited for so long
// that the program would end before the copy is removed.
func TestCommandInterruptedSoon(t *testing.T) {
	tool.Path(t, "setsid")
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	c := &command{words: []string{"sh", "-c", "setsid sleep 300 & echo $! > child; mv child pid; wait"}, dir: dir, timeout: time.Minute}
	var interrupted time.Time
	go func() {
		for {
			if _, err := os.Stat(filepath.Join(dir, "pid")); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		interrupted = time.Now()
		cancel()
	}()
	_, err := c.run(ctx)
	if took := time.Since(interrupted); !errors.Is(err, tree.ErrInterrupted) || took > 600*time.Millisecond {
		t.Errorf("%v, after %v", err, took)
	}
	text, err := os.ReadFile(filepath.Join(dir, "pid"))
	must(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	must(t, err)
	must(t, syscall.Kill(pid, syscall.SIGKILL))
}

// TestCommandLeavesNothing: what a builder leaves running when it ends is ended.
func TestCommandLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	c := &command{words: []string{"sh", "-c", "sleep 300 >/dev/null 2>&1 & echo $! > child; echo built"}, dir: dir, timeout: time.Minute}
	if out, err := c.run(context.Background()); err != nil || string(out) != "built\n" {
		t.Errorf("%q, %v", out, err)
	}
	gone(t, filepath.Join(dir, "child"))
}

// TestCommandBounds: of what a builder writes only so much is kept, however much it writes.
func TestCommandBounds(t *testing.T) {
	c := &command{words: []string{"sh", "-c", "head -c 1000000 /dev/zero >&2; exit 3"}, dir: t.TempDir(), timeout: time.Minute}
	if _, err := c.run(context.Background()); err == nil || len(err.Error()) != mostStderr {
		t.Errorf("%d bytes of messages are kept, want %d", len(err.Error()), mostStderr)
	}
	c.words[2] = fmt.Sprintf("head -c %d /dev/zero", mostOutput+1)
	if out, err := c.run(context.Background()); err == nil || err.Error() != "its output is larger than 256 MiB" {
		t.Errorf("%d bytes, %v", len(out), err)
	}
}

// gone waits until the process whose number is in the file is no more.
func gone(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	must(t, err)
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) || isZombie(pid) {
			return
		}
		if time.Now().After(deadline) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Fatalf("the child %d is still there", pid)
		}
	}
}

// isZombie reports whether a process has ended, and only nobody has asked how.
func isZombie(pid int) bool {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && strings.Contains(string(text), ") Z ")
}

// TestCommandFails: the error is what the program says, or else how it ended.
func TestCommandFails(t *testing.T) {
	for script, want := range map[string]string{
		"echo why >&2; exit 1": "why\n",
		"exit 3":               "exit status 3",
	} {
		c := &command{words: []string{"sh", "-c", script}, timeout: time.Minute}
		if _, err := c.run(context.Background()); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", script, err, want)
		}
	}
	c := &command{words: []string{"sh", "-c", "cat; echo \"$GIT_TERMINAL_PROMPT\""}, timeout: time.Minute}
	if out, err := c.run(context.Background()); err != nil || string(out) != "0\n" {
		t.Errorf("it can ask: %q, %v", out, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
