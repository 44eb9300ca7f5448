package doctor_test

import (
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// services are those whose commands are given, by AWS's own models.
var services = map[string]reflect.Type{
	"ecr": reflect.TypeFor[*ecr.Client](), "iam": reflect.TypeFor[*iam.Client](), "secretsmanager": reflect.TypeFor[*secretsmanager.Client](),
}

// of EC2 there is one command, and its model takes long to link
// (https://docs.aws.amazon.com/cli/latest/reference/ec2/modify-vpc-endpoint.html).
var modifyEndpoint = []string{"privatednsenabled", "vpcendpointid"}

// pastes runs a command in a shell in which aws tells its arguments, and does nothing: the
// shell can read it, everything in it is a word of aws, and AWS's models have the operation
// and the options.
func pastes(t *testing.T, command string) {
	t.Helper()
	if command == "" {
		return
	}
	run := exec.Command("sh", "-euc", `aws() { for word; do printf '%s\n' "$word" >&2; done; echo end >&2; }; `+command)
	run.Env = []string{"PATH=/nonexistent"}
	said := &strings.Builder{}
	run.Stderr = said
	if out, err := run.Output(); err != nil || len(out) > 0 {
		t.Errorf("%s: %v\n%s%s", command, err, out, said)
	}
	calls := strings.Split(said.String(), "end\n")
	if len(calls) < 2 {
		t.Errorf("%s runs nothing", command)
	}
	for _, call := range calls[:len(calls)-1] {
		isOfAWS(t, strings.Split(call, "\n"))
	}
}

func isOfAWS(t *testing.T, words []string) {
	t.Helper()
	takes := modifyEndpoint
	if words[0]+" "+words[1] != "ec2 modify-vpc-endpoint" {
		client, known := services[words[0]]
		if !known {
			t.Fatalf("%q: no such service", words)
		}
		takes = options(client, plainName(words[1]))
		if takes == nil {
			t.Fatalf("%q: no such operation", words)
		}
	}
	takes = append(takes, "region", "query", "output")
	for _, word := range words[2:] {
		if option, isOption := strings.CutPrefix(word, "--"); isOption && !slices.Contains(takes, plainName(option)) {
			t.Errorf("%q: no option --%s", words, option)
		}
	}
}

// plainName is a name as the CLI and the SDK both have it, but for hyphens and capitals.
func plainName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "")) }

// options are the members of an operation's input; nil when there is no such operation.
func options(client reflect.Type, operation string) []string {
	for i := range client.NumMethod() {
		method := client.Method(i)
		if plainName(method.Name) != operation {
			continue
		}
		names := []string{}
		input := method.Type.In(2).Elem()
		for j := range input.NumField() {
			names = append(names, plainName(input.Field(j).Name))
		}
		return names
	}
	return nil
}

// TestIsOfAWS: a command that AWS does not know is seen.
func TestIsOfAWS(t *testing.T) {
	if takes := options(services["ecr"], "describeimages"); !slices.Contains(takes, "repositoryname") || slices.Contains(takes, "imagename") {
		t.Errorf("%q", takes)
	}
	if takes := options(services["ecr"], "describepictures"); takes != nil {
		t.Errorf("%q", takes)
	}
}
