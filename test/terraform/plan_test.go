package terraform

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A world is Terraform, and the stand-in that it takes for hashicorp/aws.
type world struct {
	terraform string
	env       []string
}

// newWorld builds the stand-in, and skips where Terraform or the schema cannot be had.
func newWorld(t *testing.T) world {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("ECRCACHE_E2E") == "required" {
		missing = t.Fatalf
	}
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		missing("%v", err)
	}
	schema, err := schemaFile()
	if err != nil {
		missing("%v", err)
	}
	folder := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", filepath.Join(folder, "terraform-provider-aws"), "./provider").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	rc := filepath.Join(folder, "terraformrc")
	text := "provider_installation {\n  dev_overrides {\n    \"hashicorp/aws\" = \"" + folder + "\"\n  }\n}\n"
	if err := os.WriteFile(rc, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return world{terraform, append(os.Environ(), "TF_CLI_CONFIG_FILE="+rc, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "AWS_SCHEMA="+schema)}
}

// schemaFile is the schema in the release that test/crd reads, by its sum.
func schemaFile() (string, error) {
	command := exec.Command("go", "mod", "download", "-json", "github.com/upbound/provider-aws/v2")
	command.Dir = "../crd/crds"
	out, err := command.Output()
	if err != nil {
		return "", err
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", err
	}
	if module.Dir == "" {
		return "", errors.New("provider-aws has no folder")
	}
	return filepath.Join(module.Dir, "config", "schema.json"), nil
}

func (w world) run(t *testing.T, folder string, args ...string) (string, error) {
	t.Helper()
	command := exec.Command(w.terraform, args...)
	command.Dir, command.Env = folder, w.env
	out, err := command.CombinedOutput()
	return string(out), err
}

// A planned is one change of a plan.
type planned struct {
	Address, Type string
	Change        struct {
		Actions   []string
		After     map[string]any
		Importing *struct{ ID string }
	}
}

// plan plans a configuration with the module below it, with values for its variables.
func (w world) plan(t *testing.T, folder string, variables map[string]string) []planned {
	t.Helper()
	if out, err := w.run(t, folder, "get", "-no-color"); err != nil {
		t.Fatal(out, err)
	}
	args := []string{"plan", "-input=false", "-no-color", "-out=plan"}
	for name, value := range variables {
		args = append(args, "-var="+name+"="+value)
	}
	if out, err := w.run(t, folder, args...); err != nil {
		t.Fatal(out, err)
	}
	command := exec.Command(w.terraform, "show", "-json", "plan")
	command.Dir, command.Env = folder, w.env
	out, err := command.Output()
	if err != nil {
		t.Fatal(string(out), err)
	}
	var all struct {
		Changes []planned `json:"resource_changes"`
	}
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all.Changes, func(p planned) bool { return strings.Contains(p.Address, ".data.") })
}

// goldens are the golden cases of the module, by name.
func goldens(t *testing.T) []string {
	t.Helper()
	cases, err := filepath.Glob("../../generators/terraform/testdata/*/main.tf")
	if err != nil || len(cases) < 6 {
		t.Fatal(cases, err)
	}
	for i, path := range cases {
		cases[i] = filepath.Base(filepath.Dir(path))
	}
	return cases
}

// module copies the module of a golden case below a folder.
func module(t *testing.T, golden, folder string) {
	t.Helper()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("../../generators/terraform/testdata", golden))); err != nil {
		t.Fatal(err)
	}
}

// regionOf is the Region in the configuration of a golden case; of one with a placeholder,
// that of the test.
func regionOf(t *testing.T, golden string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../generators/terraform/testdata", golden, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, region, _ := strings.Cut(string(text), "\n  region: ")
	if region, _, _ = strings.Cut(region, "\n"); strings.Contains(region, "${") {
		return "ca-central-1"
	}
	return region
}

// caller is the configuration that the README of a module shows.
func caller(t *testing.T, golden string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../generators/terraform/testdata", golden, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, call, found := strings.Cut(string(text), "```hcl\n")
	call, _, _ = strings.Cut(call, "```")
	if !found {
		t.Fatal("the README has no block of HCL")
	}
	return call
}

