//go:build unix

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// tricksSaid is what a user hears of them: what is no file, and the links that lead out.
var tricksSaid = regexp.MustCompile(`^(ecrcache: warning: 6 × skipped: a symbolic link out of the directory: deploy/file\.yaml, deploy/out, deploy/password\.yaml, and 3 more; -v lists them, with what to do about each\n|` +
	`ecrcache: warning: deploy/pipe\.yaml: skipped: not a regular file\n){2}ecrcache: 3 image references rewritten in 3 of 3 items, 7 skipped\n$`)

// TestTricks gives a directory with what is to lead out of it, to hold the program up,
// or to write on the terminal: only the manifests in it are rewritten.
func TestTricks(t *testing.T) {
	work := t.TempDir()
	program, dir := copyOfProgram(t, work), filepath.Join(work, "deploy")
	outside := filepath.Join(work, "outside")
	must(t, os.MkdirAll(filepath.Join(dir, "directory.yaml"), 0o755))
	must(t, os.Mkdir(outside, 0o755))
	for _, path := range []string{"outside/pod.yaml", "deploy/pod.yaml", "deploy/\x1b[2J\n\u009b1m.yaml", "deploy/directory.yaml/--help.yaml"} {
		must(t, os.WriteFile(filepath.Join(work, path), []byte(podBefore), 0o644))
	}
	for link, to := range map[string]string{
		"loop": ".", "up": "..", "out": outside, "file.yaml": outside + "/pod.yaml", "relative.yaml": "../outside/pod.yaml",
		"itself.yaml": "itself.yaml", "dangling.yaml": "nowhere", "password.yaml": "/etc/passwd", "zero.yaml": "/dev/zero",
	} {
		must(t, os.Symlink(to, filepath.Join(dir, link)))
	}
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o644))

	cmd := rewriteIn(program, work, "ca-central-1")
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	var said strings.Builder
	cmd.Stderr = &said
	named, err := cmd.Output()
	want := "deploy/\\x1b[2J \\u009b1m.yaml\ndeploy/directory.yaml/--help.yaml\ndeploy/pod.yaml\n"
	if err != nil || string(named) != want {
		t.Errorf("%v, it names\n%swant\n%sand says\n%s", err, named, want, said.String())
	}
	if !tricksSaid.MatchString(said.String()) {
		t.Errorf("it says\n%s", said.String())
	}
	if text, err := os.ReadFile(filepath.Join(outside, "pod.yaml")); err != nil || string(text) != podBefore {
		t.Errorf("outside is now %q, %v", text, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 13 {
		t.Errorf("the directory holds %v, %v", entries, err)
	}
}

// TestPipedConfiguration: a configuration in a pipe is read once, by verbs that look for those below a directory, too.
func TestPipedConfiguration(t *testing.T) {
	for _, args := range [][]string{{"generate"}, {"generate", "--renovate"}, {"config"}, {"doctor"}} {
		t.Chdir(t.TempDir())
		must(t, syscall.Mkfifo("pipe", 0o600))
		go func() {
			if w, err := os.OpenFile("pipe", os.O_WRONLY, 0); err == nil {
				_, _ = w.WriteString(secretConfig)
				w.Close()
			}
		}()
		var stdout, stderr bytes.Buffer
		Main(Build{}, append(args, "--config", "pipe"), strings.NewReader(""), &stdout, &stderr)
		if strings.Contains(stderr.String(), "config is empty") || stdout.Len()+stderr.Len() == 0 {
			t.Errorf("%q: %s", args, stderr.String())
		}
	}
}
