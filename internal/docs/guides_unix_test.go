//go:build unix

package docs

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

// guides are the pages whose commands are run in the order of the page.
var guides = []string{"README.md", "docs/start/*.md", "docs/fleet.md", "docs/configurations.md"}

// examples are the guides that are about an example, and are run in a copy of it.
var examples = map[string]string{"docs/fleet.md": "examples/fleet"}

// run is the number of commands that the guides must have at least.
const run = 30

func TestMain(m *testing.M) {
	program := func() { os.Exit(cli.Main(cli.Build{}, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
	testscript.Main(m, map[string]func(){"ecrcache": program})
}

// TestGuides does what the guides say, and wants to see what they show. A block of YAML or
// HCL whose first line is a comment with a path, and nothing else, is a file.
func TestGuides(t *testing.T) {
	all, ran := pages(t), 0
	for page, text := range all {
		if !isGuide(page) {
			continue
		}
		t.Run(page, func(t *testing.T) {
			folder := t.TempDir()
			if example, has := examples[page]; has {
				must(t, os.CopyFS(folder, os.DirFS(filepath.Join(root, example))))
			}
			blocks, _ := fences(text)
			for _, block := range blocks {
				switch block.language {
				case "yaml", "hcl", "json":
					save(t, folder, block.text)
				case "console":
					ran += follow(t, folder, block)
				}
			}
		})
	}
	if ran < run {
		t.Errorf("only %d commands were run", ran)
	}
}

func isGuide(page string) bool {
	for _, pattern := range guides {
		if match, _ := path.Match(pattern, page); match {
			return true
		}
	}
	return false
}

// named is the first line of a block that is a file.
var named = regexp.MustCompile(`^# ([\w.-]+(?:/[\w.-]+)*\.(?:yaml|tf))\n`)

// save writes a block that is a file.
func save(t *testing.T, folder, text string) {
	t.Helper()
	m := named.FindStringSubmatch(text)
	if m == nil {
		return
	}
	name := filepath.Join(folder, m[1])
	must(t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(t, os.WriteFile(name, []byte(strings.TrimPrefix(text, m[0])), 0o644))
}

// follow runs the commands of a block, and counts them. Each must succeed; one that is shown
// failing says so with || echo.
func follow(t *testing.T, folder string, block fence) int {
	t.Helper()
	parts := strings.Split("\n"+block.text, "\n$ ")
	if parts[0] != "" {
		t.Errorf("line %d: a console block begins with a command", block.line)
	}
	for _, part := range parts[1:] {
		command, want, _ := strings.Cut(part, "\n")
		shell := exec.Command("sh", "-c", "set -e; exec 2>&1; "+command)
		shell.Dir = folder
		shell.Env = append(os.Environ(), "NO_COLOR=1")
		got, err := shell.Output()
		if err != nil {
			t.Fatalf("line %d: %s: %v\n%s", block.line, command, err, got)
		}
		if diff := cmp.Diff(strings.TrimSuffix(want, "\n"), strings.TrimSuffix(string(got), "\n")); diff != "" {
			t.Errorf("line %d: %s (-shown +printed):\n%s", block.line, command, diff)
		}
	}
	return len(parts) - 1
}

// TestFirstLook runs what the README says of a first look, on an example: it must succeed, but for
// the check, which must fail, and change no manifest.
func TestFirstLook(t *testing.T) {
	_, section, _ := strings.Cut(pages(t)["README.md"], "## A first look at your repository\n")
	blocks, _ := fences(section)
	folder := t.TempDir()
	must(t, os.CopyFS(filepath.Join(folder, "deploy"), os.DirFS(filepath.Join(root, "examples/ci/deploy"))))
	printed := follow(t, folder, fence{text: "$ cp -r deploy before\n"})
	for line := range strings.Lines(blocks[0].text) {
		shell := exec.Command("sh", "-c", line)
		shell.Dir = folder
		got, err := shell.CombinedOutput()
		if fails := strings.HasPrefix(line, "ecrcache check"); (err != nil) != fails {
			t.Errorf("%s: %v\n%s", line, err, got)
		}
		if strings.Contains(string(got), "/ghcr/amerintlxperts/shop-web:7e03c5a") {
			printed++
		}
	}
	if printed != 2 {
		t.Errorf("%d commands of\n%s show the image in the cache, want one", printed-1, blocks[0].text)
	}
	follow(t, folder, fence{text: "$ diff -r before deploy\n$ test -f ecrcache.yaml\n"})
}

// needs is what is above a block that no test can run.
var needs = regexp.MustCompile(`^<!-- needs [A-Za-z].* -->$`)

// foreign are programs that a page may show and no test has, but for kubectl, which test/e2e has.
var foreign = regexp.MustCompile(`(?m)(?:^|\| |&& |\$\()(aws|cosign|crossplane|docker|flux|goreleaser|kubectl|sops|terraform) `)

// TestCommandsThatNeedMore: a block of commands without output says above it what it needs: in a
// guide always, because those with output are run, and elsewhere where it needs such a program.
func TestCommandsThatNeedMore(t *testing.T) {
	seen := 0
	for page, text := range pages(t) {
		guide := strings.HasPrefix(page, "docs/start/") || page == "docs/fleet.md"
		blocks, _ := fences(text)
		for _, block := range blocks {
			if block.language != "sh" && block.language != "bash" || !guide && !foreign.MatchString(block.text) {
				continue
			}
			if seen++; !needs.MatchString(block.above) {
				t.Errorf("%s:%d: commands that no test runs: write above them what they need, such as <!-- needs AWS -->", page, block.line)
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d blocks were found", seen)
	}
}