// variablesOf are values for what a configuration declares.
func variablesOf(text string) map[string]string {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		if name, isVariable := strings.CutPrefix(line, `variable "`); isVariable {
			name, _, _ = strings.Cut(name, `"`)
			values[name] = "ghp_0123456789"
		}
	}
	return values
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPlan plans the module of every golden case, as its README calls it: everything is
// made, and each resource of a Region is of the module's.
func TestPlan(t *testing.T) {
	w := newWorld(t)
	for _, golden := range goldens(t) {
		t.Run(golden, func(t *testing.T) {
			folder := t.TempDir()
			module(t, golden, filepath.Join(folder, "ecr-cache"))
			call := strings.Replace(caller(t, golden), `region = "…"`, `region = "ca-central-1"`, 1)
			write(t, filepath.Join(folder, "main.tf"), call)
			changes := w.plan(t, folder, variablesOf(call))
			rules, want := 0, regionOf(t, golden)
			for _, c := range changes {
				if !slices.Equal(c.Change.Actions, []string{"create"}) {
					t.Errorf("%s: %v", c.Address, c.Change.Actions)
				}
				if region, regional := c.Change.After["region"]; regional && region != want {
					t.Errorf("%s: the Region %v", c.Address, region)
				}
				if c.Type == "aws_ecr_pull_through_cache_rule" {
					rules++
				}
			}
			if rules == 0 || len(changes) < 2 {
				t.Errorf("%d changes with %d rules", len(changes), rules)
			}
		})
	}
}

// TestAdopt plans what is written for everything that is there already: each block imports
// what it names, and nothing but the values of secrets is made.
func TestAdopt(t *testing.T) {
	w := newWorld(t)
	folder := t.TempDir()
	module(t, "everything", filepath.Join(folder, "ecr-cache"))
	blocks, err := os.ReadFile(filepath.Join(folder, "ecr-cache", "adopt", "imports.tf"))
	if err != nil {
		t.Fatal(err)
	}
	call := caller(t, "everything")
	write(t, filepath.Join(folder, "main.tf"), call)
	write(t, filepath.Join(folder, "imports.tf"), string(blocks))
	values := variablesOf(call + string(blocks))
	values["ghcr_token_arn"] = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf"
	imported := map[string]string{}
	for _, c := range w.plan(t, folder, values) {
		switch {
		case c.Change.Importing != nil:
			imported[c.Address] = c.Change.Importing.ID
		case c.Type != "aws_secretsmanager_secret_version":
			t.Errorf("%s is not imported: %v", c.Address, c.Change.Actions)
		}
	}
	if len(imported) != strings.Count(string(blocks), "import {") {
		t.Errorf("%d of %d blocks import: %v", len(imported), strings.Count(string(blocks), "import {"), imported)
	}
	for address, want := range map[string]string{
		"module.ecr_cache.aws_ecr_pull_through_cache_rule.ghcr": "ghcr",
		"module.ecr_cache.aws_secretsmanager_secret.ghcr_token": values["ghcr_token_arn"],
		"module.ecr_cache.aws_iam_policy.node":                  "arn:aws:iam::123456789012:policy/eks-node-pull",
	} {
		if imported[address] != want {
			t.Errorf("%s: imported by %q, want %q", address, imported[address], want)
		}
	}
}

