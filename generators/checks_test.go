package generators_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// checks is what every check says: how grave it is, and of which field. The
// configuration that it meets is that of the golden case infra-check-CODE, or of
// flux-check-… for those of Flux, which look at the case's images, too.
var checks = []struct {
	code     plan.Code
	severity plan.Severity
	path     string
}{
	{"region-unconfirmed", plan.Warning, "spec.region"},
	{"rule-limit", plan.Error, "spec.upstreams"},
	{"upstream-role", plan.Warning, "spec.upstreams[0].credential.roleARN"},
	{"upstream-policy", plan.Warning, "spec.upstreams[0].registry"},
	{"credential-unused", plan.Error, "spec.upstreams[0].credential"},
	{"credential-twice", plan.Error, "spec.upstreams[0].credential"},
	{"credential-conflict", plan.Error, "spec.upstreams[1].credential"},
	{"credential-arn", plan.Error, "spec.upstreams[0].credential.arn"},
	{"credential-elsewhere", plan.Error, "spec.upstreams[0].credential.arn"},
	{"credential-arn-suffix", plan.Warning, "spec.upstreams[0].credential.arn"},
	{"secret-prefix", plan.Error, "spec.upstreams[0].credential.secretName"},
	{"secret-name", plan.Error, "spec.upstreams[0].credential.secretName"},
	{"secret-name-ending", plan.Error, "spec.upstreams[0].credential.secretName"},
	{"secret-kms", plan.Error, "spec.upstreams[0].credential.kmsKeyID"},
	{"secret-twice", plan.Error, "spec.upstreams[1].credential.secretName"},
	{"push-unused", plan.Error, "spec.infrastructure.pushSecret"},
	{"recovery-window", plan.Error, "spec.infrastructure.recoveryWindowInDays"},
	{"role-required", plan.Error, "spec.upstreams[0].credential.roleARN"},
	{"role-unused", plan.Error, "spec.upstreams[0].credential.roleARN"},
	{"role-elsewhere", plan.Error, "spec.infrastructure.template.roleARN"},
	{"template-role", plan.Error, "spec.infrastructure.template.resourceTags"},
	{"template-dsse", plan.Error, "spec.infrastructure.template.encryptionType"},
	{"template-kms", plan.Error, "spec.infrastructure.template.kmsKey"},
	{"template-exclusions", plan.Error, "spec.infrastructure.template.imageTagMutabilityExclusions"},
	{"tag-form", plan.Error, "spec.infrastructure.tags[\"team\"]"},
	{"template-unused", plan.Warning, "spec.infrastructure.lifecycle"},
	{"immutable-tags", plan.Warning, "spec.infrastructure.template.imageTagMutability"},
	{"repository-policy", plan.Error, "spec.infrastructure.template.repositoryPolicy"},
	{"repository-unknown", plan.Warning, ""},
	{"no-repositories", plan.Warning, "spec.infrastructure.repositories"},
	{"lifecycle-empty", plan.Error, "spec.infrastructure.lifecycle"},
	{"lifecycle-priority", plan.Error, "spec.infrastructure.lifecycle[1].rulePriority"},
	{"lifecycle-any-last", plan.Error, "spec.infrastructure.lifecycle[0].rulePriority"},
	{"lifecycle-tag-lists", plan.Error, "spec.infrastructure.lifecycle[0]"},
	{"lifecycle-wildcards", plan.Error, "spec.infrastructure.lifecycle[0].tagPatternList[0]"},
	{"lifecycle-count-unit", plan.Error, "spec.infrastructure.lifecycle[0].countUnit"},
	{"lifecycle-count-number", plan.Error, "spec.infrastructure.lifecycle[0].countNumber"},
	{"lifecycle-transition", plan.Error, "spec.infrastructure.lifecycle[0].countType"},
	{"lifecycle-untagged", plan.Error, "spec.infrastructure.lifecycle[1].tagStatus"},
	{"lifecycle-size", plan.Error, "spec.infrastructure.lifecycle"},
	{"lifecycle-rules", plan.Error, "spec.infrastructure.lifecycle"},
	{"lifecycle-twice", plan.Error, "spec.infrastructure.lifecycle[1].tagPrefixList"},
	{"lifecycle-digests", plan.Warning, "spec.infrastructure.lifecycle[0]"},
	{"registry-policy-size", plan.Error, "spec.infrastructure.registryPolicy"},
	{"registry-policy-singleton", plan.Warning, "spec.infrastructure.registryPolicy"},
	{"principal-form", plan.Error, "spec.infrastructure.registryPolicy.principals[0]"},
	{"principal-everyone", plan.Error, "spec.infrastructure.registryPolicy.principals[0]"},
	{"principal-root", plan.Warning, "spec.infrastructure.registryPolicy.principals[0]"},
	{"principal-elsewhere", plan.Warning, "spec.infrastructure.registryPolicy.principals[0]"},
	{"scan-frequency", plan.Error, "spec.infrastructure.scanning.rules[0].scanFrequency"},
	{"scan-rules", plan.Error, "spec.infrastructure.scanning.rules"},
	{"scan-filters", plan.Error, "spec.infrastructure.scanning.rules[0].filters"},
	{"scan-filter", plan.Error, "spec.infrastructure.scanning.rules[0].filters[0]"},
	{"scan-singleton", plan.Warning, "spec.infrastructure.scanning"},
	{"scan-bills", plan.Warning, "spec.infrastructure.scanning.scanType"},
	{"parameter-path", plan.Error, "spec.infrastructure.parameters.path"},
	{"network-first-pull", plan.Warning, "spec.infrastructure.network"},
	{"network-buckets", plan.Warning, "spec.infrastructure.network.buckets"},
	{"topic-elsewhere", plan.Error, "spec.infrastructure.monitoring.topicARN"},
	{"flux-no-policy", plan.Warning, "spec.flux"},
	{"flux-policy-mismatch", plan.Warning, "spec.flux.policy"},
	{"flux-scan-cache", plan.Warning, "spec.flux.overrides[0].scan"},
	{"flux-digests", plan.Warning, "spec.flux.digestReflectionPolicy"},
	{"flux-unused-glob", plan.Warning, "spec.flux.overrides[0].repository"},
	{"flux-name-twice", plan.Error, "spec.flux.overrides[0].name"},
	{"flux-placeholder", plan.Warning, ""},
	{"flux-adopted", finding.Info, "spec.flux"},
	{"flux-existing", plan.Warning, "spec.flux"},
	{"flux-nothing", plan.Warning, "spec.flux"},
	{"unavailable", plan.Warning, "spec.infrastructure.scanning"},
	{"second-step", plan.Warning, "spec.upstreams[0].credential"},
	{"namespace-required", plan.Error, "spec.upstreams[0].credential.kubernetesSecret.namespace"},
	{"namespace-elsewhere", plan.Error, "spec.upstreams[0].credential.kubernetesSecret.namespace"},
	{"not-in-function", plan.Error, "spec.infrastructure.provider"},
	{"admission-files-only", plan.Warning, "spec.rewrite.anyField"},
	{"admission-namespaces", plan.Warning, "spec.admission.excludeNamespaces"},
	{"warm-no-images", plan.Warning, "spec.warm"},
	{"warm-not-pulled", plan.Warning, "spec.warm"},
	{"warm-image", plan.Warning, "spec.warm.image"},
}

