package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"golang.org/x/sys/unix"
)

// traced are the system calls by which files are listed, read, made and replaced, and the
// errors that each can give.
var traced = map[string][]string{
	"openat": {"EACCES", "EIO", "EMFILE", "ENOSPC"}, "llistxattr": {"EIO", "ENOTSUP"}, "getdents64": {"EIO"}, "newfstatat": {"EIO"}, "fstat": {"EIO"}, "read": {"EIO"}, "pread64": {"EIO"},
	"write": {"ENOSPC", "EIO", "EDQUOT"}, "fsync": {"EIO", "ENOSPC"}, "fchmod": {"EPERM", "EIO"}, "fchown": {"EPERM"}, "renameat2": {"EIO", "EACCES", "EXDEV", "ENOSPC", "EINVAL"},
	"lgetxattr": {"EIO"}, "lsetxattr": {"ENOSPC", "EPERM", "EIO"}, "mkdirat": {"EACCES", "EIO", "ENOSPC", "EROFS"}, "linkat": {"EIO", "EXDEV"}, "unlinkat": {"EIO"}, "close": {"EIO"},
	"statx": {"EIO", "ENOSYS", "EACCES"}, "copy_file_range": {"EIO", "ENOSPC"}, "readlinkat": {"EIO"}, "faccessat2": {"EACCES"}, "getcwd": {"ENOENT"},
}

// signals come at each of the calls as well.
var signals = []string{"SIGKILL", "SIGTERM", "SIGINT"}

// tracedFiles is how many files a rewriting run is over.
const tracedFiles = 4

// A tracedRun is a command line that writes files, in a tree of files.
type tracedRun struct {
	name, args string
	files      map[string]string
	// reads says that the tree stays as it is: what is written is in the temporary directory, which
	// no later run looks into.
	reads bool
}

// tracedRuns are command lines of every verb that writes files.
var tracedRuns = []tracedRun{
	{name: "rewrite", args: "rewrite OF deploy", files: pods(tracedFiles, podBefore)},
	{name: "restore", args: "rewrite OF --restore deploy", files: pods(2, podAfter)},
	{name: "add setters", args: "setters add deploy", files: map[string]string{
		"ecrcache.yaml": generated("flux: {namespace: flux-system}"), "deploy/kustomization.yaml": "images:\n- name: ghcr.io/amerintlxperts/shop\n  newTag: v1.0.0\n",
	}},
	{name: "remove setters", args: "setters remove deploy", files: map[string]string{
		"deploy/pod.yaml": "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: " + podCached + ` # {"$imagepolicy": "flux-system:shop"}` + "\n",
	}},
	{name: "new baseline", args: "check OF --baseline known.yaml --update-baseline deploy", files: pods(1, podBefore)},
	{name: "old baseline", args: "check OF --baseline known.yaml --update-baseline deploy", files: map[string]string{
		"deploy/pod.yaml": podAfter, "known.yaml": "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: Baseline\nfindings:\n- {code: gone, file: deploy/pod.yaml, image: a}\n",
	}},
	{name: "linked baseline", args: "check OF --baseline known.yaml --update-baseline deploy", files: map[string]string{
		"deploy/pod.yaml": podBefore, "known.yaml": "-> elsewhere/known.yaml", "elsewhere/known.yaml": "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: Baseline\nfindings: []\n",
	}},
	{name: "generate", args: "generate --out cache --by-folder", files: map[string]string{"ecrcache.yaml": generated("infrastructure: {}")}},
	{name: "generate for images", args: "generate --out cache --images deploy kustomize", files: map[string]string{
		"ecrcache.yaml": generated("kustomize: {transformers: true}"), "deploy/pod.yaml": podBefore,
	}},
	{name: "generate for two", args: "generate --out cache", files: map[string]string{
		"a/ecrcache.yaml": generated("infrastructure: {}"), "b/ecrcache.yaml": generated("infrastructure: {}"),
	}},
	{name: "init", args: "init OF"},
	{name: "verify", args: "verify OF --kustomize ./builder", reads: true, files: map[string]string{
		".git/HEAD": "ref: refs/heads/main\n", "builder": "#!/bin/sh\ncat \"$2/pod.yaml\"\n", "deploy/pod.yaml": podBefore, "deploy/kustomization.yaml": "resources: [pod.yaml]\n",
	}},
	{name: "releases", args: "releases OF --helm-command ./builder", reads: true, files: map[string]string{
		".git/HEAD": "ref: refs/heads/main\n", "builder": "#!/bin/sh\nprintf '" + strings.ReplaceAll(podBefore, "\n", `\n`) + "'\n", "release.yaml": tracedRelease,
	}},
}

const (
	podCached     = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/shop:v1"
	tracedRelease = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: charts}