// TestAdoptEverything: for the module of every golden case the README has a block for each
// resource that can be imported, with an ID in which nothing is left to fill in.
func TestAdoptEverything(t *testing.T) {
	w := newWorld(t)
	for _, golden := range goldens(t) {
		t.Run(golden, func(t *testing.T) {
			folder := t.TempDir()
			module(t, golden, filepath.Join(folder, "ecr-cache"))
			readme, err := os.ReadFile(filepath.Join(folder, "ecr-cache", "README.md"))
			if err != nil {
				t.Fatal(err)
			}
			_, blocks, _ := strings.Cut(string(readme), "## Take over what is there")
			_, blocks, _ = strings.Cut(blocks, "```hcl\n")
			blocks, _, found := strings.Cut(blocks, "```")
			if !found || strings.Contains(blocks, "$${") {
				t.Fatalf("the README has no blocks, or some with a placeholder:\n%s", blocks)
			}
			declared := ""
			for line := range strings.Lines(blocks) {
				if _, name, isVariable := strings.Cut(strings.TrimSpace(line), "id = var."); isVariable {
					declared += "variable \"" + name + "\" {\n}\n"
				}
			}
			call := strings.Replace(caller(t, golden), `region = "…"`, `region = "ca-central-1"`, 1)
			write(t, filepath.Join(folder, "main.tf"), call)
			write(t, filepath.Join(folder, "imports.tf"), declared+blocks)
			for _, c := range w.plan(t, folder, variablesOf(call+declared)) {
				if c.Change.Importing == nil && c.Type != "aws_secretsmanager_secret_version" {
					t.Errorf("%s is not imported", c.Address)
				}
			}
		})
	}
}

// TestRegions plans the example: the module three times, each with everything in its Region
// and nothing shared.
func TestRegions(t *testing.T) {
	w := newWorld(t)
	folder := t.TempDir()
	const example = "../../examples/terraform-regions"
	text, err := os.ReadFile(filepath.Join(example, "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "main.tf"), string(text))
	command := exec.Command("go", "run", "./cmd/ecrcache", "generate", "--config", "examples/terraform-regions/ecrcache.yaml", "--out", filepath.Join(folder, "modules", "ecr-cache"))
	command.Dir = "../.."
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	count := map[string]int{}
	hosts := map[string]bool{}
	for _, c := range w.plan(t, folder, variablesOf(string(text))) {
		region, _ := c.Change.After["region"].(string)
		if !strings.HasPrefix(c.Address, `module.ecr_cache["`+region+`"].`) {
			t.Errorf("%s is in %q", c.Address, region)
		}
		count[region]++
		if c.Type == "aws_ssm_parameter" && c.Change.After["name"] == "/eks/dev/ecr-registry" {
			hosts[c.Change.After["value"].(string)] = true
		}
	}
	for _, region := range []string{"ca-central-1", "us-east-1", "eu-west-1"} {
		if count[region] != count["ca-central-1"] || count[region] < 8 || !hosts["123456789012.dkr.ecr."+region+".amazonaws.com"] {
			t.Errorf("%s: %v, %v", region, count, hosts)
		}
	}
	if len(count) != 3 {
		t.Errorf("%v", count)
	}
}

// TestPlanRefuses: what the provider would refuse, Terraform refuses with the stand-in, too.
func TestPlanRefuses(t *testing.T) {
	w := newWorld(t)
	for edit, want := range map[[2]string]string{
		{`upstream_registry_url = "ghcr.io"`, `upstream_registry = "ghcr.io"`}:          "Unsupported argument",
		{`upstream_registry_url = "ghcr.io"`, ``}:                                       "Missing required argument",
		{`aws_secretsmanager_secret.ghcr_token.arn`, `aws_secretsmanager_secret.x.arn`}: "Reference to undeclared resource",
		{`var.region`, `var.regoin`}:                                                    "Reference to undeclared input variable",
	} {
		folder := t.TempDir()
		module(t, "minimal", filepath.Join(folder, "ecr-cache"))
		path := filepath.Join(folder, "ecr-cache", "main.tf")
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), edit[0]) {
			t.Fatalf("%q does not stand in %s: %v", edit[0], path, err)
		}
		write(t, path, strings.Replace(string(text), edit[0], edit[1], 1))
		write(t, filepath.Join(folder, "main.tf"), caller(t, "minimal"))
		if out, err := w.run(t, folder, "get", "-no-color"); err != nil {
			t.Fatal(out, err)
		}
		if out, err := w.run(t, folder, "plan", "-input=false", "-no-color", "-var=ghcr_username=a", "-var=ghcr_token=ghp_0"); err == nil || !strings.Contains(out, want) {
			t.Errorf("%q: want %q, got %v\n%s", edit[1], want, err, out)
		}
	}
}
