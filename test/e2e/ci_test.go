package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestCI runs the commands of the jobs for GitHub Actions and GitLab CI, but for
// those that install programs, as their runners do: the images go through the
// cache, and a job in which the rewriting is left out fails.
func TestCI(t *testing.T) {
	for name, commands := range map[string]func(*testing.T, string) []string{
		"GitHub Actions": githubCommands,
		"GitLab CI":      gitlabCommands,
	} {
		t.Run(name, func(t *testing.T) {
			folder := example(t, "ci")
			all := commands(t, folder)
			if got := runJob(t, folder, all); got.code != 0 {
				t.Fatalf("exit code %d\n%s", got.code, got.stderr)
			}
			rendered := files(t, folder)["rendered.yaml"]
			if !strings.Contains(rendered, "image: 123456789012.dkr.ecr.") || strings.Contains(rendered, "image: ghcr.io") {
				t.Errorf("rendered:\n%s", rendered)
			}
			if !strings.Contains(files(t, folder)["images.csv"], ",cached,true,") {
				t.Error("images.csv does not say that the image is cached")
			}
			for i := range all {
				all[i] = strings.ReplaceAll(all[i], "ecrcache rewrite", "cat")
			}
			if got := runJob(t, folder, all); got.code == 0 {
				t.Error("the job passes without the rewriting")
			}
		})
	}
}

// runJob runs the commands one after the other until one fails.
func runJob(t *testing.T, folder string, commands []string) outcome {
	t.Helper()
	var last outcome
	for _, command := range commands {
		if last = run(t, folder, "bash", "-e", "-c", command); last.code != 0 {
			break
		}
	}
	return last
}

func githubCommands(t *testing.T, folder string) []string {
	t.Helper()
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct{ Name, Run string }
		}
	}
	read(t, filepath.Join(folder, ".github/workflows/images.yaml"), &workflow)
	var commands []string
	for _, step := range workflow.Jobs["render"].Steps {
		if step.Run != "" && step.Name != "install" {
			commands = append(commands, step.Run)
		}
	}
	return commands
}

func gitlabCommands(t *testing.T, folder string) []string {
	t.Helper()
	var pipeline map[string]struct{ Script []string }
	read(t, filepath.Join(folder, ".gitlab-ci.yml"), &pipeline)
	return pipeline["render"].Script
}

// TestPreCommit runs the hooks as pre-commit does: the entry, with the files.
func TestPreCommit(t *testing.T) {
	var hooks []struct{ ID, Entry, Language string }
	read(t, "../../.pre-commit-hooks.yaml", &hooks)
	entry := map[string]string{}
	for _, h := range hooks {
		entry[h.ID] = h.Entry
	}
	var used struct {
		Repos []struct{ Hooks []struct{ ID string } }
	}
	folder := example(t, "ci")
	read(t, filepath.Join(folder, ".pre-commit-config.yaml"), &used)
	if id := used.Repos[0].Hooks[0].ID; entry[id] == "" {
		t.Errorf("the example uses the hook %s, which is none", id)
	}
	const file = "deploy/base/shop.yaml"
	hook := func(id string) outcome { return run(t, folder, "bash", "-c", entry[id]+" "+file) }
	if got := hook("ecrcache-check"); got.code != 1 {
		t.Errorf("the check of a file with an upstream's image: exit code %d", got.code)
	}
	run(t, folder, "bash", "-c", entry["ecrcache-verify"]).done(t) // without the files
	hook("ecrcache-rewrite").done(t)
	if text := files(t, folder)[file]; !strings.Contains(text, "image: 123456789012.dkr.ecr.") {
		t.Errorf("%s:\n%s", file, text)
	}
	hook("ecrcache-check").done(t)
}

// TestPreCommitReads: pre-commit itself takes the hooks and the example.
func TestPreCommitReads(t *testing.T) {
	needPreCommit(t)
	t.Setenv("PRE_COMMIT_HOME", t.TempDir())
	run(t, "../..", "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml").done(t)
	run(t, "../../examples/ci", "pre-commit", "validate-config", ".pre-commit-config.yaml").done(t)
}

// TestPreCommitRuns: pre-commit builds the hooks of a clone, and runs those of the example. A commit
// with an image of an upstream fails, with the file rewritten; the next one passes.
func TestPreCommitRuns(t *testing.T) {
	needPreCommit(t)
	hooks := clone(t)
	t.Setenv("PRE_COMMIT_HOME", t.TempDir())
	t.Setenv("GOMODCACHE", strings.TrimSpace(run(t, hooks, "go", "env", "GOMODCACHE").done(t))) // pre-commit sets GOPATH
	folder := example(t, "ci")
	config := files(t, folder)[".pre-commit-config.yaml"]
	config = strings.Replace(config, "https://github.com/amerintlxperts/ecrcache", hooks, 1)
	config = strings.Replace(config, "rev: v0.1.0", "rev: "+strings.TrimSpace(run(t, hooks, "git", "rev-parse", "HEAD").done(t)), 1)
	write(t, folder, ".pre-commit-config.yaml", config)
	for _, args := range [][]string{{"init", "--quiet"}, {"add", "--all"}} {
		run(t, folder, "git", args...).done(t)
	}
	if got := run(t, folder, "pre-commit", "run", "--all-files"); got.code != 1 || !strings.Contains(got.stdout, "files were modified by this hook") {
		t.Fatalf("exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if text := files(t, folder)["deploy/base/shop.yaml"]; !strings.Contains(text, "image: 123456789012.dkr.ecr.") {
		t.Errorf("%s", text)
	}
	run(t, folder, "git", "add", "--all").done(t)
	run(t, folder, "pre-commit", "run", "--all-files").done(t)
}

// read reads a YAML file.
func read(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
