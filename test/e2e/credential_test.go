package e2e

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"
)

// planted is a token that must never be seen again.
const planted = "planted-token-4711"

// listWith is a ResourceList with the example's configuration and one item.
func listWith(t *testing.T, item string) string {
	t.Helper()
	var list struct {
		APIVersion     string           `yaml:"apiVersion"`
		Kind           string           `yaml:"kind"`
		Items          []map[string]any `yaml:"items"`
		FunctionConfig map[string]any   `yaml:"functionConfig"`
	}
	list.APIVersion, list.Kind = "config.kubernetes.io/v1", "ResourceList"
	list.Items = make([]map[string]any, 1)
	for text, into := range map[string]any{item: &list.Items[0], files(t, "../../examples/infrastructure")["ack.yaml"]: &list.FunctionConfig} {
		if err := yaml.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	text, err := yaml.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// judge gives the function a Kubernetes Secret and returns what it says of it.
func judge(t *testing.T, secret string) string {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, "list.yaml", listWith(t, secret))
	got := run(t, folder, "bash", "-c", "ecrcache < list.yaml > out.yaml; sed -n '/^results:/,$p' out.yaml")
	said := got.done(t) + got.stderr
	if strings.Contains(said, planted) {
		t.Errorf("the token is printed:\n%s", said)
	}
	if !strings.Contains(said, "PullThroughCacheRule") {
		t.Errorf("the cache was not generated:\n%s", said)
	}
	return said
}

// TestSecretByHand: what the documented kubectl command makes is what ECR wants.
func TestSecretByHand(t *testing.T) {
	needKubectl(t)
	command := strings.TrimSpace(block(t, "docs/aws.md", "sh", "kubectl create secret"))
	command = strings.Replace(command, "read -rs TOKEN", "TOKEN="+planted, 1) + " --dry-run=client -o yaml"
	secret := run(t, t.TempDir(), "bash", "-c", command).done(t)
	if said := judge(t, secret); strings.Contains(said, "secret-json") {
		t.Error(said)
	}
}

// TestSecretWithSOPS: the documented Secret is what ECR wants, SOPS's expression
// finds its data, and once encrypted it is not judged.
func TestSecretWithSOPS(t *testing.T) {
	secret := strings.Replace(block(t, "docs/aws.md", "yaml", "stringData:"), "…", planted, 1)
	if said := judge(t, secret); strings.Contains(said, "secret-json") {
		t.Error(said)
	}
	if said := judge(t, strings.Replace(secret, "accessToken", "password", 1)); !strings.Contains(said, "rename password to accessToken") {
		t.Errorf("a wrong key is not told:\n%s", said)
	}
	command := block(t, "docs/aws.md", "sh", "sops encrypt")
	expression := regexp.MustCompile(`--encrypted-regex '(.*?)'`).FindStringSubmatch(command)
	if expression == nil || !regexp.MustCompile(expression[1]).MatchString("stringData") || regexp.MustCompile(expression[1]).MatchString("metadata") {
		t.Errorf("%s: does not encrypt the data alone", command)
	}
	encrypted := regexp.MustCompile(`credentials\.json: .*`).ReplaceAllString(secret, "credentials.json: ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]") + "sops:\n  version: 3.10.2\n"
	if said := judge(t, encrypted); strings.Contains(said, "secret-json") {
		t.Error(said)
	}
}

// TestSecretByExternalSecrets: the documented template, with the engine and the
// function that External Secrets gives it, makes the JSON that ECR wants.
func TestSecretByExternalSecrets(t *testing.T) {
	var external struct {
		Spec struct {
			Target struct {
				Name     string
				Template struct{ Data map[string]string }
			}
			Data []struct {
				SecretKey string `yaml:"secretKey"`
			}
		}
	}
	if err := yaml.Unmarshal([]byte(block(t, "docs/aws.md", "yaml", "toJson")), &external); err != nil {
		t.Fatal(err)
	}
	toJSON := func(value any) (string, error) {
		text, err := json.Marshal(value)
		return string(text), err
	}
	parsed, err := template.New("").Option("missingkey=error").Funcs(template.FuncMap{"toJson": toJSON}).Parse(external.Spec.Target.Template.Data["credentials.json"])
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, d := range external.Spec.Data {
		values[d.SecretKey] = planted + `"\`
	}
	var made strings.Builder
	if err := parsed.Execute(&made, values); err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(made.String()), &got); err != nil {
		t.Fatal(err)
	}
	if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, []string{"accessToken", "username"}) || external.Spec.Target.Name != "ghcr-credentials" {
		t.Errorf("%v of %s", keys, external.Spec.Target.Name)
	}
}
