package terraform_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/generators/terraform"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

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
func generate(t *testing.T, dir string) ([]object.File, []plan.Problem) {
	t.Helper()
	c := configOf(t, dir)
	out, problems := terraform.Generator{Options: c.Spec.Infrastructure.Terraform}.Generate(planOf(t, dir))
	return out.Files, problems
}

// planOf plans the configuration of a case, of which AWS refuses nothing.
func planOf(t *testing.T, dir string) *plan.Plan {
	t.Helper()
	p, problems := planner.Plan(configOf(t, dir), plan.Seen{Images: []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app"}, {Host: "ghcr.io", Repository: "amerintlxperts/sidecar"}}})
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	return p
}

func configOf(t *testing.T, dir string) *v1alpha1.PullThroughCache {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
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
