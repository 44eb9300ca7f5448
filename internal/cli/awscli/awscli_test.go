package awscli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
)

// example is the registry that the documentation speaks of.
func example() awscli.Ask {
	return awscli.Ask{
		Registry: awscli.Registry{Account: "123456789012", Region: "ca-central-1", Partition: "aws", Host: "123456789012.dkr.ecr.ca-central-1.amazonaws.com"},
		Rules:    []awscli.Rule{{Prefix: "ghcr", Upstream: "ghcr.io", SignsIn: true, Secret: "ecr-pullthroughcache/ghcr"}},
		Images:   []awscli.Image{{Repository: "ghcr/amerintlxperts/my-app", Tag: "v1.0.0"}},
	}
}

// TestEveryCommand: each is complete, says what its answers mean, and changes
// nothing in AWS.
func TestEveryCommand(t *testing.T) {
	names := map[string]bool{}
	for _, c := range awscli.Commands(example()) {
		if names[c.Name] {
			t.Errorf("%s stands twice for one rule and one image", c.Name)
		}
		names[c.Name] = true
		for what, text := range map[string]string{"purpose": c.Purpose, "good": c.Good, "bad": c.Bad, "line": c.Line} {
			if text == "" || strings.ContainsAny(text, "<>\n") {
				t.Errorf("%s: %s is %q", c.Name, what, text)
			}
		}
		verb := strings.Fields(c.Line)[2]
		if !slices.ContainsFunc([]string{"get-", "describe-", "validate-", "simulate-", "batch-get-"}, func(p string) bool { return strings.HasPrefix(verb, p) }) {
			t.Errorf("%s: %s may change something", c.Name, verb)
		}
	}
}

// TestSubjects: rules without a secret are not asked for one, and images only when
// there are some.
func TestSubjects(t *testing.T) {
	a := example()
	a.Rules = []awscli.Rule{{Prefix: "quay", Upstream: "quay.io"}, {Prefix: "k8s", Upstream: "registry.k8s.io"}}
	a.Images = nil
	count := map[string]int{}
	for _, c := range awscli.Commands(a) {
		count[c.Name]++
	}
	for name, want := range map[string]int{"caller": 1, "rule": 2, "secret": 0, "validate": 0, "service-role": 0, "permissions": 2, "image": 0} {
		if count[name] != want {
			t.Errorf("%s: %d commands, want %d", name, count[name], want)
		}
	}
}

// TestShell runs every command in a shell in which aws, jq and docker only tell
// their arguments: words stay words, whatever the names hold.
func TestShell(t *testing.T) {
	a := example()
	a.Registry.Account, a.Registry.Region = "${ACCOUNT}", "${AWS_REGION}"
	a.Registry.Host = "${ACCOUNT}.dkr.ecr.${AWS_REGION}.amazonaws.com"
	a.Rules[0].Secret = "ecr-pullthroughcache/it's; rm -rf *"
	for _, c := range awscli.Commands(a) {
		got := toldArguments(t, c.Line)
		if strings.Contains(got, "${") {
			t.Errorf("%s: the account is not filled in: %s", c.Name, got)
		}
		if strings.Contains(c.Line, "rm -rf") && !strings.Contains(got, "[ecr-pullthroughcache/it's; rm -rf *]") {
			t.Errorf("%s: the secret's name is not one word: %s", c.Name, got)
		}
		if strings.Contains(c.Line, "--region") && !strings.Contains(got, "[--region] [ca-central-1]") {
			t.Errorf("%s: the Region is not filled in: %s", c.Name, got)
		}
	}
}

// toldArguments is what a shell hands to the programs of a line.
func toldArguments(t *testing.T, line string) string {
	t.Helper()
	const tell = `tell() { printf '[%s] ' "$@" >&2; }; aws() { tell "$@"; }; jq() { tell "$@"; }; docker() { tell "$@"; }; `
	run := exec.Command("sh", "-c", tell+line)
	run.Env = []string{"ACCOUNT=123456789012", "AWS_REGION=ca-central-1"}
	run.Dir = t.TempDir()
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	return string(out)
}

// TestNoValueIsShown: whatever a secret holds, the command prints names of keys, or
// what kind of value it is.
func TestNoValueIsShown(t *testing.T) {
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("jq is not installed")
	}
	i := slices.IndexFunc(awscli.Commands(example()), func(c awscli.Command) bool { return c.Name == "secret-keys" })
	line := awscli.Commands(example())[i].Line
	for secret, want := range map[string]string{
		`{"username":"robot","accessToken":"ghp_hidden"}`: `["accessToken","username"]`,
		`{"username":"robot","password":"ghp_hidden"}`:    `["password","username"]`,
		`"ghp_hidden"`:                         `"string"`,
		`["ghp_hidden"]`:                       `"array"`,
		`ghp_hidden`:                           ``,
		`robot:ghp_hidden {"a": "ghp_hidden"}`: ``,
	} {
		file := filepath.Join(t.TempDir(), "secret")
		if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("sh", "-c", "aws() { cat "+file+"; }; "+line).CombinedOutput()
		if strings.Contains(string(out), "hidden") {
			t.Errorf("%s: the value is shown: %s", secret, out)
		}
		if want != "" && (err != nil || strings.TrimSpace(string(out)) != want) {
			t.Errorf("%s: got %s, %v; want %s", secret, out, err, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"ghcr": "ghcr", "": "''", "a b": "'a b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'",
		"${AWS_REGION}": `"${AWS_REGION}"`, "${A}-x": `"${A}-x"`, "${A}`x`": "'${A}`x`'", "*": "'*'",
	} {
		if got := awscli.Quote(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
