package doctor_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/doctor"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

const (
	head = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: cache}
spec:
  accountID: "123456789012"
  region: ca-central-1
`
	usual = `  upstreams: [{registry: ghcr.io}, {registry: quay.io}]
  infrastructure:
    provider: Terraform
    registryPolicy: {principals: ["arn:aws:iam::123456789012:role/eks-node"]}
    nodePolicy: {}
    scanning: {}
`
	host   = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	node   = "arn:aws:iam::123456789012:role/eks-node"
	app    = "ghcr/amerintlxperts/my-app"
	digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
	other  = "sha256:2222222222222222222222222222222222222222222222222222222222222222"
)

// cached are the images of the account: one repository of each upstream.
func cached() map[string]map[string]string {
	return map[string]map[string]string{app: {"v1.0.0": digest}, "quay/prometheus/node-exporter": {"v1.8.0": other}}
}

// examination is that of a configuration, with the images of its account in the manifests.
func examination(t *testing.T, spec string, references ...string) *live.Examination {
	t.Helper()
	c, err := config.Parse([]byte(head + spec))
	if err != nil {
		t.Fatal(err)
	}
	p, problems := generators.CachePlan(c, plan.Seen{})
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	e := &live.Examination{Plan: p, Made: c.Spec.Infrastructure != nil, Now: livetest.Now, Images: []inventory.Image{}}
	for _, text := range references {
		ref, err := image.Parse(host + text)
		if err != nil {
			t.Fatal(err)
		}
		e.Images = append(e.Images, inventory.Image{Status: inventory.StatusCached, CacheReference: ref.String(), Tag: ref.Tag, Digest: ref.Digest})
	}
	return e
}

// usually is the examination of the usual configuration, with both images.
func usually(t *testing.T) *live.Examination {
	t.Helper()
	return examination(t, usual, app+":v1.0.0", "quay/prometheus/node-exporter:v1.8.0")
}

// examine asks a server that answers from an account.
func examine(t *testing.T, e *live.Examination, a *livetest.Account) (*live.Report, *livetest.Server) {
	t.Helper()
	s := livetest.Start(t)
	a.Serve(s)
	e.Session = s.Session()
	r, err := doctor.Examine(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

// TestSound: of an account that is as the plan wants it, everything is ok, and everything
// was looked at.
func TestSound(t *testing.T) {
	e := usually(t)
	r, s := examine(t, e, livetest.Sound(e.Plan, cached()))
	seen := map[live.Check]bool{}
	for _, f := range r.Findings {
		seen[f.Check] = true
		if f.Status != live.OK || f.Do != "" {
			t.Errorf("%+v", f)
		}
	}
	for _, check := range []live.Check{live.Identity, live.Rules, live.Secrets, live.Roles, live.Permissions, live.RegistryPolicy, live.Templates, live.Repositories, live.Images, live.Scanning} {
		if !seen[check] {
			t.Errorf("nothing is said of %s", check)
		}
	}
	if len(s.Requests("secretsmanager:GetSecretValue")) > 0 {
		t.Error("a secret was read, and nobody asked for its keys")
	}
	if r.Failed(true) || r.Account != "123456789012" || r.Calls != len(s.Requests("")) {
		t.Errorf("%+v; %d requests", r, len(s.Requests("")))
	}
}

// TestCalls: for nine rules an examination makes at most 30 calls, and three for every
// repository of the manifests (its policies, and a page of images), four where a template gives
// it tags.
func TestCalls(t *testing.T) {
	e := examination(t, `  upstreams:
  - {registry: ghcr.io}
  - {registry: docker.io}
  - {registry: registry.gitlab.com}
  - {registry: team.azurecr.io}
  - {registry: cgr.dev, credential: {}}
  - {registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com}
  - {registry: quay.io}
  - {registry: registry.k8s.io}
  - {registry: public.ecr.aws}
  infrastructure:
    provider: Terraform
    upstreamRole: {}
    registryPolicy: {principals: ["arn:aws:iam::123456789012:role/eks-node"]}
    template: {roleARN: "arn:aws:iam::123456789012:role/ecr-templates", resourceTags: {team: platform}}
    scanning: {}
