package terraform_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/terraform"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what comes out into the golden cases")

// cases are the directories below testdata: a configuration and its module.
func cases(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("testdata/*/config.yaml")
	if err != nil || len(found) < 6 {
		t.Fatalf("only %d cases below testdata: %v", len(found), err)
	}
	for i := range found {
		found[i] = filepath.Dir(found[i])
	}
	return found
}

// generate writes the module of a case.
func generate(t *testing.T, dir string) ([]terraform.File, []plan.Problem) {
	t.Helper()
	return terraform.Generate(planOf(t, dir))
}

// planOf plans the configuration of a case, of which AWS refuses nothing.
func planOf(t *testing.T, dir string) *plan.Plan {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	p, problems := plan.New(c, []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app"}, {Host: "ghcr.io", Repository: "amerintlxperts/sidecar"}})
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	return p
}

// TestGolden holds every file of every module to what was read and accepted.
func TestGolden(t *testing.T) {
	for _, dir := range cases(t) {
		files, problems := generate(t, dir)
		var said strings.Builder
		for _, p := range problems {
			said.WriteString(string(p.Severity) + ": " + p.String() + "\n")
		}
		for _, f := range append(files, terraform.File{Name: "problems.txt", Text: said.String()}) {
			path := filepath.Join(dir, f.Name)
			if *update {
				if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), f.Text); diff != "" {
				t.Errorf("%s: -want +got\n%s", path, diff)
			}
		}
	}
}

// TestNoSecret: a token goes in by a sensitive variable alone.
func TestNoSecret(t *testing.T) {
	for _, dir := range cases(t) {
		files, _ := generate(t, dir)
		for _, f := range files {
			for line := range strings.Lines(f.Text) {
				if strings.Contains(line, "accessToken =") && !strings.Contains(line, "accessToken = var.") {
					t.Errorf("%s/%s: %s", dir, f.Name, line)
				}
				if strings.Contains(line, "kms_key_id") {
					t.Errorf("%s/%s: a KMS key, which ECR cannot use: %s", dir, f.Name, line)
				}
			}
		}
	}
}
