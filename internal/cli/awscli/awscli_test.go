package awscli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
	"github.com/amerintlxperts/ecrcache/internal/tool"
)

// example is the registry that the documentation speaks of.
func example() awscli.Ask {
	return awscli.Ask{
		Registry: awscli.Registry{Account: "123456789012", Region: "ca-central-1", Partition: "aws", Host: "123456789012.dkr.ecr.ca-central-1.amazonaws.com"},
		Rules:    []awscli.Rule{{Prefix: "ghcr", Upstream: "ghcr.io", SignsIn: true, Secret: "ecr-pullthroughcache/ghcr"}},
		Images:   []awscli.Image{{Repository: "ghcr/amerintlxperts/my-app", Tag: "v1.0.0"}},
	}
}

// TestEveryCommand: each is complete, and says what its answers mean. Those that pull or
// sign in say what they change, and are the last; the others only read.
func TestEveryCommand(t *testing.T) {
	names, changing := map[string]bool{}, false
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
		reads := slices.ContainsFunc([]string{"get-", "describe-", "validate-", "simulate-"}, func(p string) bool { return strings.HasPrefix(verb, p) })
		if pulls := verb == "batch-get-image" || strings.Contains(c.Line, "docker login"); pulls != (c.Changes != "") || !pulls && !reads {
			t.Errorf("%s: %s, which says that it changes %q", c.Name, verb, c.Changes)
		}
		if changing = changing || c.Changes != ""; changing && c.Changes == "" {
			t.Errorf("%s reads only, and comes after one that changes something", c.Name)
		}
	}
	if !changing {
		t.Error("no command is marked")
	}
}

// TestSubjects: rules without a secret are not asked for one, and images only when
// there are some.
func TestSubjects(t *testing.T) {
	a := example()
	a.Rules = []awscli.Rule{{Prefix: "quay", Upstream: "quay.io"}, {Prefix: "k8s", Upstream: "registry.k8s.io"}}
	a.Rules = append(a.Rules, awscli.Rule{Prefix: "east", Upstream: "123456789012.dkr.ecr.us-east-1.amazonaws.com", IsECR: true, Role: "arn:aws:iam::123456789012:role/path/ecr-upstreams"})
	a.TemplateRole, a.Tags = "arn:aws:iam::123456789012:role/ecr-templates", true
	a.Images = nil
	lines := map[string]string{}
	count := map[string]int{}
	for _, c := range awscli.Commands(a) {
		count[c.Name]++
		lines[c.Name] = c.Line
	}
	for name, want := range map[string]string{
		"rule-role": "--role-name ecr-upstreams ", "template-role": "--role-name ecr-templates ", "permissions": " ecr:CreateRepository ecr:TagResource --resource-arns",
	} {
		if !strings.Contains(lines[name], want) {
			t.Errorf("%s: %s lacks %q", name, lines[name], want)
		}
	}
	for name, want := range map[string]int{"caller": 1, "rules": 1, "secret": 0, "validate": 1, "service-role": 0, "permissions": 3, "sign-in-permission": 1, "rule-role": 1, "template-role": 1, "image": 0} {
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
	tool.Path(t, "jq")
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

// TestHostileValues: whatever an option or a manifest gives, a shell that runs a command runs no other.
func TestHostileValues(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"aws", "curl", "docker", "jq", "kubectl"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"${R:-$(touch planted)}", "$(touch planted)", "`touch planted`", `x"; touch planted; "`, "x; touch planted", `\`, "'; touch planted; '"} {
		all := awscli.Commands(awscli.Ask{
			Registry:  awscli.Registry{Account: text, Region: text, Partition: text, Host: text},
			Rules:     []awscli.Rule{{Prefix: text, Upstream: text, SignsIn: true, Secret: text, Role: text, IsECR: true}},
			Images:    []awscli.Image{{Repository: text, Tag: text}, {Repository: text, Digest: text}},
			Principal: text, TemplateRole: text, PolicyGroup: text, Policies: []string{text},
		})
		if len(all) < 10 {
			t.Fatalf("only %d commands", len(all))
		}
		for _, c := range all {
			cmd := exec.Command("sh", "-c", c.Line)
			cmd.Dir = dir
			cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "A=a"}
			_ = cmd.Run() // a program of the path has nothing to do
			if _, err := os.Lstat(filepath.Join(dir, "planted")); err == nil {
				t.Fatalf("%q runs in %s", text, c.Line)
			}
		}
	}
}

// TestManyRules: commands for many rules take time in proportion to their number.
func TestManyRules(t *testing.T) {
	took := func(n int) time.Duration {
		ask := awscli.Ask{Registry: awscli.Registry{Account: "123456789012", Region: "ca-central-1"}}
		for i := range n {
			ask.Rules = append(ask.Rules, awscli.Rule{Prefix: "p" + strconv.Itoa(i), Upstream: "ghcr.io", UpstreamPrefix: strconv.Itoa(i), SignsIn: true})
		}
		began := time.Now()
		awscli.Commands(ask)
		return time.Since(began)
	}
	took(100)
	few, many := took(1000), took(8000)
	if many > 32*few && many > time.Second {
		t.Errorf("1,000 rules take %v, 8,000 take %v", few, many)
	}
}