`, app+":v1.0.0")
	if len(e.Plan.Rules) != 9 || len(e.Plan.Credentials) < 5 {
		t.Fatalf("%d rules, %d credentials", len(e.Plan.Rules), len(e.Plan.Credentials))
	}
	a := livetest.Sound(e.Plan, map[string]map[string]string{app: {"v1.0.0": digest}})
	r, _ := examine(t, e, a)
	if r.Failed(true) || r.Count(live.Warning) > 0 {
		t.Errorf("%+v", r.Findings)
	}
	const ofRepository = 4 // its tags too, since the template gives some
	if r.Calls > 30+ofRepository {
		t.Errorf("%d calls", r.Calls)
	}
	t.Logf("9 rules: %d calls, and %d for the repository of the manifests", r.Calls-ofRepository, ofRepository)
	// A page holds 1000: with pages of one item, only the lists take more.
	a.PageSize = 1
	if more, s := examine(t, e, a); len(s.Requests("ecr:DescribePullThroughCacheRules")) != 9 || more.Failed(true) {
		t.Errorf("%d pages of rules; %+v", len(s.Requests("ecr:DescribePullThroughCacheRules")), more.Findings)
	}
}

// actions are those of a policy.
func actions(t *testing.T, e *live.Examination) []string {
	t.Helper()
	var all []string
	for word := range strings.FieldsFuncSeq(live.DoctorPolicy(&e.Plan.Registry, e), func(r rune) bool { return strings.ContainsRune("\" \n,[]", r) }) {
		service, name, found := strings.Cut(word, ":")
		if found && slices.Contains([]string{"ecr", "iam", "secretsmanager", "ec2"}, service) && !strings.Contains(name, ":") {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return all
}

// all is an examination of everything.
func all(t *testing.T) (*live.Examination, *livetest.Account) {
	t.Helper()
	e := examination(t, usual+`    template: {roleARN: "arn:aws:iam::123456789012:role/ecr-templates", resourceTags: {team: platform}}
`, app+":v1.0.0", "quay/prometheus/node-exporter:v1.8.0")
	e.SecretKeys, e.Network, e.VPC = true, true, "vpc-1"
	a := livetest.Sound(e.Plan, cached())
	a.RegistryPolicy = strings.Replace(a.RegistryPolicy, `"ecr:CreateRepository"`, `"ecr:CreateRepository","ecr:BatchGetImage"`, 1)
	return e, a
}

// TestPolicy: the policy that is printed allows every call of an examination of everything,
// and nothing else. None of them changes anything or pulls.
func TestPolicy(t *testing.T) {
	e, a := all(t)
	_, s := examine(t, e, a)
	var asked []string
	for _, r := range s.Requests("") {
		if r.Operation != "sts:GetCallerIdentity" { // which needs no permission
			asked = append(asked, r.Operation)
		}
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	if allowed := actions(t, e); !slices.Equal(asked, allowed) {
		t.Errorf("asked %q\nallowed %q", asked, allowed)
	}
	for _, action := range asked {
		_, name, _ := strings.Cut(action, ":")
		if !slices.ContainsFunc([]string{"Describe", "Get", "List", "Validate", "Simulate"}, func(verb string) bool { return strings.HasPrefix(name, verb) }) {
			t.Errorf("%s does not only read", action)
		}
	}
	e = usually(t) // without tags
	for _, action := range actions(t, e) {
		if action == "secretsmanager:GetSecretValue" || action == "ec2:DescribeVpcEndpoints" || action == live.ListTags {
			t.Errorf("%s is not needed", action)
		}
	}
	if strings.Contains(live.DoctorPolicy(&e.Plan.Registry, e), ":user/") {
		t.Error("no user pulls")
	}
	e.Pullers = []string{"arn:aws:iam::123456789012:user/ci"}
	if !strings.Contains(live.DoctorPolicy(&e.Plan.Registry, e), `"arn:aws:iam::123456789012:user/*"`) {
		t.Error("a user that pulls cannot be simulated")
	}
}

// TestDenied: without a permission, what it would tell is unknown, and the permission is
// named; nothing becomes an error by that, and everything else is still looked at.
func TestDenied(t *testing.T) {
	e, _ := all(t)
	for _, action := range actions(t, e) {
		t.Run(action, func(t *testing.T) {
			e, a := all(t)
			a.Denied[action] = true
			r, s := examine(t, e, a)
			if !slices.Equal(r.Needs(), []string{action}) || r.Count(live.Error) > 0 || r.Failed(false) || !r.Failed(true) {
				t.Errorf("needs %q, %+v", r.Needs(), r.Findings)
			}
			if len(s.Requests("ecr:GetRegistryScanningConfiguration")) != 1 {
				t.Error("it ended early")
			}
		})
	}
}
