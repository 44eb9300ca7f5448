package e2e

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDoctorCommands gives every command of doctor to the real AWS CLI, with an
// AWS on the loopback device that answers when all is well: the CLI takes the
// command, and prints what doctor calls a good answer.
func TestDoctorCommands(t *testing.T) {
	needAWS(t)
	aws := httptest.NewServer(http.HandlerFunc(answerAWS))
	defer aws.Close()
	for _, c := range doctorCommands(t) {
		t.Run(c.Name, func(t *testing.T) {
			out, err := runAWS(t, aws.URL, c.Command)
			if err != nil {
				t.Fatalf("%s\n%v\n%s", c.Command, err, out)
			}
			for _, want := range goodAnswers[c.Name] {
				if !strings.Contains(out, want) {
					t.Errorf("%s\nno %q in\n%s", c.Command, want, out)
				}
			}
			if len(goodAnswers[c.Name]) == 0 {
				t.Error("nothing says what the CLI prints")
			}
			if strings.Contains(out, "hidden") {
				t.Errorf("a secret's value is shown:\n%s", out)
			}
		})
	}
}

// goodAnswers are parts of what the CLI prints, by the name of the command.
var goodAnswers = map[string][]string{
	"caller":                {"arn:aws:iam::123456789012:role/admin"},
	"rules":                 {`"upstreamRegistryUrl": "ghcr.io"`},
	"secret":                {`"AWSCURRENT"`, `"KmsKeyId": null`, `"DeletedDate": null`},
	"secret-keys":           {`["accessToken","username"]`},
	"validate":              {`"isValid": true`},
	"service-role":          {"/AWSServiceRoleForECRPullThroughCache\n"},
	"template-service-role": {"/AWSServiceRoleForECRTemplate\n"},
	"registry-policy-scope": {"V2\n"},
	"sign-in-permission":    {"ecr:GetAuthorizationToken\tallowed\n"},
	"registry-policy":       {`"ecr:CreateRepository"`},
	"permissions":           {"ecr:CreateRepository\tallowed\n"},
	"templates":             {`"PULL_THROUGH_CACHE"`},
	"repositories":          {"ghcr/amerintlxperts/my-app\n"},
	"log-in":                {"docker login --username AWS --password-stdin 123456789012.dkr.ecr.ca-central-1.amazonaws.com"},
	"failures":              {"[]\n"},
	"image":                 {`"imagePushedAt"`},
	"lifecycle":             {`"countNumber"`},
}

// answers are AWS's, by operation.
var answers = map[string]string{
	"GetCallerIdentity":                   `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:role/admin</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
	"DescribePullThroughCacheRules":       `{"pullThroughCacheRules":[{"ecrRepositoryPrefix":"ghcr","upstreamRegistryUrl":"ghcr.io"}]}`,
	"ValidatePullThroughCacheRule":        `{"ecrRepositoryPrefix":"ghcr","isValid":true}`,
	"DescribeSecret":                      `{"ARN":"arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf","VersionIdsToStages":{"1":["AWSCURRENT"]}}`,
	"GetSecretValue":                      `{"SecretString":"{\"username\":\"robot-hidden\",\"accessToken\":\"ghp_hidden\"}"}`,
	"GetAccountSetting":                   `{"name":"REGISTRY_POLICY_SCOPE","value":"V2"}`,
	"GetRegistryPolicy":                   `{"policyText":"{\"Statement\":[{\"Action\":[\"ecr:CreateRepository\"]}]}"}`,
	"DescribeRepositoryCreationTemplates": `{"repositoryCreationTemplates":[{"prefix":"ghcr","appliedFor":["PULL_THROUGH_CACHE"]}]}`,
	"DescribeRepositories":                `{"repositories":[{"repositoryName":"ghcr/amerintlxperts/my-app"},{"repositoryName":"other"}]}`,
	"GetAuthorizationToken":               `{"authorizationData":[{"authorizationToken":"QVdTOnRva2Vu"}]}`,
	"BatchGetImage":                       `{"images":[],"failures":[]}`,
	"DescribeImages":                      `{"imageDetails":[{"imagePushedAt":1790000000}]}`,
	"GetLifecyclePolicy":                  `{"lifecyclePolicyText":"{\"rules\":[{\"countNumber\":100}]}"}`,
}

// answerAWS speaks both of AWS's protocols that the commands need.
func answerAWS(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if form, err := url.ParseQuery(string(body)); err == nil && operation == "" {
		operation = form.Get("Action")
	}
	answer, known := answers[operation]
	if form, err := url.ParseQuery(string(body)); err == nil && !known {
		answer, known = answerIAM(operation, form)
	}
	if !known {
		http.Error(w, "no answer to "+operation, http.StatusNotImplemented)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_, _ = io.WriteString(w, answer)
}

// answerIAM answers with the role and the action that are asked for.
func answerIAM(operation string, form url.Values) (string, bool) {
	const xmlns = ` xmlns="https://iam.amazonaws.com/doc/2010-05-08/"`
	switch operation {
	case "GetRole":
		return `<GetRoleResponse` + xmlns + `><GetRoleResult><Role><Arn>arn:aws:iam::123456789012:role/aws-service-role/` + form.Get("RoleName") + `</Arn></Role></GetRoleResult></GetRoleResponse>`, true
	case "SimulatePrincipalPolicy":
		result := ""
		for i := 1; form.Has("ActionNames.member." + strconv.Itoa(i)); i++ {
			result += `<member><EvalActionName>` + form.Get("ActionNames.member."+strconv.Itoa(i)) + `</EvalActionName><EvalDecision>allowed</EvalDecision></member>`
		}
		return `<SimulatePrincipalPolicyResponse` + xmlns + `><SimulatePrincipalPolicyResult><EvaluationResults>` + result + `</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`, true
	}
	return "", false
}

type doctorCommand struct{ Name, Command string }

func doctorCommands(t *testing.T) []doctorCommand {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, "ecrcache.yaml", "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n  upstreams: [{registry: ghcr.io, credential: {}}]\n")
	write(t, folder, "pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: my-app}\nspec: {containers: [{image: 'ghcr.io/amerintlxperts/my-app:v1.0.0'}]}\n")
	text := run(t, folder, "ecrcache", "doctor", "-o", "json", "pod.yaml").done(t)
	var e struct{ Commands []doctorCommand }
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	if len(e.Commands) != len(goodAnswers) {
		t.Errorf("%d commands, want %d", len(e.Commands), len(goodAnswers))
	}
	return e.Commands
}

// runAWS runs a command line with the CLI pointed at the address, without any
// configuration or credentials of who runs the test. docker tells its arguments.
func runAWS(t *testing.T, address, line string) (string, error) {
	t.Helper()
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "docker"), []byte("#!/bin/sh\ncat >/dev/null\necho docker \"$@\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("bash", "-c", "set -eo pipefail; "+line)
	c.Dir = bin
	clean := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "AWS_") })
	c.Env = append(clean,
		"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"AWS_ENDPOINT_URL="+address, "AWS_ACCESS_KEY_ID=none", "AWS_SECRET_ACCESS_KEY=none",
		"AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull, "AWS_EC2_METADATA_DISABLED=true",
		"AWS_DEFAULT_REGION=ca-central-1", "AWS_MAX_ATTEMPTS=1", "AWS_PAGER=", "NO_PROXY=127.0.0.1",
	)
	out, err := c.CombinedOutput()
	return string(out), err
}
