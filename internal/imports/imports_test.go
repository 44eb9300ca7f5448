// Package imports tests which package imports which, which modules the program links, and how
// many files a folder has.
package imports

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/amerintlxperts/ecrcache"

// targets, as a key of uses, is every generator without a row of its own; in the list of a
// package, it is all generators.
const targets = "generators/*"

// The modules of AWS's SDK. Only packages below internal/live may import them.
const (
	awsSDK = "github.com/aws/aws-sdk-go-v2"
	smithy = "github.com/aws/smithy-go"
)

// The YAML libraries. The parser says at which byte each scalar is; the writer makes YAML of Go
// values.
const (
	yamlParser = "go.yaml.in/yaml/v3"
	yamlWriter = "sigs.k8s.io/yaml"
)

// fluxTypes begin the paths of Flux's API types.
const fluxTypes = "github.com/fluxcd"

// uses lists, for every package, what it may import besides the standard library:
// packages of this module by their folder, and other modules.
var uses = map[string][]string{
	"image":                           {},
	"internal/glob":                   {"github.com/bmatcuk/doublestar/v4"},
	"internal/schema":                 {},
	"api/v1alpha1":                    {"image", "internal/glob"},
	"internal/schemagen":              {"internal/schema", "internal/yamltext"},
	"internal/redact":                 {},
	"internal/finding":                {"internal/redact"},
	"internal/files/open":             {},
	"internal/files/ignore":           {"internal/files/open"},
	"internal/files/replace":          {"internal/files/open", "golang.org/x/sys"},
	"internal/codes":                  {"internal/finding"},
	"internal/causes":                 {"internal/codes", "internal/finding"},
	"internal/baseline":               {"api/v1alpha1", "image", "internal/files/replace", "internal/finding", "internal/redact", "internal/spelling", "internal/yamlbytes", "internal/yamltext"},
	"internal/files":                  {"internal/files/open", "internal/files/ignore", "internal/files/replace"},
	"internal/cli/awscli":             {},
	"internal/yamlbytes/scan":         {},
	"internal/yamlbytes/arena":        {},
	"internal/yamlbytes":              {"internal/finding", "internal/redact", yamlParser, "internal/yamlbytes/scan", "internal/yamlbytes/arena", "internal/yamltext"},
	"internal/chartvalues":            {"internal/yamlbytes"},
	"internal/fields":                 {"image", "internal/chartvalues", "internal/yamlbytes"},
	"internal/kustomization":          {"internal/finding", "internal/fields", "internal/kustomization/*"},
	"internal/tagpolicy":              {"api/v1alpha1", "image"},
	"internal/rewrite/hosts":          {"internal/finding", "internal/redact", "internal/yamlbytes", "internal/yamlbytes/scan"},
	"internal/rewrite/reason":         {"internal/finding"},
	"internal/rewrite/object":         {"api/v1alpha1", "internal/chartvalues", "internal/fields", "internal/finding", "internal/rewrite/reason", "internal/yamlbytes", "internal/kustomization/filename"},
	"internal/rewrite/outcome":        {"api/v1alpha1", "image", "internal/finding", "internal/rewrite/object", "internal/tagpolicy"},
	"internal/rewrite/chartindex":     {"internal/chartvalues", "internal/fields", "internal/finding", "internal/rewrite/object", "internal/yamlbytes", "internal/yamlbytes/scan"},
	"internal/rewrite/decide":         {"api/v1alpha1", "image", "internal/chartvalues", "internal/fields", "internal/finding", "internal/glob", "internal/kustomization", "internal/kustomization/build", "internal/kustomization/manifest", "internal/rewrite/hosts", "internal/rewrite/object", "internal/rewrite/outcome", "internal/rewrite/reason", "internal/yamlbytes"},
	"internal/rewrite/pass":           {"api/v1alpha1", "image", "internal/fields", "internal/finding", "internal/rewrite/decide", "internal/rewrite/object", "internal/rewrite/outcome", "internal/yamlbytes"},
	"internal/rewrite/inventory":      {"image", "internal/fields", "internal/finding", "internal/rewrite/decide", "internal/rewrite/object", "internal/rewrite/outcome", "internal/rewrite/pass", "internal/rewrite/reason"},
	"internal/rewrite/flux":           {"api/v1alpha1", "image", "internal/fields", "internal/finding", "internal/rewrite/decide", "internal/rewrite/object", "internal/rewrite/outcome", "internal/rewrite/pass", "internal/tagpolicy", "internal/yamlbytes", "internal/yamltext"},
	"internal/rewrite/kustomize":      {"api/v1alpha1", "image", "internal/config", "internal/fields", "internal/finding", "internal/kustomization", "internal/kustomization/imagetag", "internal/kustomization/manifest", "internal/kustomization/problem", "internal/rewrite/decide", "internal/rewrite/hosts", "internal/rewrite/object", "internal/rewrite/outcome", "internal/rewrite/pass", "internal/rewrite/reason", "internal/yamlbytes", "internal/yamlbytes/scan", "internal/kustomization/tree"},
	"internal/rewrite/leftover":       {"image", "internal/fields", "internal/finding", "internal/rewrite/chartindex", "internal/rewrite/decide", "internal/rewrite/hosts", "internal/rewrite/inventory", "internal/rewrite/object", "internal/rewrite/outcome", "internal/rewrite/pass", "internal/rewrite/reason", "internal/yamlbytes", "internal/yamltext"},
	"internal/rewrite":                {"api/v1alpha1", "image", "internal/chartvalues", "internal/config/validate", "internal/fields", "internal/finding", "internal/kustomization", "internal/kustomization/manifest", "internal/rewrite/chartindex", "internal/rewrite/decide", "internal/rewrite/flux", "internal/rewrite/hosts", "internal/rewrite/inventory", "internal/rewrite/kustomize", "internal/rewrite/leftover", "internal/rewrite/object", "internal/rewrite/outcome", "internal/rewrite/pass", "internal/rewrite/reason", "internal/tagpolicy", "internal/yamlbytes", "internal/kustomization/tree"},
	"internal/yamltext":               {yamlWriter, yamlParser},
	"generators/object":               {"generators/plan", "internal/yamltext"},
	targets:                           {"internal/finding", "api/v1alpha1", "generators/object", "generators/plan", "image"},
	"generators/flux":                 {"internal/finding", "api/v1alpha1", "generators/object", "generators/plan", "image", "internal/glob", "internal/tagpolicy", fluxTypes, "k8s.io/apimachinery/pkg/apis/meta/v1"},
	"generators/terraform":            {"api/v1alpha1", "generators/object", "generators/plan", "github.com/hashicorp/hcl/v2", "github.com/zclconf/go-cty"},
	"generators/warm":                 {"api/v1alpha1", "generators/object", "generators/plan", "image", "internal/redact"},
	"generators":                      {"api/v1alpha1", "generators/object", "generators/plan", "generators/planner", "generators/warm", targets},
	"fn":                              {"internal/causes", "internal/finding", "api/v1alpha1", "internal/redact", "internal/files", "internal/rewrite", "internal/rewrite/outcome", "generators", "generators/flux", "generators/object", "generators/plan", "generators/planner", "internal/config", "internal/yamlbytes", "internal/yamltext"},
	"fn/kio":                          {"fn", "sigs.k8s.io/kustomize/kyaml"},
	"fn/sdk":                          {"fn", "github.com/kptdev/krm-functions-sdk/go/fn"},
	"internal/cli/nearest":            {},
	"internal/cli/console":            {"internal/redact", "golang.org/x/term", "golang.org/x/text"},
	"internal/owners":                 {"internal/finding", "internal/yamlbytes"},
	"internal/cli/cluster":            {"internal/cli/awscli", "internal/finding", "api/v1alpha1", "generators/admission", "image", "internal/fields", "internal/owners", "internal/rewrite/inventory", "internal/rewrite/outcome"},
	"internal/pods":                   {},
	"cmd/ecrcache-pods":               {"internal/pods"},
	"internal/batch":                  {"internal/owners", "internal/finding", "internal/chartvalues", "internal/files", "internal/files/replace", "internal/rewrite", "internal/rewrite/inventory", "internal/rewrite/outcome", "internal/yamlbytes", "internal/yamlbytes/scan", "internal/kustomization/manifest", "internal/kustomization/tree", "internal/tagpolicy", "internal/kustomization/filename"},
	"internal/cli/report":             {"internal/owners", "internal/cli/cluster", "internal/finding", "api/v1alpha1", "internal/verify", "internal/redact", "internal/cli/awscli", "internal/batch", "internal/cli/console", "internal/rewrite", "internal/rewrite/inventory", "internal/rewrite/outcome", "generators/plan", "internal/config/validate", "image", "internal/live", "internal/yamltext", yamlParser, "internal/cli/page", "internal/releases", "internal/glob"},
	"internal/cli/page":               {"internal/redact"},
	"internal/cli/exit":               {"internal/finding", "internal/cli/console", "github.com/spf13/cobra"},
	"internal/cli/process":            {"internal/cli/exit", "golang.org/x/sys/unix"},
	"internal/cli/usage":              {"internal/spelling", "internal/cli/exit", "github.com/spf13/cobra", "github.com/spf13/pflag"},
	"internal/cli/input":              {"internal/finding", "api/v1alpha1", "generators/flux", "generators/plan", "internal/batch", "internal/cli/console", "internal/cli/exit", "internal/cli/nearest", "internal/cli/process", "internal/cli/usage", "internal/config", "internal/files", "internal/rewrite", "internal/rewrite/inventory", "github.com/spf13/cobra"},
	"internal/cli/ci":                 {"internal/baseline", "internal/cli/report", "internal/codes", "internal/files", "internal/finding", "internal/redact"},
	"internal/cli/messages":           {"internal/causes", "internal/finding", "internal/batch", "internal/cli/console", "internal/cli/exit", "internal/cli/report", "internal/files", "internal/rewrite/outcome"},
	"internal/cli/output":             {"api/v1alpha1", "generators", "generators/object", "internal/cli/console", "internal/cli/process", "internal/files", "internal/files/replace", "internal/redact", "github.com/rogpeppe/go-internal/diff"},
	"internal/cli/setters":            {"api/v1alpha1", "internal/finding", "internal/batch", "internal/cli/console", "internal/cli/exit", "internal/cli/input", "internal/cli/messages", "internal/cli/output", "internal/cli/report", "internal/cli/usage", "internal/redact", "internal/rewrite", "github.com/spf13/cobra"},
	"internal/cli":                    {"internal/cli/cluster", "internal/baseline", "internal/cli/ci", "internal/finding", "api/v1alpha1", "internal/verify", "fn", "generators", "generators/flux", "generators/object", "internal/batch", "internal/cli/report", "internal/cli/console", "internal/cli/exit", "internal/cli/process", "internal/cli/usage", "internal/cli/input", "internal/cli/messages", "internal/cli/output", "internal/files", "internal/files/replace", "internal/redact", "internal/rewrite", "internal/rewrite/inventory", "internal/rewrite/outcome", "generators/plan", "internal/config", "image", "github.com/spf13/cobra", "internal/live", "internal/cli/holdings", "internal/cli/page", "internal/cli/session", "internal/live/events", "internal/cli/warmlist", "internal/cli/setters", "internal/cli/releases"},
	"internal/cli/warmlist":           {"api/v1alpha1", "generators", "generators/plan", "image", "internal/cli/console", "internal/cli/exit", "internal/cli/input", "internal/cli/messages", "internal/live", "internal/rewrite", "internal/rewrite/inventory", "internal/rewrite/reason", "github.com/spf13/cobra"},
	"internal/cli/session":            {"api/v1alpha1", "image", "internal/cli/exit", "internal/handover", "internal/live", "github.com/spf13/cobra"},
	"internal/cli/holdings":           {"internal/finding", "api/v1alpha1", "internal/cli/console", "internal/cli/page", "internal/cli/report", "internal/live"},
	"cmd/ecrcache":                    {"internal/cli"},
	"cmd/ecrcache-aws":                {"internal/cli", "internal/live", "internal/live/doctor", "internal/live/warm", "golang.org/x/crypto/x509roots/fallback", "internal/live/status"},
	"internal/handover":               {},
	"internal/live":                   {"generators/plan", "image", "internal/rewrite/inventory"},
	"internal/live/warm":              {"internal/live", "internal/live/client", "image", awsSDK, smithy, "github.com/google/go-containerregistry"},
	"internal/live/client":            {"internal/live", "internal/cli/awscli", awsSDK, smithy},
	"internal/live/events":            {"internal/live"},
	"internal/live/status":            {"internal/finding", "internal/live", "internal/live/client", "internal/live/lifecycle", "generators/plan", "image", "internal/rewrite/inventory", awsSDK, smithy},
	"internal/live/doctor":            {"internal/finding", "internal/live", "internal/live/client", "internal/live/iampolicy", "internal/live/lifecycle", "generators/plan", "image", "internal/rewrite/inventory", "internal/cli/awscli", awsSDK, smithy},
	"internal/live/wildcard":          {},
	"internal/live/iampolicy":         {"internal/live/wildcard"},
	"internal/live/lifecycle":         {"generators/plan", "internal/live/wildcard"},
	"internal/live/livetest":          {"internal/live", "generators/plan", awsSDK, smithy, "github.com/google/go-containerregistry"},
	"internal/spelling":               {},
	"internal/config/problems":        {"internal/finding", "internal/redact"},
	"internal/config/schemacheck":     {"image", "internal/finding", "internal/schema", "internal/spelling", "internal/yamlbytes", "internal/config/problems", "internal/yamltext"},
	"internal/config/configmap":       {"internal/finding", "internal/schema", "api/v1alpha1", "internal/redact", "internal/yamlbytes", "internal/config/problems", "internal/config/schemacheck"},
	"internal/config/validate":        {"internal/finding", "api/v1alpha1", "image", "internal/fields", "internal/spelling", "internal/config/problems"},
	"internal/config":                 {"internal/finding", "internal/schema", "api/v1alpha1", "internal/redact", "internal/spelling", "internal/yamlbytes", "internal/config/*", "internal/yamltext"},
	"internal/kustomization/filename": {},
	"internal/kustomization/imagetag": {},
	"internal/kustomization/manifest": {"internal/yamlbytes", "internal/fields"},
	"internal/kustomization/problem":  {"internal/finding", "internal/kustomization/manifest"},
	"internal/kustomization/tree":     {"internal/finding", "internal/yamlbytes", "internal/fields", "internal/kustomization/imagetag", "internal/kustomization/manifest", "internal/kustomization/problem", "internal/kustomization/filename"},
	"internal/kustomization/build":    {"internal/finding", "internal/yamlbytes", "internal/fields", "internal/kustomization/imagetag", "internal/kustomization/manifest", "internal/kustomization/problem", "internal/kustomization/tree"},
	"generators/plan":                 {"internal/finding", "api/v1alpha1", "image", "internal/tagpolicy"},
	"generators/planner":              {"api/v1alpha1", "generators/plan", "image"},
	"internal/verify/tree":            {"internal/files", "internal/kustomization/filename"},
	"internal/verify/target":          {"internal/files", "internal/verify/tree", yamlParser, "internal/yamltext", yamlWriter, "internal/kustomization/filename"},
	"internal/verify/builder":         {"internal/finding", "internal/verify/target", "internal/verify/tree"},
	"internal/verify/compare":         {"api/v1alpha1", "image", yamlParser},
	"internal/verify/inplace":         {"internal/batch", "internal/files/replace", "internal/rewrite", "internal/verify/tree"},
	"internal/releases":               {"image", "internal/files", "internal/rewrite", "internal/rewrite/inventory", "internal/verify/builder", "internal/verify/inplace", "internal/verify/target", "internal/verify/tree", "internal/yamlbytes"},
	"internal/cli/releases":           {"api/v1alpha1", "internal/cli/console", "internal/cli/exit", "internal/cli/input", "internal/cli/report", "internal/cli/usage", "internal/releases", "github.com/spf13/cobra"},
	"internal/verify/origin":          {"image", "internal/finding", "internal/batch", "internal/rewrite/outcome", "internal/verify/compare", "internal/verify/target", "internal/verify/tree"},
	"internal/verify":                 {"api/v1alpha1", "internal/finding", "internal/batch", "internal/files", "internal/files/replace", "internal/rewrite", "internal/rewrite/outcome", "internal/yamlbytes", "internal/verify/*"},

	// Tools of the tests, which nothing of the program imports.
	"internal/coverage":     {"api/v1alpha1", "internal/batch", "internal/config", "internal/finding", "internal/rewrite", "internal/rewrite/outcome", "internal/yamlbytes", yamlParser},
	"internal/dependencies": {},
	"internal/docs":         {},
	"internal/golden":       {},
	"internal/tool":         {},
	"internal/imports":      {},
	"internal/planted":      {},
	"internal/workflows":    {},
}

