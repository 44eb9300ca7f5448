// Package imports holds the rule of which package may use which.
package imports

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/amerintlxperts/ecrcache"

// allowed lists, for every package of the binary, the modules and packages of
// this module that it may depend on, directly or not. What is missing here may
// depend on the standard library alone.
var allowed = map[string][]string{
	"":                      {},
	"image":                 {},
	"document":              {"go.yaml.in/yaml/v3"},
	"fields":                {"document", "go.yaml.in/yaml/v3"},
	"config":                {"", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"rewrite":               {"", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"plan":                  {"", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generators/object":     {"plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generators/ack":        {"generators/object", "plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generators/crossplane": {"generators/object", "plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generators/kustomize":  {"generators/object", "plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generators/flux":       {"generators/object", "plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generators/terraform":  {"plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3", "github.com/hashicorp/hcl/v2", "github.com/zclconf/go-cty", "github.com/apparentlymart/go-textseg/v15", "github.com/mitchellh/go-wordwrap", "github.com/agext/levenshtein", "github.com/google/go-cmp", "golang.org/x/text"},
	"generators":            {"generators/ack", "generators/crossplane", "generators/flux", "generators/object", "plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"generate":              {"generators", "generators/ack", "generators/crossplane", "generators/flux", "generators/object", "plan", "generators/kustomize", "generators/terraform", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3", "github.com/hashicorp/hcl/v2", "github.com/zclconf/go-cty", "github.com/apparentlymart/go-textseg/v15", "github.com/mitchellh/go-wordwrap", "github.com/agext/levenshtein", "github.com/google/go-cmp", "golang.org/x/text"},
	"fn":                    {"input", "golang.org/x/sys", "rewrite", "generators", "generators/ack", "generators/crossplane", "generators/flux", "generators/object", "plan", "", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"files":                 {},
	"input":                 {"golang.org/x/sys"},
	"awscli":                {},
	"console":               {"golang.org/x/term", "golang.org/x/sys"},
	"batch":                 {"input", "golang.org/x/sys", "", "files", "rewrite", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"report":                {"input", "", "awscli", "plan", "console", "golang.org/x/term", "golang.org/x/sys", "batch", "files", "rewrite", "config", "image", "fields", "document", "go.yaml.in/yaml/v3"},
	"cli":                   {"input", "", "fn", "generate", "generators/kustomize", "generators/terraform", "generators", "generators/ack", "generators/crossplane", "generators/flux", "generators/object", "plan", "awscli", "github.com/hashicorp/hcl/v2", "github.com/zclconf/go-cty", "github.com/apparentlymart/go-textseg/v15", "github.com/mitchellh/go-wordwrap", "github.com/agext/levenshtein", "github.com/google/go-cmp", "golang.org/x/text", "report", "batch", "files", "console", "rewrite", "config", "image", "fields", "document", "go.yaml.in/yaml/v3", "github.com/rogpeppe/go-internal/diff", "github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term", "golang.org/x/sys"},
}

func TestPackagesUseOnlyWhatTheyMay(t *testing.T) {
	for name, may := range allowed {
		for _, dep := range dependencies(t, name) {
			if !slices.ContainsFunc(may, func(a string) bool { return covers(a, dep) }) {
				t.Errorf("%s depends on %s, which the rule does not allow", path(name), dep)
			}
		}
	}
}

// dependencies lists what is not the standard library among all a package needs.
func dependencies(t *testing.T, name string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", path(name)).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", path(name), err)
	}
	return slices.DeleteFunc(strings.Fields(string(out)), func(dep string) bool { return dep == path(name) })
}

func path(name string) string { return strings.TrimSuffix(module+"/"+name, "/") }

// covers reports whether an entry of allowed names the dependency: a package of
// this module exactly, another module with all of its packages.
func covers(entry, dep string) bool {
	if strings.Contains(entry, ".") {
		return dep == entry || strings.HasPrefix(dep, entry+"/")
	}
	return dep == path(entry)
}
