package workflows

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pinned is an action of somebody else at one commit, released the version that
// the comment names. own is this repository's, of which an example names a release: before the
// release is made there is no commit to name.
var (
	own     = regexp.MustCompile(`^amerintlxperts/ecrcache@v\d+\.\d+\.\d+$`)
	pinned  = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40}$`)
	version = regexp.MustCompile(`^# v\d+\.\d+\.\d+$`)
)

// TestPinned: a tag can be moved to other code, a commit cannot.
func TestPinned(t *testing.T) {
	at := map[string]string{}
	for _, w := range all(t) {
		for _, s := range w.steps() {
			if s.Uses == "" || own.MatchString(s.Uses) {
				continue
			}
			if !pinned.MatchString(s.Uses) || !version.MatchString(s.comment("uses")) {
				t.Errorf("%s: %s %s is not a commit with its version", w.path, s.Uses, s.comment("uses"))
			}
			name, commit, _ := strings.Cut(s.Uses, "@")
			if before := at[name]; before != "" && before != commit {
				t.Errorf("%s: %s is at two commits", w.path, name)
			}
			at[name] = commit
		}
	}
	if len(at) < 4 {
		t.Errorf("only %d actions were seen", len(at))
	}
}

// TestPermissions: a workflow has none, and a job those that it names; only a
// release may write.
func TestPermissions(t *testing.T) {
	for _, w := range all(t) {
		if w.Permissions == nil || len(*w.Permissions) > 0 {
			t.Errorf("%s: want permissions: {} at the top, got %v", w.path, w.Permissions)
		}
		for name, j := range w.Jobs {
			if j.Permissions == nil {
				t.Errorf("%s: %s does not say what it may", w.path, name)
				continue
			}
			for what, may := range *j.Permissions {
				if release := filepath.Base(w.path) == "release.yaml"; may != "read" && (!release || may != "write") || !release && what != "contents" {
					t.Errorf("%s: %s may %s %s", w.path, name, may, what)
				}
			}
			if j.Timeout == 0 {
				t.Errorf("%s: %s may run for ever", w.path, name)
			}
		}
	}
}

// TestTriggers: nothing that a pull request brings runs with the repository's own
// secrets, and a release is made of tags alone.
func TestTriggers(t *testing.T) {
	allowed := []string{"push", "pull_request", "schedule", "workflow_dispatch", "release"}
	for _, w := range all(t) {
		for _, event := range w.triggers() {
			if !slices.Contains(allowed, event) {
				t.Errorf("%s starts on %s", w.path, event)
			}
		}
		if filepath.Base(w.path) != "release.yaml" {
			continue
		}
		var on struct {
			Push struct{ Tags, Branches []string }
		}
		if err := w.On.Decode(&on); err != nil || len(w.triggers()) != 1 || len(on.Push.Tags) == 0 || len(on.Push.Branches) > 0 {
			t.Errorf("%s starts on more than tags", w.path)
		}
	}
}

// TestCommands: no text of an event becomes part of a script, and a checkout leaves
// no token behind.
func TestCommands(t *testing.T) {
	for _, w := range all(t) {
		for _, s := range w.steps() {
			if strings.Contains(s.Run, "${{") {
				t.Errorf("%s: an expression in a script; hand it over in env: %s", w.path, s.Run)
			}
			if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != false {
				t.Errorf("%s: a checkout keeps its token", w.path)
			}
			for name, value := range s.Env {
				if strings.Contains(value, "secrets.") && !tap(w.path, name, value) {
					t.Errorf("%s: %s is a secret of the repository; the job's own token does", w.path, name)
				}
			}
		}
	}
}

// tap reports whether a secret is that of a release for the repository of Homebrew's casks, which is
// another one, so that the job's own token cannot write to it.
func tap(path, name, value string) bool {
	return filepath.Base(path) == "release.yaml" && name == "HOMEBREW_TAP_TOKEN" && value == "${{ secrets.HOMEBREW_TAP_TOKEN }}"
}

func (w *workflow) steps() []step {
	var all []step
	for _, j := range w.Jobs {
		all = append(all, j.Steps...)
	}
	return all
}

// comment is what stands behind the value of a key.
func (s *step) comment(key string) string {
	for i := 0; i+1 < len(s.node.Content); i += 2 {
		if s.node.Content[i].Value == key {
			return s.node.Content[i+1].LineComment
		}
	}
	return ""
}
