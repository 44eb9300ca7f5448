//go:build unix

package cli

import (
	"bytes"
	"errors"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// A swap is what somebody does to a file while the program runs, and how the file must be
// after it, whenever it came.
type swap struct {
	name string
	do   func(path string) error
	// kept reports whether what was done is still there.
	kept func(path string) bool
}

const (
	editBefore = "# by hand\n" + podBefore
	editAfter  = "# by hand\n" + podAfter
)

var swaps = []swap{
	{"an edit", func(path string) error { return os.WriteFile(path, []byte(editBefore), 0o644) }, holdsEdit},
	{"another file in its place", func(path string) error {
		return errors.Join(os.WriteFile(path+"~", []byte(editBefore), 0o644), os.Rename(path+"~", path))
	}, holdsEdit},
	{"a removal", os.Remove, func(path string) bool {
		_, err := os.Lstat(path)
		return errors.Is(err, os.ErrNotExist)
	}},
	{"a directory", func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) }, is(os.ModeDir)},
	{"a symbolic link", func(path string) error { return errors.Join(os.Remove(path), os.Symlink("../outside.yaml", path)) }, is(os.ModeSymlink)},
	{"a named pipe", func(path string) error { return errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o600)) }, is(os.ModeNamedPipe)},
	{"another mode", func(path string) error { return os.Chmod(path, 0o600) }, func(path string) bool {
		info, err := os.Lstat(path)
		return err == nil && info.Mode() == 0o600 && holdsPod(path)
	}},
}

func is(kind os.FileMode) func(path string) bool {
	return func(path string) bool {
		info, err := os.Lstat(path)
		return err == nil && info.Mode().Type() == kind
	}
}

func holdsEdit(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && (string(text) == editBefore || string(text) == editAfter)
}

func holdsPod(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && (string(text) == podBefore || string(text) == podAfter)
}

// TestSwaps changes, removes and replaces files while the program runs: at random moments,
// and once the first file is renamed, those that are renamed last. No file is torn or
// lost, what somebody did stays, the file outside stays, nothing is left beside the files,
// and the run ends. make faults does it over 3,000 files.
func TestSwaps(t *testing.T) {
	work := t.TempDir()
	program, dir, outside := copyOfProgram(t, work), filepath.Join(work, "deploy"), filepath.Join(work, "outside.yaml")
	rounds, files := 14, 300
	if text := os.Getenv("ECRCACHE_FAULTS"); text != "" {
		var err error
		rounds, err = strconv.Atoi(text)
		must(t, err)
		files = 3000
	}
	r := &swapping{program: program, work: work, dir: dir, files: files, random: rand.New(rand.NewSource(2)), takes: undisturbed(t, program, dir, files)}
	must(t, os.WriteFile(outside, []byte(podBefore), 0o644))
	// On a slow machine the files may be changed too late; then it takes more runs. 300 files may be
	// renamed too quickly for another process to come between; of 3,000 one run has to meet it.
	tooFew := func() bool { return r.swapped < rounds || files == 3000 && r.between == 0 }
	for round := 0; round < rounds || tooFew() && round < 5*rounds; round++ {
		plantPods(t, dir, files)
		r.run(t, round%2 == 1)
		judgeSwaps(t, dir, files, r.done)
		if text, err := os.ReadFile(outside); err != nil || string(text) != podBefore {
			t.Errorf("the file outside holds %q, %v", text, err)
		}
	}
	t.Logf("%d runs over %d files: %d files changed, removed or replaced meanwhile, %d runs met one between renames; %d runs refused; none torn, none lost, none left over", rounds, files, r.swapped, r.between, r.refused)
	if tooFew() {
		t.Error("too few files were changed in time")
	}
}

// swapping is what TestSwaps does in every round.
type swapping struct {
	program, work, dir string
	files              int
	random             *rand.Rand
	takes              time.Duration
	done               map[int]swap // in this round
	next               int          // of swaps

	swapped, between, refused int
}

// run runs the program, and changes files meanwhile.
func (r *swapping) run(t *testing.T, late bool) {
	t.Helper()
	r.done = map[int]swap{}
	var said bytes.Buffer
	cmd := rewriteIn(r.program, r.work, "ca-central-1")
	cmd.Stderr = &said
	must(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tooLong := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	var err error
	for over := false; !over; {
		wait := time.Duration(r.random.Int63n(int64(r.takes)/2 + 1))
		if late {
			untilReplaced(filepath.Join(r.dir, podName(0)), 20*r.takes) // on a machine that has become busy meanwhile
			for i := range swaps {
				r.swap(t, r.files-1-i)
			}
			late, wait = false, r.takes
		}
		select {
		case err = <-ended:
			over = true
		case <-time.After(wait):
			r.swap(t, r.random.Intn(r.files))
		}
	}
	if !tooLong.Stop() {
		t.Fatalf("the run does not end; done to its files: %v", r.done)
	}
	r.swapped += len(r.done)
	if bytes.Contains(said.Bytes(), []byte("files were written before")) {
		r.between++
	}
	if status := (*exec.ExitError)(nil); errors.As(err, &status) {
		if r.refused++; status.ExitCode() != exit.CodeFailed || said.Len() == 0 {
			t.Errorf("exit code %d, it says %q", status.ExitCode(), &said)
		}
	}
}

// swap does the next thing to a file to which nothing was done.
func (r *swapping) swap(t *testing.T, i int) {
	t.Helper()
	if _, again := r.done[i]; again {
		return
	}
	s := swaps[r.next%len(swaps)]
	r.next++
	must(t, s.do(filepath.Join(r.dir, podName(i))))
	r.done[i] = s
}

// judgeSwaps holds every file to be old or new and whole, or what somebody made of it.
func judgeSwaps(t *testing.T, dir string, files int, done map[int]swap) {
	t.Helper()
	for i := range files {
		path := filepath.Join(dir, podName(i))
		kept, name := holdsPod, "nothing"
		if s, swapped := done[i]; swapped {
			kept, name = s.kept, s.name
		}
		if !kept(path) {
			text, err := os.ReadFile(path)
			t.Errorf("%s after %s: %q, %v", path, name, text, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".ecrcache-*")); err != nil || len(left) > 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}
