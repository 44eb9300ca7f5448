//go:build unix

package cli

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestKills kills the program at random moments. Every file is old or new and whole;
// the next run finishes the work, takes no unfinished file for a manifest, and a later
// one removes them. ECRCACHE_FAULTS sets how often; make faults does it 200 times.
func TestKills(t *testing.T) {
	work := t.TempDir()
	program, dir := copyOfProgram(t, work), filepath.Join(work, "deploy")
	rounds, files := faults(t)
	takes := undisturbed(t, program, dir, files)
	random := rand.New(rand.NewSource(1))
	var count struct{ before, writing, renaming, after, torn, left int }
	for round := range rounds {
		plantPods(t, dir, files)
		cmd := rewriteIn(program, work, "ca-central-1")
		must(t, cmd.Start())
		if round%2 == 0 {
			time.Sleep(time.Duration(random.Int63n(int64(takes))))
		} else { // the files are renamed in a moment, which chance seldom meets
			untilReplaced(filepath.Join(dir, podName(random.Intn(files))), takes)
		}
		_ = cmd.Process.Kill() // it may be over
		_ = cmd.Wait()
		old, new, torn, temps := state(t, dir)
		count.torn += torn
		count.left += temps
		switch {
		case old > 0 && new > 0:
			count.renaming++
		case new == files:
			count.after++
		case temps > 0:
			count.writing++
		default:
			count.before++
		}
		finish(t, program, work, files, temps)
	}
	t.Logf("%d kills of a run over %d files: %d before the first new text, %d while new texts were written, %d between renames, %d behind the last; %d unfinished files left, all removed later; %d files torn",
		rounds, files, count.before, count.writing, count.renaming, count.after, count.left, count.torn)
	if count.torn > 0 || rounds >= 200 && (count.writing == 0 || count.renaming == 0) {
		t.Error("a file is torn, or no kill came at a time that matters")
	}
}

// untilReplaced waits until a file has its new text, or for so long.
func untilReplaced(path string, most time.Duration) {
	for began := time.Now(); time.Since(began) < most; time.Sleep(20 * time.Microsecond) {
		if info, err := os.Stat(path); err == nil && info.Size() != int64(len(podBefore)) {
			return
		}
	}
}

// faults is how often something is to go wrong, in a run over how many files.
func faults(t *testing.T) (rounds, files int) {
	t.Helper()
	text := os.Getenv("ECRCACHE_FAULTS")
	if text == "" {
		return 10, 40
	}
	rounds, err := strconv.Atoi(text)
	must(t, err)
	return rounds, 200
}

// undisturbed is how long a run takes, and a little more.
func undisturbed(t *testing.T, program, dir string, files int) time.Duration {
	t.Helper()
	plantPods(t, dir, files)
	began := time.Now()
	must(t, rewriteIn(program, filepath.Dir(dir), "ca-central-1").Run())
	return time.Since(began) * 11 / 10
}

func rewriteIn(program, work, region string) *exec.Cmd {
	cmd := exec.Command(program, "rewrite", "--account-id", "123456789012", "--region", region, "deploy")
	cmd.Dir = work
	return cmd
}

// plantPods makes a directory of so many pods, and nothing else.
func plantPods(t *testing.T, dir string, n int) {
	t.Helper()
	must(t, os.RemoveAll(dir))
	must(t, os.Mkdir(dir, 0o755))
	for i := range n {
		must(t, os.WriteFile(filepath.Join(dir, podName(i)), []byte(podBefore), 0o644))
	}
}

func podName(i int) string { return fmt.Sprintf("%03d.yaml", i) }

// state counts the files of a directory: those with the old text, with the new one,
// with any other, and those that are no manifests.
func state(t *testing.T, dir string) (old, new, torn, temps int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		switch {
		case !strings.HasSuffix(e.Name(), ".yaml"):
			temps++
		case string(text) == podBefore:
			old++
		case string(text) == podAfter:
			new++
		default:
			t.Errorf("%s holds %q", e.Name(), text)
			torn++
		}
	}
	return old, new, torn, temps
}

// finish runs the program again, and once more when what the killed run has left is
// two hours old.
func finish(t *testing.T, program, work string, files, temps int) {
	t.Helper()
	dir := filepath.Join(work, "deploy")
	named, err := rewriteIn(program, work, "ca-central-1").Output()
	if err != nil || strings.Contains(string(named), ".tmp") {
		t.Errorf("the next run ends with %v, and names\n%s", err, named)
	}
	if _, new, _, left := state(t, dir); new != files || left != temps {
		t.Errorf("%d of %d files are new, %d of %d unfinished ones are there", new, files, left, temps)
	}
	unfinished, err := filepath.Glob(filepath.Join(dir, ".ecrcache-*.tmp"))
	must(t, err)
	for _, path := range unfinished {
		before := time.Now().Add(-2 * time.Hour)
		must(t, os.Chtimes(path, before, before))
	}
	must(t, rewriteIn(program, work, "ca-central-1").Run())
	if _, new, _, left := state(t, dir); new != files || left > 0 {
		t.Errorf("%d of %d files are new, %d unfinished ones are there", new, files, left)
	}
}
