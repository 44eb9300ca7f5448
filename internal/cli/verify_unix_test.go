//go:build unix

package cli

import (
	"bytes"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// TestVerifyInterrupt: Ctrl-C ends the builds with their children, and the copy is gone.
func TestVerifyInterrupt(t *testing.T) {
	kept := make(chan os.Signal, 1)
	signal.Notify(kept, os.Interrupt) // or an early signal ends the test itself
	defer signal.Stop(kept)
	dir, temporary := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	child := filepath.Join(dir, "child")
	builder := filepath.Join(dir, "kustomize")
	must(t, os.WriteFile(builder, []byte("#!/bin/sh\nsleep 300 &\necho $! > "+child+".new\nmv "+child+".new "+child+"\nwait\n"), 0o700))
	must(t, os.Mkdir(filepath.Join(dir, "deploy"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "deploy", "kustomization.yaml"), []byte("resources: []\n"), 0o600))

	var stdout, stderr bytes.Buffer
	done := make(chan int)
	go func() {
		done <- Main(Build{}, []string{
			"verify", "--account-id", "123456789012", "--region", "ca-central-1", "--kustomize", builder, filepath.Join(dir, "deploy"),
		}, strings.NewReader(""), &stdout, &stderr)
	}()
	var text []byte
	for deadline := time.Now().Add(10 * time.Second); len(text) == 0; time.Sleep(10 * time.Millisecond) {
		text, _ = os.ReadFile(child)
		if time.Now().After(deadline) {
			t.Fatal("the builder did not start")
		}
	}
	must(t, syscall.Kill(os.Getpid(), syscall.SIGINT))
	select {
	case code := <-done:
		const want = "ecrcache: error: interrupted; your tree was not touched, and the copy is removed\n"
		if code != exit.CodeFailed || stdout.Len() > 0 || stderr.String() != want {
			t.Errorf("exit code %d, stdout %q, stderr %q", code, &stdout, &stderr)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the program went on")
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	must(t, err)
	for deadline := time.Now().Add(5 * time.Second); !hasEnded(pid); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the builder's child goes on")
		}
	}
}

// hasEnded reports whether a process is gone, or only waits for somebody to ask how it
// ended.
func hasEnded(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return true
	}
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && strings.Contains(string(stat), ") Z ")
}
