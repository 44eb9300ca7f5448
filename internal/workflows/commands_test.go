package workflows

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	makeTarget = regexp.MustCompile(`(?m)(?:^|\s)make ([a-z0-9-]+)`)
	script     = regexp.MustCompile(`\.ci/[a-z]+`)
	rule       = regexp.MustCompile(`(?m)^([a-z0-9-]+):`)
)

// TestCommandsExist: what a workflow runs of this repository is there.
func TestCommandsExist(t *testing.T) {
	targets := map[string]bool{}
	for _, m := range rule.FindAllStringSubmatch(text(t, "Makefile"), -1) {
		targets[m[1]] = true
	}
	seen := 0
	for _, w := range ours(t) {
		for _, s := range w.steps() {
			for _, m := range makeTarget.FindAllStringSubmatch(s.Run, -1) {
				if seen++; !targets[m[1]] {
					t.Errorf("%s: make %s: there is no such target", w.path, m[1])
				}
			}
			for _, path := range script.FindAllString(s.Run, -1) {
				if info, err := os.Stat("../../" + path); err != nil || info.Mode()&0o100 == 0 {
					t.Errorf("%s: %s is no program: %v", w.path, path, err)
				}
			}
		}
	}
	if seen < 7 {
		t.Errorf("only %d targets are run", seen)
	}
}

// TestNothingLeftOut: what .ci/run asks of a change, the workflow of changes asks,
// too.
func TestNothingLeftOut(t *testing.T) {
	asked := text(t, ".github/workflows/test.yaml")
	for _, command := range append(makeTarget.FindAllString(text(t, ".ci/run"), -1), "go mod verify", "git diff --exit-code -- go.mod go.sum") {
		command = strings.TrimSpace(command)
		if !strings.Contains(text(t, ".ci/run"), command) || !regexp.MustCompile(regexp.QuoteMeta(command)+`(\s|$)`).MatchString(asked) {
			t.Errorf(".github/workflows/test.yaml does not run %s", command)
		}
	}
}

// TestGoVersion: the workflows test with the Go that go.mod names.
func TestGoVersion(t *testing.T) {
	line := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(text(t, "go.mod"))
	for _, w := range ours(t) {
		for _, s := range w.steps() {
			if strings.HasPrefix(s.Uses, "actions/setup-go@") && s.With["go-version"] != line[1] {
				t.Errorf("%s: Go %v, go.mod says %s", w.path, s.With["go-version"], line[1])
			}
		}
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile("../../" + path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
