package e2e

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/awscli"
)

// awsCommand finds a command of the AWS CLI between backticks in running text.
var awsCommand = regexp.MustCompile("`(aws [a-z]+ [a-z-]+ [^`]*)`")

// TestCommandsOfAWS: AWS's models know every command of its CLI that a document
// shows, with the options it is shown with. The commands need an account, so they
// are not run.
func TestCommandsOfAWS(t *testing.T) {
	seen := 0
	for path, text := range documents(t) {
		var commands []string
		for _, f := range fences(text) {
			joined := strings.ReplaceAll(f.text, "\\\n", " ")
			for line := range strings.Lines(joined) {
				if line = strings.TrimSpace(line); strings.HasPrefix(line, "aws ") {
					commands = append(commands, line)
				}
			}
		}
		for _, m := range awsCommand.FindAllStringSubmatch(text, -1) {
			commands = append(commands, m[1])
		}
		for _, command := range commands {
			seen++
			if err := awscli.Check(command); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if seen < 3 {
		t.Errorf("only %d commands were found", seen)
	}
}

// awsAction finds actions of IAM policies, in documents and in what is generated. A
// star or KMS, whose model is not at hand, is not among them.
var awsAction = regexp.MustCompile(`\b(?:ecr|iam|secretsmanager|sts):[A-Z][A-Za-z]+\b`)

// TestActionsOfAWS: AWS's models know every action that a document or a generated
// policy names.
func TestActionsOfAWS(t *testing.T) {
	texts := documents(t)
	for name, text := range files(t, "../../generators/terraform/testdata/everything") {
		texts["everything/"+name] = text
	}
	seen := map[string]bool{}
	for path, text := range texts {
		for _, action := range awsAction.FindAllString(text, -1) {
			seen[action] = true
			if err := awscli.Action(action); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if len(seen) < 30 || !seen["ecr:BatchImportUpstreamImage"] {
		t.Errorf("only %d actions were found", len(seen))
	}
}
