package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// An action is what the tests read of action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			ID, If, Run string
			Env         map[string]string
			Directory   string `yaml:"working-directory"`
		}
	}
}

// A job runs an action as a runner of GitHub does.
type job struct {
	folder      string // the checkout
	with        map[string]string
	system      string // RUNNER_OS
	arch        string // RUNNER_ARCH
	path        string // what the steps put on the PATH
	outputs     string
	out, errors string
	failed      bool
}

var input = regexp.MustCompile(`\$\{\{ inputs\.([a-z0-9-]+) \}\}`)

// do runs the steps: inputs as variables, each script with bash as `shell: bash` calls it, files
// for the outputs and for the PATH of what comes next.
func (j *job) do(t *testing.T) {
	t.Helper()
	var a action
	read(t, "../../action.yml", &a)
	fill := func(text string) string {
		return input.ReplaceAllStringFunc(text, func(found string) string {
			name := input.FindStringSubmatch(found)[1]
			about, ok := a.Inputs[name]
			if !ok {
				t.Errorf("there is no input %s", name)
			}
			if value, ok := j.with[name]; ok {
				return value
			}
			return about.Default
		})
	}
	for name := range j.with {
		if _, ok := a.Inputs[name]; !ok {
			t.Errorf("there is no input %s", name)
		}
	}
	temp := t.TempDir()
	paths, outputs := filepath.Join(temp, "path"), filepath.Join(temp, "outputs")
	write(t, temp, "path", "")
	write(t, temp, "outputs", "")
	for _, step := range a.Runs.Steps {
		if step.If != "" && step.If != "${{ inputs.check == 'true' }}" {
			t.Fatalf("a step depends on %s, which this test does not know", step.If)
		}
		if step.If != "" && fill("${{ inputs.check }}") != "true" {
			continue
		}
		write(t, temp, "script", step.Run)
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", filepath.Join(temp, "script"))
		cmd.Dir = filepath.Join(j.folder, fill(step.Directory))
		cmd.Env = append(os.Environ(), "RUNNER_OS="+j.system, "RUNNER_ARCH="+j.arch, "RUNNER_TEMP="+temp,
			"GITHUB_PATH="+paths, "GITHUB_OUTPUT="+outputs, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1",
			"PATH="+strings.TrimSpace(readText(t, paths))+string(os.PathListSeparator)+"/usr/bin:/bin")
		for name, value := range step.Env {
			cmd.Env = append(cmd.Env, name+"="+fill(value))
		}
		var out, errors strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errors
		err := cmd.Run()
		j.out, j.errors = j.out+out.String(), j.errors+errors.String()
		if err != nil {
			j.failed = true
			break
		}
	}
	j.path, j.outputs = strings.TrimSpace(readText(t, paths)), readText(t, outputs)
}

// here is this system in the words of GitHub's runners.
func here(t *testing.T) (system, arch string) {
	t.Helper()
	system = map[string]string{"linux": "Linux", "darwin": "macOS"}[runtime.GOOS]
	arch = map[string]string{"amd64": "X64", "arm64": "ARM64"}[runtime.GOARCH]
	if system == "" || arch == "" {
		t.Skipf("no release for %s on %s that a shell of this system unpacks", runtime.GOOS, runtime.GOARCH)
	}
	return system, arch
}

// newJob is a job in the example, with the releases of a server on this machine that has the folder.
func newJob(t *testing.T, published string, with map[string]string) *job {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix("/"+tag+"/", http.FileServer(http.Dir(published))))
	t.Cleanup(server.Close)
	system, arch := here(t)
	all := map[string]string{"releases": server.URL}
	for name, value := range with {
		all[name] = value
	}
	return &job{folder: example(t, "ci"), with: all, system: system, arch: arch}
}

// TestAction: the action of the example's job fails where an image passes the cache, says where as
// GitHub shows it in a pull request, and passes once the file is rewritten.
func TestAction(t *testing.T) {
	published, _ := releaseFolder(t)
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct {
				Uses string
				With map[string]string
			}
		}
	}
	read(t, "../../examples/ci/.github/workflows/check.yaml", &workflow)
	steps := workflow.Jobs["check"].Steps
	with := steps[len(steps)-1].With

	j := newJob(t, published, with)
	j.do(t)
	if !j.failed {
		t.Error("the job passes with an image of an upstream")
	}
	holds(t, j.out, "::error file=deploy/base/shop.yaml,line=14,")
	holds(t, j.outputs, "version=ecrcache "+tag, "directory="+j.path)
	for _, program := range []string{"ecrcache", "ecrcache-aws"} {
		if _, err := exec.LookPath(filepath.Join(j.path, program)); err != nil {
			t.Error(err)
		}
	}
	run(t, j.folder, "ecrcache", "rewrite", "deploy").done(t)
	clean := newJob(t, published, with)
	clean.folder = j.folder
	if clean.do(t); clean.failed {
		t.Errorf("the job fails where all is rewritten:\n%s%s", clean.out, clean.errors)
	}
}

