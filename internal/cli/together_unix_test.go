//go:build unix

package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// TestTogether runs the program twice at once on the same files. Runs for one Region
// both succeed. Of runs for two, every file is old or as one of them would have it,
// and who did not write says so. Nothing is left beside the files.
func TestTogether(t *testing.T) {
	work := t.TempDir()
	program, dir := copyOfProgram(t, work), filepath.Join(work, "deploy")
	var both, refused, torn, left int
	rounds, files := faults(t)
	for round := range rounds {
		regions := [2]string{"ca-central-1", []string{"ca-central-1", "eu-west-1"}[round%2]}
		plantPods(t, dir, files)
		var runs [2]*exec.Cmd
		var said [2]strings.Builder
		for i, region := range regions {
			runs[i] = rewriteIn(program, work, region)
			runs[i].Stderr = &said[i]
			must(t, runs[i].Start())
		}
		written := 0
		for i := range runs {
			if writtenOrRefused(t, runs[i].Wait(), said[i].String()) {
				written++
			}
		}
		switch {
		case written == 2:
			both++
		case written == 1 && regions[0] != regions[1]:
			refused++
		default:
			t.Errorf("%d of two runs for %v have written", written, regions)
		}
		torn, left = torn+oldOrOf(t, dir, files, regions), left+unfinished(t, dir)
	}
	t.Logf("%d times two runs at once over %d files: in %d both succeeded, in %d one was refused; %d files torn, %d unfinished files left", both+refused, files, both, refused, torn, left)
	if torn+left > 0 {
		t.Error("a file is torn, or left beside the others")
	}
}

// writtenOrRefused reports whether a run has written. It may only fail because the
// other was faster.
func writtenOrRefused(t *testing.T, err error, said string) bool {
	t.Helper()
	var status *exec.ExitError
	if !errors.As(err, &status) {
		must(t, err)
		return true
	}
	if status.ExitCode() != exit.CodeFailed || !regexp.MustCompile(`(?m)^ecrcache: error: deploy/\d+\.yaml: somebody changed the file meanwhile; run again; `).MatchString(said) {
		t.Errorf("exit code %d, it says %q", status.ExitCode(), said)
	}
	return false
}

// oldOrOf counts the manifests that are neither a pod as it was, nor as it is for one
// of the Regions.
func oldOrOf(t *testing.T, dir string, files int, regions [2]string) (torn int) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	must(t, err)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		must(t, err)
		second := strings.Replace(podAfter, regions[0], regions[1], 1)
		if string(text) != podBefore && string(text) != podAfter && string(text) != second {
			t.Errorf("%s holds %q", path, text)
			torn++
		}
	}
	return torn + max(0, files-len(paths))
}

// unfinished counts what is in a directory beside manifests.
func unfinished(t *testing.T, dir string) (n int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".yaml") {
			n++
		}
	}
	return n
}
