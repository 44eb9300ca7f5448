package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// examine examines a configuration with images in a pod; no images are none looked
// for.
func examine(t *testing.T, spec string, images ...string) *report.Examination {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: " + v1alpha1.APIVersion + "\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n" + spec))
	if err != nil {
		t.Fatal(err)
	}
	p, problems := generators.CachePlan(c, plan.Seen{})
	return report.NewExamination(c, p, problems, inventoryOf(t, c, images))
}

func inventoryOf(t *testing.T, c *v1alpha1.PullThroughCache, images []string) []inventory.Image {
	t.Helper()
	if len(images) == 0 {
		return nil
	}
	pod := "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n"
	for i, img := range images {
		pod += fmt.Sprintf("  - {name: c%d, image: %q}\n", i, img)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	s, err := batch.OpenStream(strings.NewReader(pod), len(pod))
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Read()
	if err != nil {
		t.Fatal(err)
	}
	list, err := b.Images(r)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestExaminationOfImages: what surprises at a first pull is told once, with all
// the images it is about, whether they were rewritten already or not.
func TestExaminationOfImages(t *testing.T) {
	const own = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"
	const digest = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	for _, c := range []struct {
		name, spec string
		images     []string
		want       []string // severity code references
	}{
		{"a version", "", []string{"ghcr.io/org/app:v1", own + "org/app:v1"}, nil},
		{"a moving tag", "", []string{"ghcr.io/org/b:latest", own + "org/a", "ghcr.io/org/b:latest"}, []string{"warning moving-tag " + own + "org/a ghcr.io/org/b:latest"}},
		{"a digest", "", []string{"ghcr.io/org/a:v1" + digest, own + "org/b" + digest}, []string{"warning digest-first-pull " + own + "org/b" + digest + " ghcr.io/org/a:v1" + digest}},
		{"a digest that is dropped", "  rewrite: {digests: Drop}\n", []string{"ghcr.io/org/a:v1" + digest}, nil},
		{"a digest that stays upstream", "  rewrite: {digests: Upstream}\n", []string{"ghcr.io/org/a:v1" + digest}, nil},
		{"no rule", "", []string{"quay.io/org/a:v1", "nginx"}, []string{"warning no-rule quay.io/org/a:v1", "warning no-rule nginx"}},
		{"another registry of ECR", "", []string{"999999999999.dkr.ecr.ca-central-1.amazonaws.com/a:v1"}, []string{"warning other-ecr-registry 999999999999.dkr.ecr.ca-central-1.amazonaws.com/a:v1"}},
		{"no reference", "", []string{"ghcr.io/Org/a:v1"}, []string{"warning malformed-reference ghcr.io/Org/a:v1"}},
		{"a name with a doubled separator", "", []string{"ghcr.io/org/a--b:v1"}, nil},
		{"a name ECR refuses", "", []string{"ghcr.io/" + strings.Repeat("a", 255) + ":v1"}, []string{"error repository-name-length ghcr.io/" + strings.Repeat("a", 255) + ":v1"}},
		{"what nobody wants cached", "  upstreams: [{registry: ghcr.io, exclude: [org/*]}]\n", []string{"ghcr.io/org/a:latest"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := examine(t, c.spec, c.images...)
			var got []string
			for _, d := range e.Findings {
				got = append(got, strings.Join(append([]string{d.Severity, d.Code}, d.References...), " "))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			refused := strings.HasPrefix(strings.Join(c.want, ""), "error")
			if e.Failed() != refused {
				t.Errorf("failed: %v, want %v", e.Failed(), refused)
			}
		})
	}
}

// TestExaminationAsks: every rule is asked about, with the secret it has, and one
// image of every rule.
func TestExaminationAsks(t *testing.T) {
	e := examine(t, `  upstreams:
  - {registry: ghcr.io, credential: {}}
  - {registry: docker.io, credential: {arn: "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf"}}
  - {registry: quay.io}
  - {registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com, prefix: base}
  infrastructure:
    upstreamRole: {}
    template: {roleARN: "arn:aws:iam::123456789012:role/ecr-templates", resourceTags: {team: platform}}
    registryPolicy: {principals: ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/nodes"]}
`, "nginx:1.27", "ghcr.io/org/a:v1", "ghcr.io/org/b:v1")
	asked := map[string]string{}
	for _, q := range e.Commands {
		asked[q.Name] += q.Command + "\n"
	}
	for name, want := range map[string][]string{
		"rules":         {"describe-pull-through-cache-rules --registry-id 123456789012 "},
		"rule-role":     {"--role-name ecr-upstreams-ca-central-1 "},
		"template-role": {"--role-name ecr-templates "},
		"validate":      {"prefix ghcr ", "prefix docker-hub ", "prefix base "},
		"secret":        {"--secret-id ecr-pullthroughcache/ghcr ", "--secret-id arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf "},
		"permissions":   {"arn:aws:iam::123456789012:role/nodes ", "ecr:TagResource", `"arn:aws:ecr:ca-central-1:123456789012:repository/quay/*"`},
		"image":         {"docker-hub/library/nginx --image-ids imageTag=1.27 ", "ghcr/org/a --image-ids imageTag=v1 "},
	} {
		for _, part := range want {
			if !strings.Contains(asked[name], part) {
				t.Errorf("%s: no %q in\n%s", name, part, asked[name])
			}
		}
	}
	if strings.Contains(asked["validate"], "quay") || strings.Contains(asked["image"], "ghcr/org/b") {
		t.Errorf("asked for too much:\n%s%s", asked["validate"], asked["image"])
	}
}

// TestExaminationOfSomebodyElsesCache: without infrastructure nothing is missing,
// and what stands there of credentials is judged.
func TestExaminationOfSomebodyElsesCache(t *testing.T) {
	for spec, want := range map[string]string{
		"": "skipped",
		"  upstreams: [{registry: docker.io}, {registry: 999999999999.dkr.ecr.eu-west-1.amazonaws.com, prefix: other}]\n": "skipped",
		"  upstreams: [{registry: ghcr.io, credential: {}}]\n":                                                            "skipped",
		"  upstreams: [{registry: ghcr.io, credential: {secretName: shop/ghcr}}]\n":                                       "error",
		"  upstreams: [{registry: quay.io, credential: {}}]\n":                                                            "error",
		"  upstreams: [{registry: ghcr.io, credential: {kmsKeyID: 'arn:aws:kms:ca-central-1:123456789012:key/1'}}]\n":     "error",
		"  infrastructure: {template: {encryptionType: KMS}}\n  upstreams: [{registry: ghcr.io, credential: {}}]\n":       "error",
		"  infrastructure: {}\n  upstreams: [{registry: ghcr.io, credential: {}}]\n":                                      "ok",
		"  infrastructure: {provider: Terraform}\n  upstreams: [{registry: ghcr.io, credential: {}}]\n  project: shop\n":  "ok",
		"  infrastructure: {registryPolicy: {principals: ['*']}}\n  upstreams: [{registry: ghcr.io, credential: {}}]\n":   "error",
		"  infrastructure: {scanning: {scanType: ENHANCED}}\n  upstreams: [{registry: ghcr.io, credential: {}}]\n":        "warning",
		"  infrastructure: {}\n": "ok",
	} {
		if got := examine(t, spec).Checks[1].Status; got != want {
			t.Errorf("%s: %s, want %s", spec, got, want)
		}
	}
}

// TestShortText: how many commands change something is said in words that fit the number.
func TestShortText(t *testing.T) {
	ask, change := report.Question{Name: "ask"}, report.Question{Name: "change", Changes: true}
	for want, commands := range map[string][]report.Question{
		"-v prints 1 commands that ask it, and what":                                              {ask},
		"-v prints 2 commands that ask it, the last of which changes something, and what":         {ask, change},
		"-v prints 3 commands that ask it, the last 2 of which change something, and what a good": {ask, change, change},
	} {
		e := report.Examination{Commands: commands}
		if got := e.ShortText(); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
