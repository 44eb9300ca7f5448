package terraform_test

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/terraform"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// binary is terraform's, or skips where there is none.
func binary(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("terraform")
	if err != nil { // CI cannot install it; test/terraform holds the same where it is
		t.Skip("NOT TESTED: terraform is missing")
	}
	return path
}

// TestTokens: called as its README says, the module refuses the tokens that GitHub's
// registry does not take, and Terraform shows none. Variables need no provider.
func TestTokens(t *testing.T) {
	path := binary(t)
	files, _ := generate(t, "testdata/minimal")
	_, call, _ := strings.Cut(text(t, files, "README.md"), "```hcl\n")
	call, _, _ = strings.Cut(call, "```")
	work := t.TempDir()
	if err := os.Mkdir(filepath.Join(work, "ecr-cache"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"main.tf": call, "ecr-cache/variables.tf": text(t, files, "variables.tf")} {
		if err := os.WriteFile(filepath.Join(work, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(token string, args ...string) (string, error) {
		cmd := exec.Command(path, args...)
		cmd.Dir = work
		cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE="+os.DevNull, "TF_VAR_ghcr_username=amerintlxperts", "TF_VAR_ghcr_token="+token)
		out, err := cmd.CombinedOutput()
		return strings.Join(strings.Fields(string(out)), " "), err
	}
	if said, err := run("", "get", "-no-color"); err != nil {
		t.Fatal(said, err)
	}
	const classicAlone = "personal access tokens (classic) alone"
	for token, want := range map[string]string{
		"ghp_planted": "No changes.", "0123456789abcdef": "No changes.", "": "The token is empty.",
		"github_pat_planted": classicAlone, "ghs_planted": classicAlone, "ghu_planted": classicAlone,
	} {
		said, err := run(token, "plan", "-input=false", "-no-color")
		if !strings.Contains(said, want) || (err == nil) != (want == "No changes.") || strings.Contains(said, "planted") {
			t.Errorf("%q: %v\n%s", token, err, said)
		}
	}
}

// TestPolicies: what Terraform makes of the policies' expressions is the policy of
// the plan.
func TestPolicies(t *testing.T) {
	values := map[string]cty.Value{
		"var": cty.ObjectVal(map[string]cty.Value{"region": cty.StringVal("ca-central-1")}),
		"data": cty.ObjectVal(map[string]cty.Value{
			"aws_partition":       current("partition", "aws"),
			"aws_caller_identity": current("account_id", "123456789012"),
		}),
	}
	compared := 0
	for _, dir := range cases(t) {
		p := planOf(t, dir)
		out, _ := terraform.Generator{}.Generate(p)
		files := out.Files
		want := map[string]string{}
		if p.RegistryPolicy != nil {
			want["aws_ecr_registry_policy"] = p.Registry.PolicyJSON(p.RegistryPolicy.Policy)
		}
		if p.NodePolicy != nil {
			want["aws_iam_policy"] = p.Registry.PolicyJSON(p.NodePolicy.Policy)
		}
		file := map[string]string{"aws_vpc_endpoint": "network.tf"}
		if n := p.Network; n != nil {
			want["aws_vpc_endpoint"] = p.Registry.EndpointPolicyJSON(&n.Endpoints[len(n.Endpoints)-1])
		}
		for kind, policy := range want {
			policy = strings.NewReplacer("${AWS_REGION}", "ca-central-1", "${AWS_ACCOUNT_ID}", "123456789012").Replace(policy)
			got := evaluate(t, text(t, files, cmp.Or(file[kind], "registry.tf")), kind, values)
			if diff := gocmp.Diff(decoded(t, policy), decoded(t, got)); diff != "" {
				t.Errorf("%s: %s: -plan +module\n%s", dir, kind, diff)
			}
			compared++
		}
	}
	if compared < 5 {
		t.Errorf("only %d policies were compared", compared)
	}
}

func current(name, value string) cty.Value {
	return cty.ObjectVal(map[string]cty.Value{"current": cty.ObjectVal(map[string]cty.Value{name: cty.StringVal(value)})})
}

// evaluate is the value of the attribute policy of a resource.
func evaluate(t *testing.T, file, kind string, values map[string]cty.Value) string {
	t.Helper()
	parsed, diagnostics := hclsyntax.ParseConfig([]byte(file), "registry.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
		if len(block.Labels) == 0 || block.Labels[0] != kind || block.Body.Attributes["policy"] == nil {
			continue
		}
		value, diagnostics := block.Body.Attributes["policy"].Expr.Value(&hcl.EvalContext{
			Variables: values, Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc},
		})
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		return value.AsString()
	}
	t.Fatalf("no %s", kind)
	return ""
}

// decoded is a policy with one resource as a list of one, which IAM reads alike.
func decoded(t *testing.T, policy string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(strings.ReplaceAll(policy, `"Resource":"*"`, `"Resource":["*"]`)), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func text(t *testing.T, files []object.File, name string) string {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return f.Text
		}
	}
	t.Fatalf("no %s", name)
	return ""
}
