package terraform

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// file finds the blocks of a page that are files: their first line is a comment with the path.
var file = regexp.MustCompile("(?s)```(?:yaml|hcl)\n# ([a-z.]+)\n(.*?)```")

// TestFirstSteps plans what docs/start/terraform.md tells people to write: six resources, of
// which one attaches the policy of the nodes.
func TestFirstSteps(t *testing.T) {
	w := newWorld(t)
	page, err := os.ReadFile("../../docs/start/terraform.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	main := ""
	for _, m := range file.FindAllStringSubmatch(string(page), -1) {
		write(t, filepath.Join(folder, m[1]), m[2])
		if m[1] == "main.tf" {
			main = m[2]
		}
	}
	command := exec.Command("go", "run", "./cmd/ecrcache", "generate", "--config", filepath.Join(folder, "ecrcache.yaml"), "--out", filepath.Join(folder, "modules", "ecr-cache"))
	command.Dir = "../.."
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	changes := w.plan(t, folder, variablesOf(main))
	attached := false
	for _, c := range changes {
		attached = attached || c.Type == "aws_iam_role_policy_attachment" && c.Change.After["role"] == "NODE-ROLE"
	}
	if len(changes) != 6 || !strings.Contains(string(page), "The plan adds six resources") || !attached {
		t.Errorf("the plan has %d changes: %+v", len(changes), changes)
	}
}