// TestActionInputs: what each input does.
func TestActionInputs(t *testing.T) {
	published, archive := releaseFolder(t)
	for name, test := range map[string]struct {
		with   map[string]string
		failed bool
		out    string // on standard output
		file   string // holds the findings
	}{
		"installs only":      {with: map[string]string{"check": "false"}},
		"the right checksum": {with: map[string]string{"check": "false", "sha256": sumOf(t, archive)}},
		"text":               {with: map[string]string{"format": "text"}, failed: true, out: "deploy/base/shop.yaml:14: "},
		"a file":             {with: map[string]string{"format": "sarif", "output": "ecrcache.sarif"}, failed: true, file: "ecrcache.sarif"},
		"a directory":        {with: map[string]string{"working-directory": "deploy", "format": "text"}, failed: true, out: "base/shop.yaml:14: "},
		"two paths":          {with: map[string]string{"path": "deploy/base/kustomization.yaml\ndeploy/base/shop.yaml\n"}, failed: true, out: "shop.yaml"},
		"one clean path":     {with: map[string]string{"path": "deploy/base/kustomization.yaml"}},
		"a configuration":    {with: map[string]string{"config": "no such file.yaml"}, failed: true},
		"two arguments":      {with: map[string]string{"args": "--account-id 210987654321\n --restore"}},
	} {
		t.Run(name, func(t *testing.T) {
			j := newJob(t, published, test.with)
			j.do(t)
			if j.failed != test.failed {
				t.Errorf("failed: %v, want %v\n%s%s", j.failed, test.failed, j.out, j.errors)
			}
			holds(t, j.out, test.out)
			if test.file != "" {
				holds(t, files(t, j.folder)[test.file], "deploy/base/shop.yaml")
			}
			if test.with["config"] != "" {
				holds(t, j.errors, "no such file.yaml")
			}
		})
	}
}

// TestActionRefuses: nothing gets on the PATH that is not the release.
func TestActionRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		with map[string]string
		sums string // in place of the release's
		says string
	}{
		"another archive":       {sums: strings.Repeat("f", 64) + "  ARCHIVE\n", says: "should have ffff"},
		"no checksum":           {sums: strings.Repeat("f", 64) + "  ecrcache_0.1.0_plan9_amd64.tar.gz\n", says: "should have one in checksums.txt"},
		"the user's checksum":   {with: map[string]string{"sha256": strings.Repeat("e", 64)}, says: "should have eeee"},
		"no such release":       {with: map[string]string{"version": "v9.9.9"}, says: "cannot be downloaded"},
		"no tag":                {with: map[string]string{"version": "latest"}, says: "want the tag of a release"},
		"a command for version": {with: map[string]string{"version": "$(touch touched)"}, says: "want the tag of a release"},
	} {
		t.Run(name, func(t *testing.T) {
			published, archive := releaseFolder(t)
			if test.sums != "" {
				write(t, published, "checksums.txt", strings.ReplaceAll(test.sums, "ARCHIVE", filepath.Base(archive)))
			}
			j := newJob(t, published, test.with)
			j.do(t)
			if !j.failed || j.path != "" {
				t.Errorf("failed: %v, on the PATH: %q", j.failed, j.path)
			}
			holds(t, j.out, "::error title=ecrcache::", test.says)
		})
	}
}

// TestActionSystems: the archive of the runner's system is asked for.
func TestActionSystems(t *testing.T) {
	for _, test := range []struct{ system, arch, want string }{
		{"Linux", "X64", "linux/amd64"},
		{"Linux", "ARM64", "linux/arm64"},
		{"macOS", "X64", "darwin/amd64"},
		{"macOS", "ARM64", "darwin/arm64"},
		{"Windows", "X64", "windows/amd64"},
		{"Windows", "ARM64", "windows/arm64"},
		{"Linux", "ARM", ""},
		{"Plan9", "X64", ""},
	} {
		var asked []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Path)
			http.NotFound(w, r)
		}))
		j := &job{folder: t.TempDir(), with: map[string]string{"releases": server.URL}, system: test.system, arch: test.arch}
		j.do(t)
		server.Close()
		var want []string
		if system, arch, ok := strings.Cut(test.want, "/"); ok {
			want = []string{"/" + tag + "/" + archiveName(t, tag, system, arch)}
		}
		if !slices.Equal(asked, want) || !j.failed {
			t.Errorf("%s on %s: asked for %q, want %q", test.system, test.arch, asked, want)
		}
	}
}

// TestActionHostile: no input is run.
func TestActionHostile(t *testing.T) {
	published, _ := releaseFolder(t)
	hostile := "$(touch touched) `touch touched`; touch touched\n\"; touch touched; \"\n* && touch touched"
	for _, name := range []string{"path", "config", "args", "format", "sha256"} {
		j := newJob(t, published, map[string]string{name: hostile})
		j.do(t)
		if !j.failed {
			t.Errorf("%s: a hostile value passes", name)
		}
		for path := range files(t, j.folder) {
			if filepath.Base(path) == "touched" {
				t.Errorf("%s is run", name)
			}
		}
	}
}