// linked lists the modules that the program links. The other modules of go.mod are for tests,
// fn/sdk and fn/kio: linking them would cost more at each start than a run takes.
var linked = []string{
	module, yamlParser, yamlWriter, fluxTypes, "github.com/bmatcuk/doublestar/v4", "golang.org/x/sys", "golang.org/x/term", "golang.org/x/text",
	"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/rogpeppe/go-internal/diff",
	"github.com/hashicorp/hcl/v2", "github.com/zclconf/go-cty", "github.com/apparentlymart/go-textseg/v15",
	"github.com/agext/levenshtein", "github.com/mitchellh/go-wordwrap", "github.com/google/go-cmp",
	// What Flux's types bring along.
	"k8s.io/apimachinery", "k8s.io/klog/v2", "k8s.io/kube-openapi", "k8s.io/utils", "sigs.k8s.io/controller-runtime/pkg/scheme", "sigs.k8s.io/json",
	"sigs.k8s.io/randfill", "sigs.k8s.io/structured-merge-diff/v6", "github.com/fxamacker/cbor/v2", "github.com/go-logr/logr", "github.com/json-iterator/go",
	"github.com/modern-go/concurrent", "github.com/modern-go/reflect2", "github.com/x448/float16", "go.yaml.in/yaml/v2", "golang.org/x/net", "gopkg.in/inf.v0",
}