spec: {url: https://charts.example.com}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop}
spec: {chart: {spec: {chart: shop, sourceRef: {kind: HelmRepository, name: charts}}}}
`
)

// generated is a configuration by which something is generated.
func generated(what string) string {
	return "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: ghcr}\n" +
		"spec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  " + what + "\n"
}

func pods(n int, text string) map[string]string {
	all := map[string]string{}
	for i := range n {
		all["deploy/"+podName(i)] = text
	}
	return all
}

// TestFaultsAtSystemCalls lets system calls fail, or a signal come, one call of a run
// after the other, by strace, for each verb that writes files. No file is torn; where the run
// says that it succeeded, every file is new; only a kill and a failed removal leave unfinished
// files; the next run finishes the work and removes them. Of all that can be injected,
// ECRCACHE_FAULTS=all tries each. Without it it is every seventh of rewriting (with a number each)
// and every 97th of the others.
func TestFaultsAtSystemCalls(t *testing.T) {
	strace := straceOrSkip(t)
	program := copyOfProgram(t, t.TempDir())
	for i, run := range tracedRuns {
		t.Run(run.name, func(t *testing.T) {
			step, how := 97, os.Getenv("ECRCACHE_FAULTS")
			switch {
			case how == "all" || i == 0 && how != "":
				step = 1
			case i == 0:
				step = 7
			}
			run.injectAll(t, strace, program, step)
		})
	}
}

// injectAll injects each of so many faults.
func (r *tracedRun) injectAll(t *testing.T, strace, program string, step int) {
	p := &tracedPlace{tracedRun: r, strace: strace, program: program, work: t.TempDir()}
	calls := p.undisturbed(t)
	p.removeLeft(t)
	possible, injected, met, left := 0, 0, 0, 0
	for _, call := range slices.Sorted(maps.Keys(traced)) {
		for _, what := range append(p.errorsOf(call), signals...) {
			for at := 1; at <= calls[call]; at++ {
				if possible++; possible%step != 0 {
					continue
				}
				injected++
				happened, temps := p.inject(t, call, what, at)
				left += temps
				if happened {
					met++
				}
			}
		}
	}
	t.Logf("%d of %d faults injected, %d met; %d files after each; %d unfinished files left by kills and failed removals", injected, possible, met, len(p.after), left)
	if injected > 20 && met < injected/2 { // of few, chance may miss most
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

// errorsOf are the errors of a call. strace does not make a call that it lets fail: a pipe that stays
// open has the start of a child wait for ever, as no system does.
func (r *tracedRun) errorsOf(call string) []string {
	if r.reads && call == "close" {
		return nil
	}
	var all []string
	for _, name := range traced[call] {
		all = append(all, "error="+name)
	}
	return all
}

// A tracedPlace is where a command line runs: work holds the tree, and the temporary directory
// of the program.
type tracedPlace struct {
	*tracedRun
	strace, program, work string
	before, after         map[string]string // the texts of the files of the tree
	noted                 bool              // its files have an attribute
}

func (p *tracedPlace) tree() string      { return filepath.Join(p.work, "tree") }
func (p *tracedPlace) temporary() string { return filepath.Join(p.work, "temporary") }
func (p *tracedPlace) log() string       { return filepath.Join(p.work, "calls") }

// plant makes the tree anew.
func (p *tracedPlace) plant(t *testing.T) {
	t.Helper()
	for _, dir := range []string{p.tree(), p.temporary()} {
		must(t, os.RemoveAll(dir))
		must(t, os.Mkdir(dir, 0o755))
	}
	for name, text := range p.files {
		path := filepath.Join(p.tree(), name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		if target, isLink := strings.CutPrefix(text, "-> "); isLink {
			must(t, os.Symlink(target, path))
			continue
		}
		must(t, os.WriteFile(path, []byte(text), 0o755))
		p.noted = unix.Setxattr(path, attribute, []byte("note"), 0) == nil
	}
}

// attribute is an extended attribute of every file, where the file system has them.
const attribute = "user.note"

// lost are the files of the tree whose attribute is gone.
func (p *tracedPlace) lost() []string {
	var all []string
	for name, text := range p.files {
		path := filepath.Join(p.tree(), name)
		if _, err := os.Lstat(path); err != nil || !p.noted || strings.HasPrefix(text, "-> ") {
			continue
		}
		value := make([]byte, 8)
		if n, err := unix.Getxattr(path, attribute, value); err != nil || string(value[:n]) != "note" {
			all = append(all, name)
		}
	}
	return all
}

// command is the command line; with options, strace follows it.
func (p *tracedPlace) command(options ...string) *exec.Cmd {
	args := append([]string{p.program}, lineOf(p.args)...)
	if len(options) > 0 {
		args = append(append([]string{p.strace, "-f", "-qq", "-o", p.log()}, options...), args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env = p.tree(), append(os.Environ(), "TMPDIR="+p.temporary())
	return cmd
}

// undisturbed runs without a fault. It gives how often the run makes each of the calls.
func (p *tracedPlace) undisturbed(t *testing.T) map[string]int {
	t.Helper()
	p.plant(t)
	p.before, _ = texts(t, p.tree())
	if said, err := p.command("-e", "trace=all").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	p.after, _ = texts(t, p.tree())
	if maps.Equal(p.before, p.after) != p.reads {
		t.Fatalf("the files are now %q", p.after)
	}
	text, err := os.ReadFile(p.log())
	must(t, err)
	all := map[string]int{}
	for call := range traced {
		all[call] = len(regexp.MustCompile(`(?m)^\d+ +`+call+`\(`).FindAll(text, -1))
	}
	all["unlinkat"] = max(all["unlinkat"], 1)
	return all
}

// removeLeft runs where a run that was killed long ago has left an unfinished file beside every file.
func (p *tracedPlace) removeLeft(t *testing.T) {
	t.Helper()
	p.plant(t)
	var left []string
	for path, text := range p.after {
		if isAsIn(p.before, path, text, true) {
			continue
		}
		dir := filepath.Dir(filepath.Join(p.tree(), path))
		must(t, os.MkdirAll(dir, 0o755))
		left = append(left, filepath.Join(dir, ".ecrcache-1.tmp"))
		must(t, os.WriteFile(left[len(left)-1], []byte(text), 0o644))
	}
	p.finish(t, "unfinished files", left)
}

// texts are the texts of all files below a directory, by their paths, and the paths of what is
// left over: unfinished files and directories without a file.
func texts(t *testing.T, dir string) (all map[string]string, left []string) {
	t.Helper()
	all = map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			if within, err := os.ReadDir(path); path != dir && (err != nil || len(within) == 0) {
				left = append(left, path)
			}
		case replace.IsTemp(e.Name()):
			left = append(left, path)
		case e.Type() == fs.ModeSymlink:
			target, err := os.Readlink(path)
			must(t, err)
			all[strings.TrimPrefix(path, dir+"/")] = "-> " + target
		default:
			text, err := os.ReadFile(path)
			must(t, err)
			all[strings.TrimPrefix(path, dir+"/")] = string(text)
		}
		return nil
	}))
	return all, left
}

// inject runs the program with one fault, and judges what is left.
func (p *tracedPlace) inject(t *testing.T, call, what string, at int) (happened bool, temps int) {
	t.Helper()
	p.plant(t)
	isSignal := strings.HasPrefix(what, "SIG")
	if isSignal {
		what = "signal=" + what
	}
	name := fmt.Sprintf("%s:%s:when=%d", call, what, at)
	cmd := p.command("-e", "trace="+call, "-e", "inject="+name)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	trace, e := os.ReadFile(p.log())
	must(t, e)
	happened = bytes.Contains(trace, []byte("(INJECTED)")) || bytes.Contains(trace, []byte("--- SIG")) || bytes.Contains(trace, []byte("killed by"))
	now, left := texts(t, p.tree())
	outside, err2 := os.ReadDir(p.temporary())
	must(t, err2)
	// strace counts the calls of each thread, so a signal may come twice; the second ends
	// the program at once, as a user wants who presses Ctrl-C again.
	twice := bytes.Count(trace, []byte("--- SIG")) > 1
	removalFails := call == "unlinkat" || strings.Contains(what, "SIGKILL") || twice
	for path := range merged(p.before, p.after, now) {
		if text, there := now[path]; !isAsIn(p.before, path, text, there) && !isAsIn(p.after, path, text, there) {
			t.Errorf("%s: %s (there: %v) holds %q", name, path, there, text)
		}
	}
	written := strings.Contains(stderr.String(), "no file was written") && !maps.Equal(now, p.before)
	switch {
	case err == nil && !maps.Equal(now, p.after):
		t.Errorf("%s: it succeeds, and not every file is new", name)
	case len(left)+len(outside) > 0 && !removalFails && !(p.reads && strings.Contains(stderr.String(), p.temporary())):
		t.Errorf("%s: %q and %v are left; it says %s", name, left, outside, &stderr)
	case len(p.lost()) > 0:
		t.Errorf("%s: %q have lost an attribute", name, p.lost())
	case err != nil && !isSignal && stderr.Len() == 0 && call != "write", written:
		t.Errorf("%s: it says %q", name, &stderr)
	}
	if len(left) > 0 {
		p.finish(t, name, left)
	}
	return happened, len(left) + len(outside)
}

// isAsIn reports whether a file is as in a tree, or as there is missing.
func isAsIn(tree map[string]string, path, text string, there bool) bool {
	is, wanted := tree[path]
	return there == wanted && text == is
}

func merged(trees ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, tree := range trees {
		maps.Copy(all, tree)
	}
	return all
}

// finish runs the program once more when what a killed run has left is two hours old.
func (p *tracedPlace) finish(t *testing.T, name string, left []string) {
	t.Helper()
	before := time.Now().Add(-2 * time.Hour)
	for _, path := range left {
		must(t, os.Chtimes(path, before, before))
	}
	said, err := p.command().CombinedOutput()
	if now, left := texts(t, p.tree()); err != nil || !maps.Equal(now, p.after) || len(left) > 0 || bytes.Contains(said, []byte(".tmp")) {
		t.Errorf("%s: the next run ends with %v, and leaves %q; it says %s", name, err, left, said)
	}
}

func traceOf(strace, program, work string, options ...string) *exec.Cmd {
	cmd := exec.Command(strace, append(append([]string{"-f", "-qq"}, options...), program, "rewrite", "--account-id", "123456789012", "--region", "ca-central-1", "deploy")...)
	cmd.Dir = work
	return cmd
}
