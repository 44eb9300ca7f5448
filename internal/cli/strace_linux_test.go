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
	"testing"
)

// traced are the system calls by which files are listed, read and replaced, and the
// errors that each can give.
var traced = map[string][]string{
	"openat": {"EACCES", "EIO", "EMFILE", "ENOSPC"}, "llistxattr": {"EIO", "ENOTSUP"}, "getdents64": {"EIO"}, "newfstatat": {"EIO"}, "fstat": {"EIO"}, "read": {"EIO"}, "pread64": {"EIO"},
	"write": {"ENOSPC", "EIO", "EDQUOT"}, "fsync": {"EIO", "ENOSPC"}, "fchmod": {"EPERM", "EIO"}, "fchown": {"EPERM"}, "renameat2": {"EIO", "EACCES", "EXDEV", "ENOSPC", "EINVAL"},
	"unlinkat": {"EIO"}, "close": {"EIO"},
}

// signals come at each of the calls as well.
var signals = []string{"SIGKILL", "SIGTERM", "SIGINT"}

// tracedFiles is how many files each run is over.
const tracedFiles = 4

// TestFaultsAtSystemCalls lets system calls fail, or a signal come, one call of a run
// after the other, by strace. No file is torn; where the run says that it succeeded,
// every file is new; only a kill and a failed removal leave unfinished files; the next
// run finishes the work. Of all that can be injected, ECRCACHE_FAULTS=all tries each, and
// without it every seventh.
func TestFaultsAtSystemCalls(t *testing.T) {
	strace := straceOrSkip(t)
	work := t.TempDir()
	program, dir := copyOfProgram(t, work), filepath.Join(work, "deploy")
	step := 7
	if os.Getenv("ECRCACHE_FAULTS") != "" {
		step = 1
	}
	possible, injected, met, left := 0, 0, 0, 0
	for call, calls := range callsOf(t, strace, program, work) {
		for _, what := range append(errorsOf(call), signals...) {
			for at := 1; at <= calls; at++ {
				if possible++; possible%step != 0 {
					continue
				}
				injected++
				plantPods(t, dir, tracedFiles)
				happened, temps := inject(t, strace, program, work, call, what, at)
				left += temps
				if happened {
					met++
				}
			}
		}
	}
	t.Logf("%d of %d faults injected, %d met; %d unfinished files left by kills and failed removals", injected, possible, met, left)
	if met < injected/2 {
		t.Errorf("only %d of %d faults were met", met, injected)
	}
}

func straceOrSkip(t *testing.T) string {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil && os.Getenv("ECRCACHE_E2E") == "required" {
		t.Fatal("strace is missing; apt-get install strace")
	}
	if err != nil {
		t.Skip("NOT TESTED: strace is missing; apt-get install strace")
	}
	return strace
}

func errorsOf(call string) []string {
	var all []string
	for _, name := range traced[call] {
		all = append(all, "error="+name)
	}
	return all
}

// callsOf is how often an undisturbed run makes each of the calls.
func callsOf(t *testing.T, strace, program, work string) map[string]int {
	t.Helper()
	plantPods(t, filepath.Join(work, "deploy"), tracedFiles)
	log := filepath.Join(work, "calls")
	cmd := traceOf(strace, program, work, "-o", log)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	text, err := os.ReadFile(log)
	must(t, err)
	all := map[string]int{}
	for call := range traced {
		all[call] = len(regexp.MustCompile(`(?m)^\d+ +`+call+`\(`).FindAll(text, -1))
	}
	if all["renameat2"] != tracedFiles || all["fsync"] < tracedFiles {
		t.Fatalf("the calls of a run are %v", all)
	}
	all["unlinkat"] = max(all["unlinkat"], 1)
	return all
}

func traceOf(strace, program, work string, options ...string) *exec.Cmd {
	cmd := exec.Command(strace, append(append([]string{"-f", "-qq"}, options...), program, "rewrite", "--account-id", "123456789012", "--region", "ca-central-1", "deploy")...)
	cmd.Dir = work
	return cmd
}

// inject runs the program with one fault, and judges what is left.
func inject(t *testing.T, strace, program, work, call, what string, at int) (happened bool, temps int) {
	t.Helper()
	isSignal := strings.HasPrefix(what, "SIG")
	if isSignal {
		what = "signal=" + what
	}
	name := fmt.Sprintf("%s:%s:when=%d", call, what, at)
	log := filepath.Join(work, "calls")
	cmd := traceOf(strace, program, work, "-o", log, "-e", "trace="+call, "-e", "inject="+name)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	trace, e := os.ReadFile(log)
	must(t, e)
	happened = bytes.Contains(trace, []byte("(INJECTED)")) || bytes.Contains(trace, []byte("--- SIG")) || bytes.Contains(trace, []byte("killed by"))
	old, new, torn, temps := state(t, filepath.Join(work, "deploy"))
	// strace counts the calls of each thread, so a signal may come twice; the second ends
	// the program at once, as a user wants who presses Ctrl-C again.
	twice := bytes.Count(trace, []byte("--- SIG")) > 1
	removalFails := call == "unlinkat" || strings.Contains(what, "SIGKILL") || twice
	switch {
	case torn > 0 || old+new != tracedFiles:
		t.Errorf("%s: %d old, %d new, %d torn", name, old, new, torn)
	case err == nil && old > 0:
		t.Errorf("%s: it succeeds, and %d files are old", name, old)
	case temps > 0 && !removalFails:
		t.Errorf("%s: %d unfinished files are left", name, temps)
	case err != nil && !isSignal && stderr.Len() == 0 && call != "write":
		t.Errorf("%s: it fails without a word", name)
	}
	if temps > 0 {
		finish(t, program, work, tracedFiles, temps)
	}
	return happened, temps
}