func TestPackagesUseOnlyWhatTheyMay(t *testing.T) {
	for _, line := range list(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"/...") {
		words := strings.Fields(line)
		name := folder(words[0])
		may, known := uses[name]
		if !known && covers(targets, words[0]) {
			may, known = uses[targets], true
		}
		if !known {
			t.Errorf("%s has no row in uses, which says what it may import", name)
			continue
		}
		for _, used := range words[1:] {
			if strings.Contains(used, ".") && !slices.ContainsFunc(may, func(entry string) bool { return covers(entry, used) }) {
				t.Errorf("%s imports %s, which its row in uses does not allow", name, used)
			}
		}
	}
}

// A row without a package is what a moved package leaves.
func TestEveryRowHasAPackage(t *testing.T) {
	packages := list(t, module+"/...")
	for name := range uses {
		if name != targets && !slices.Contains(packages, module+"/"+name) {
			t.Errorf("%s has a row in uses, and is no package", name)
		}
	}
}

func TestTheProgramLinksLittle(t *testing.T) {
	unused := slices.Clone(linked)
	for _, dep := range list(t, "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", module+"/cmd/ecrcache") {
		has := func(entry string) bool { return dep == entry || strings.HasPrefix(dep, entry+"/") }
		if dep != "" && !slices.ContainsFunc(linked, has) {
			t.Errorf("the program links %s", dep)
		}
		unused = slices.DeleteFunc(unused, has)
	}
	if len(unused) > 0 {
		t.Errorf("the program does not link %q", unused)
	}
}

func list(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// folder returns the folder of a package of this module.
func folder(path string) string {
	if path == module {
		return "."
	}
	return strings.TrimPrefix(path, module+"/")
}

// covers reports whether an entry of uses names an import: a package of this module by its
// folder, where a * at the end is for all folders below, or another module with all of its
// packages.
func covers(entry, used string) bool {
	if used == module || strings.HasPrefix(used, module+"/") {
		of, isFolder := strings.CutSuffix(entry, "*")
		return folder(used) == entry || isFolder && strings.HasPrefix(folder(used), of)
	}
	return used == entry || strings.HasPrefix(used, entry+"/")
}
