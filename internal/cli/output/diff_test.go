package output

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/tool"
)

// A file before and after a change.
const (
	before = "kind: Pod\nspec: {containers: [{image: ghcr.io/amerintlxperts/shop:v1}]}\n"
	after  = "kind: Pod\nspec: {containers: [{image: ecr.example/ghcr/amerintlxperts/shop:v1}]}\n"
)

// FuzzDiff: the diff of two texts turns the first into the second.
func FuzzDiff(f *testing.F) {
	for _, seed := range [][2]string{
		{"", "a\n"},
		{"a\n", ""},
		{"a", "a\n"},
		{"a\nb\nc\n", "a\nc\n"},
		{"a\r\nb\r\n", "a\r\nc\r\n"},
		{before, after},
		{strings.Repeat("x\n", 20) + "a\n" + strings.Repeat("x\n", 20), strings.Repeat("x\n", 20) + "b\n" + strings.Repeat("x\n", 20)},
		{"-- a\n", "++ b\n"},
		{"\\ No newline at end of file\n", "\x00\xff"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, old, new string) {
		out := Diff("pod.yaml", []byte(old), []byte(new))
		if len(out) == 0 {
			if old != new {
				t.Errorf("no diff between %q and %q", old, new)
			}
			return
		}
		got, err := patched(old, string(out))
		if err != nil || got != new {
			t.Errorf("%q becomes %q, %v; want %q, by\n%s", old, got, err, new, out)
		}
	})
}

// patched applies a unified diff of one file, to the line
// (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html).
func patched(old, diff string) (string, error) {
	lines := strings.SplitAfter(diff, "\n")
	if len(lines) < 4 || lines[0] != "diff a/pod.yaml b/pod.yaml\n" || lines[1] != "--- a/pod.yaml\n" || lines[2] != "+++ b/pod.yaml\n" {
		return "", fmt.Errorf("the head is %q", lines[:min(3, len(lines))])
	}
	p := patch{rest: strings.SplitAfter(old, "\n")}
	for lines = lines[3:]; len(lines) > 0 && lines[0] != ""; {
		used, err := p.hunk(lines)
		if err != nil {
			return "", err
		}
		lines = lines[used:]
	}
	return p.made.String() + strings.Join(p.rest, ""), nil
}

// A patch is a text on its way: what was made of it, and the lines that are left.
type patch struct {
	made strings.Builder
	rest []string
	line int // how many lines were taken
}

// hunk applies one part of a diff, and tells of how many lines it is.
func (p *patch) hunk(lines []string) (used int, err error) {
	var from, old, to, new int
	if _, err := fmt.Sscanf(lines[0], "@@ -%d,%d +%d,%d @@\n", &from, &old, &to, &new); err != nil {
		return 0, fmt.Errorf("the hunk begins with %q: %w", lines[0], err)
	}
	if old == 0 {
		from++ // nothing is taken, so the line is the one before
	}
	for p.line+1 < from && len(p.rest) > 0 {
		p.made.WriteString(p.take())
	}
	for used = 1; old > 0 || new > 0; used++ {
		if used >= len(lines) {
			return 0, fmt.Errorf("the hunk ends %d, %d lines early", old, new)
		}
		text := lines[used]
		if used+1 < len(lines) && lines[used+1] == "\\ No newline at end of file\n" {
			text = strings.TrimSuffix(text, "\n")
		}
		if text == "" || strings.IndexByte(" +-", text[0]) < 0 {
			return 0, fmt.Errorf("a line of the hunk is %q", text)
		}
		if text[0] != '+' {
			if old--; len(p.rest) == 0 || p.take() != text[1:] {
				return 0, fmt.Errorf("the line %q is not there", text[1:])
			}
		}
		if text[0] != '-' {
			new--
			p.made.WriteString(text[1:])
		}
		if used+1 < len(lines) && lines[used+1] == "\\ No newline at end of file\n" {
			used++
		}
	}
	return used, nil
}

func (p *patch) take() string {
	line := p.rest[0]
	p.rest = p.rest[1:]
	p.line++
	return line
}

// TestDiffNames: whatever a file is called, git and patch find it by the diff, and no
// name puts a line into the diff.
func TestDiffNames(t *testing.T) {
	for _, apply := range [][]string{{"git", "apply"}, {"patch", "-p1", "--batch"}} {
		t.Run(apply[0], func(t *testing.T) {
			tool.Path(t, apply[0])
			for _, name := range []string{"pod.yaml", "a pod.yaml", "ünï.yaml", `q"uote.yaml`, `b\a.yaml`, "t\tab.yaml", "\x7f.yaml", "x\n+++ b/other.yaml"} {
				dir := t.TempDir()
				path := filepath.Join(dir, filepath.FromSlash(name))
				if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(before), 0o644)); err != nil {
					t.Fatal(err)
				}
				cmd := exec.Command(apply[0], apply[1:]...)
				cmd.Dir, cmd.Stdin = dir, bytes.NewReader(Diff(name, []byte(before), []byte(after)))
				out, err := cmd.CombinedOutput()
				if text, _ := os.ReadFile(path); string(text) != after {
					t.Errorf("%s does not change %q: %s, %v", apply[0], name, out, err)
				}
			}
		})
	}
}