// TestChecks holds every check against its configuration. AWS refuses each that is
// an error, so nothing may be generated for it.
func TestChecks(t *testing.T) {
	// A list that is too long is made by the folder's own test.
	tested := map[string]bool{"warm-too-many": true}
	for _, check := range checks {
		tested[string(check.code)] = true
		t.Run(string(check.code), func(t *testing.T) {
			_, problems := planned(t, caseOf(check.code))
			for _, p := range problems {
				if p.Code == check.code && p.Severity == check.severity && p.Field.Path == check.path {
					return
				}
			}
			t.Errorf("not among %v", problems)
		})
	}
	for _, file := range codeFiles(t) {
		if file == "kustomize/code.go" {
			continue // the function makes no transformers, so the folder's own tests hold its codes
		}
		for _, code := range codes(t, file) {
			if !tested[code] {
				t.Errorf("%s: no test", code)
			}
		}
	}
}

// TestCodesAreDocumented: every code of every folder has a row in a page of docs.
func TestCodesAreDocumented(t *testing.T) {
	var docs strings.Builder
	for _, pattern := range []string{"../docs/*.md", "../docs/targets/*.md"} {
		pages, err := filepath.Glob(pattern)
		if err != nil || len(pages) == 0 {
			t.Fatal(pattern, err)
		}
		for _, page := range pages {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			docs.Write(text)
		}
	}
	for _, file := range codeFiles(t) {
		for _, code := range codes(t, file) {
			if !strings.Contains(docs.String(), "\n| `"+code+"` |") {
				t.Errorf("%s: no page of docs has a row for the code %s", file, code)
			}
		}
	}
}

// caseOf is the golden case of a check.
func caseOf(code plan.Code) string {
	if rest, ok := strings.CutPrefix(string(code), "flux-"); ok {
		return "flux-check-" + rest
	}
	return "infra-check-" + string(code)
}

// seen is what a golden case's objects use.
func seen(t *testing.T, c *v1alpha1.PullThroughCache, name string) plan.Seen {
	t.Helper()
	text, err := os.ReadFile("../testdata/" + name + "/input.yaml")
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream(text)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	_, report, err := r.Items("", items)
	if err != nil {
		t.Fatal(err)
	}
	return plan.Seen{Images: report.Images, Existing: report.Existing}
}

// planned plans and generates for the configuration of a golden case.
func planned(t *testing.T, name string) (*plan.Plan, []plan.Problem) {
	t.Helper()
	text, err := os.ReadFile("../testdata/" + name + "/fnconfig.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var used plan.Seen
	switch {
	case strings.HasPrefix(name, "flux-"), name == "infra-check-lifecycle-digests":
		used = seen(t, c, name)
	case name != "infra-check-no-repositories":
		used.Images = []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/${APP}"}}
	}
	p, problems := planner.Plan(c, used)
	_, more := generators.Objects(&c.Spec, p)
	return p, append(problems, more...)
}

// codeFiles are the files in which the folders declare their codes.
func codeFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*/code.go")
	if err != nil || len(files) < 3 {
		t.Fatalf("only %v: %v", files, err)
	}
	return files
}

// codes reads the codes from where they are declared.
func codes(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range regexp.MustCompile(`Code = "([a-z-]+)"`).FindAllStringSubmatch(string(text), -1) {
		all = append(all, m[1])
	}
	if len(all) == 0 {
		t.Fatalf("%s declares no code", file)
	}
	return all
}
