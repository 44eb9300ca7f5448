package workflows

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestAction: action.yml at the top has what the Marketplace asks for; its scripts hold no
// expression, so that no input is run; every input and output is explained and used.
func TestAction(t *testing.T) {
	var a struct {
		Name, Description string
		Branding          struct{ Icon, Color string }
		Inputs, Outputs   map[string]struct {
			Description, Value string
		}
		Runs struct {
			Using string
			Steps []struct {
				ID, Run, Shell string
			}
		}
	}
	action := text(t, "action.yml")
	if err := yaml.Unmarshal([]byte(action), &a); err != nil {
		t.Fatal(err)
	}
	if a.Name == "" || a.Description == "" || len(a.Description) > 125 || a.Branding.Icon == "" || a.Branding.Color == "" {
		t.Errorf("the Marketplace wants a name, a description of at most 125 characters, an icon and a color: %+v", a)
	}
	if a.Runs.Using != "composite" || len(a.Runs.Steps) == 0 || len(a.Inputs) == 0 || len(a.Outputs) == 0 {
		t.Fatalf("not the composite action that this test reads: %+v", a.Runs)
	}
	scripts := ""
	for _, step := range a.Runs.Steps {
		if step.Shell != "bash" || strings.Contains(step.Run, "${{") {
			t.Errorf("a step with the shell %q, or with an expression in its script; hand it over in env:\n%s", step.Shell, step.Run)
		}
		scripts += step.Run
	}
	for name, about := range a.Inputs {
		if about.Description == "" || !strings.Contains(action, "inputs."+name+" ") {
			t.Errorf("the input %s is not explained, or not used", name)
		}
	}
	for name, about := range a.Outputs {
		if about.Description == "" || about.Value != "${{ steps.install.outputs."+name+" }}" || !strings.Contains(scripts, `"`+name+"=") {
			t.Errorf("the output %s is not explained, or not set", name)
		}
	}
}
