package planner_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

const head = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
spec:
  accountID: "123456789012"
  region: ca-central-1
`

// build plans a configuration of which AWS refuses nothing.
func build(t *testing.T, spec string, images ...string) *plan.Plan {
	t.Helper()
	p, problems := try(t, spec, images...)
	if plan.Failed(problems) {
		t.Fatalf("refused: %v", problems)
	}
	return p
}

func try(t *testing.T, spec string, images ...string) (*plan.Plan, []plan.Problem) {
	t.Helper()
	c, err := config.Parse([]byte(head + "  " + strings.ReplaceAll(strings.TrimSpace(spec), "\n", "\n  ") + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	var refs []image.Reference
	for _, text := range images {
		ref, err := image.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
	}
	return planner.Plan(c, plan.Seen{Images: refs})
}

const ghcr = "upstreams: [{registry: ghcr.io, credential: {}}]\n"

// TestNothing: without the section nothing is needed in AWS.
func TestNothing(t *testing.T) {
	if p, problems := try(t, "endpoint: IPv4"); p.Rules != nil || p.Outputs != nil || len(problems) > 0 {
		t.Errorf("got %+v, %v", p, problems)
	}
}

// TestArtifacts: charts have their repositories in ECR.
func TestArtifacts(t *testing.T) {
	c, err := config.Parse([]byte(head + "  upstreams: [{registry: ghcr.io, credential: {}}]\n  infrastructure: {repositories: PreCreate}\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: "ghcr.io", Repository: "a/image", Tag: "v1"}}, Artifacts: []image.Reference{{Host: "ghcr.io", Repository: "a/chart"}}})
	if len(p.Repositories) != 2 {
		t.Errorf("repositories %+v", p.Repositories)
	}
}

// TestSecretNames: AWS lets ECR read only what begins with ecr-pullthroughcache/,
// and a project's names stay recognisable behind it.
func TestSecretNames(t *testing.T) {
	for spec, want := range map[string]string{
		"":                               "ecr-pullthroughcache/ghcr",
		"project: shop":                  "ecr-pullthroughcache/shop-ghcr-token",
		"environment: dev":               "ecr-pullthroughcache/dev-ghcr-token",
		"project: shop\nenvironment: qa": "ecr-pullthroughcache/shop-qa-ghcr-token",
	} {
		p := build(t, ghcr+spec+"\ninfrastructure: {}")
		if got := p.Credentials[0].SecretName; got != want {
			t.Errorf("%q: got %s, want %s", spec, got, want)
		}
	}
}

// TestRecoveryWindow: as the first design has it, and safe where nothing is said.
func TestRecoveryWindow(t *testing.T) {
	for spec, want := range map[string]int{
		"infrastructure: {}":                                           30,
		"environment: prod\ninfrastructure: {}":                        30,
		"environment: dev\ninfrastructure: {}":                         0,
		"environment: prod\ninfrastructure: {recoveryWindowInDays: 0}": 0,
		"environment: dev\ninfrastructure: {recoveryWindowInDays: 7}":  7,
	} {
		if got := build(t, ghcr+spec).Credentials[0].RecoveryWindow; got != want {
			t.Errorf("%s: got %d, want %d", spec, got, want)
		}
	}
}

// TestRepositories: each once, sorted, under its prefix, with Docker Hub's library/.
func TestRepositories(t *testing.T) {
	const spec = "upstreams: [{registry: ghcr.io, credential: {}}, {registry: docker.io, credential: {}}]\ninfrastructure: {repositories: PreCreate}"
	p := build(t, spec, "nginx:1", "ghcr.io/b/app:v1", "ghcr.io/a/app:v1", "docker.io/library/nginx:2", "quay.io/c/app")
	var got []string
	for _, r := range p.Repositories {
		got = append(got, r.Repository)
	}
	if diff := cmp.Diff([]string{"docker-hub/library/nginx", "ghcr/a/app", "ghcr/b/app"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestObjectNames: names are DNS subdomains, and two repositories never share one.
func TestObjectNames(t *testing.T) {
	p := build(t, ghcr+"infrastructure: {repositories: PreCreate}",
		"ghcr.io/a/b.c", "ghcr.io/a.b/c", "ghcr.io/a/b-c", "ghcr.io/a/b_c", "ghcr.io/a/b-c-688901d2", "ghcr.io/a/b__c", "ghcr.io/"+strings.Repeat("a/", 100)+"x", "ghcr.io/"+strings.Repeat("a/", 100)+"y", "ghcr.io/"+strings.Repeat("l", 240), "ghcr.io/"+strings.Repeat("l", 241))
	seen := map[string]string{}
	for _, r := range p.Repositories {
		if other := seen[r.Name]; other != "" {
			t.Errorf("%s and %s are both called %s", r.Repository, other, r.Name)
		}
		seen[r.Name] = r.Repository
		if len(r.Name) > 253 || strings.Trim(r.Name, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || strings.Trim(r.Name, ".-") != r.Name || strings.Contains(r.Name, "..") {
			t.Errorf("%s is no DNS subdomain", r.Name)
		}
	}
	if len(seen) != 10 {
		t.Errorf("%d names", len(seen))
	}
}

// TestLifecycle: rules are sorted by number, only ages have a unit, and the default
// ends with the rule for any image.
func TestLifecycle(t *testing.T) {
	type policy struct {
		Rules []struct {
			RulePriority int
			Selection    map[string]any
			Action       map[string]string
		}
	}
	for _, spec := range []string{"", "lifecycle:\n  - {rulePriority: 9, tagStatus: any, countType: imageCountMoreThan, countNumber: 5}\n  - {rulePriority: 3, tagStatus: tagged, tagPrefixList: [v], countType: sinceImagePushed, countNumber: 90}"} {
		p := build(t, ghcr+"infrastructure:\n  "+spec+"\n  namespace: x")
		var got policy
		if err := json.Unmarshal([]byte(p.Templates[0].LifecyclePolicy.JSON()), &got); err != nil {
			t.Fatal(err)
		}
		for i, rule := range got.Rules {
			_, unit := rule.Selection["countUnit"]
			if unit != (rule.Selection["countType"] != "imageCountMoreThan") || rule.Action["type"] != "expire" {
				t.Errorf("%v", rule)
			}
			if i > 0 && rule.RulePriority <= got.Rules[i-1].RulePriority {
				t.Errorf("not sorted: %s", p.Templates[0].LifecyclePolicy.JSON())
			}
		}
		if last := got.Rules[len(got.Rules)-1]; len(got.Rules) != 1+strings.Count(spec, "tagPrefixList") || last.Selection["tagStatus"] != "any" {
			t.Errorf("%s", p.Templates[0].LifecyclePolicy.JSON())
		}
	}
}

// TestPolicies: a node may pull what is cached and import what is not, below the
// prefixes alone; it makes repositories unless they are made beforehand, and tags
// them where a template has tags.
func TestPolicies(t *testing.T) {
	for _, test := range []struct{ spec, node, registry string }{
		{"", "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage ecr:CreateRepository", "ecr:BatchImportUpstreamImage ecr:CreateRepository"},
		{"repositories: PreCreate", "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage", "ecr:BatchImportUpstreamImage"},
		{"template: {resourceTags: {a: b}, roleARN: \"arn:aws:iam::123456789012:role/t\"}", "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage ecr:CreateRepository ecr:TagResource", "ecr:BatchImportUpstreamImage ecr:CreateRepository"},
	} {
		p := build(t, "upstreams: [{registry: ghcr.io, credential: {}}, {registry: quay.io}]\ninfrastructure:\n  nodePolicy: {}\n  registryPolicy: {principals: [\"arn:aws:iam::123456789012:role/node\"]}\n  "+test.spec)
		if got := strings.Join(actions(p.NodePolicy.Policy), " "); got != test.node {
			t.Errorf("%s: node %s", test.spec, got)
		}
		if got := strings.Join(actions(p.RegistryPolicy.Policy), " "); got != test.registry {
			t.Errorf("%s: registry %s", test.spec, got)
		}
		for _, policy := range []string{p.Registry.PolicyJSON(p.NodePolicy.Policy), p.Registry.PolicyJSON(p.RegistryPolicy.Policy)} {
			if !json.Valid([]byte(policy)) || !strings.Contains(policy, `["arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/*","arn:aws:ecr:ca-central-1:123456789012:repository/quay/*"]`) {
				t.Errorf("%s", policy)
			}
		}
	}
}

// TestRegistryPolicyElsewhere: who is of another account may pull what is cached, too,
// because a policy of that account alone gives nothing in this one. Who is of this account
// gets no more than what a first pull needs.
func TestRegistryPolicyElsewhere(t *testing.T) {
	const own, other = "arn:aws:iam::123456789012:role/node", "arn:aws:iam::210987654321:role/node"
	p := build(t, ghcr+"infrastructure:\n  registryPolicy: {principals: ["+own+", "+other+"]}")
	want := []plan.Statement{
		{Sid: "PullThroughCache", Principals: []string{own, other}, Actions: []string{"ecr:BatchImportUpstreamImage", "ecr:CreateRepository"}, Prefixes: []string{"ghcr"}},
		{Sid: "PullFromElsewhere", Principals: []string{other}, Actions: []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}, Prefixes: []string{"ghcr"}},
	}
	if diff := cmp.Diff(want, p.RegistryPolicy.Policy.Statements); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestUpstreamRole holds the role of a rule for another ECR registry, and what the owner
// of that registry is to allow, to AWS's page
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private.html).
func TestUpstreamRole(t *testing.T) {
	p := build(t, "upstreams: [{registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com, prefix: base, upstreamRepositoryPrefix: team}]\ninfrastructure: {upstreamRole: {}}")
	for _, test := range []struct{ got, want string }{
		{p.Registry.PolicyJSON(p.UpstreamRole.Trust), `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pullthroughcache.ecr.amazonaws.com"},"Action":["sts:AssumeRole"]}]}`},
		{p.Registry.PolicyJSON(p.UpstreamPolicies[0].Policy), `{"Version":"2012-10-17","Statement":[{"Sid":"PullThroughCache123456789012","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:root"]},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchImportUpstreamImage","ecr:GetImageCopyStatus"],"Resource":["arn:aws:ecr:us-east-1:210987654321:repository/team/*"]}]}`},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
	var all []string
	for _, s := range p.UpstreamRole.Policy.Statements {
		all = append(all, s.Actions...)
	}
	slices.Sort(all)
	want := strings.Fields("ecr:BatchGetImage ecr:BatchImportUpstreamImage ecr:CompleteLayerUpload ecr:GetAuthorizationToken ecr:GetDownloadUrlForLayer ecr:GetImageCopyStatus ecr:InitiateLayerUpload ecr:PutImage ecr:UploadLayerPart")
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestNamesInIAM: an account has its roles and policies once for all Regions, so the
// names of two Regions differ, and none is longer than IAM takes.
func TestNamesInIAM(t *testing.T) {
	seen := map[string]bool{}
	for _, region := range []string{"ca-central-1", "ca-west-1", "ap-southeast-1", "ap-southeast-2"} {
		for _, project := range []string{"shop", strings.Repeat("p", 32)} {
			text := strings.Replace(head, "ca-central-1", region, 1) + "  project: " + project + "\n  environment: " + strings.Repeat("e", 32) +
				"\n  upstreams: [{registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com}]\n  infrastructure: {upstreamRole: {}, nodePolicy: {}}\n"
			c, err := config.Parse([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			p, problems := planner.Plan(c, plan.Seen{})
			if plan.Failed(problems) {
				t.Fatal(problems)
			}
			for most, name := range map[int]string{64: p.UpstreamRole.RoleName, 128: p.NodePolicy.PolicyName} {
				if seen[name] || len(name) > most {
					t.Errorf("%s: %d characters, twice: %v", name, len(name), seen[name])
				}
				// A Terraform module has the Region in which it is applied there.
				if before, found := strings.CutSuffix(name, "-"+region); !found || len(before+"-ap-southeast-1") > most {
					t.Errorf("%s does not end in the Region, or has no room for a longer one", name)
				}
				seen[name] = true
			}
		}
	}
}

// actions are those of a policy's last statement, which is about repositories.
func actions(p plan.Policy) []string { return p.Statements[len(p.Statements)-1].Actions }

// TestSharedRule: two parts of one registry under one prefix share a rule.
func TestSharedRule(t *testing.T) {
	p := build(t, "upstreams: [{registry: ghcr.io, credential: {}}, {registry: ghcr.io/amerintlxperts, prefix: ghcr}]\ninfrastructure: {}")
	if len(p.Rules) != 1 || len(p.Credentials) != 1 || len(p.Templates) != 1 {
		t.Errorf("%+v", p)
	}
}

// TestOutputs: names are identifiers, and no two are the same.
func TestOutputs(t *testing.T) {
	p := build(t, "upstreams: [{registry: ghcr.io, prefix: a/b, credential: {}}, {registry: quay.io, prefix: a-b}, {registry: registry.k8s.io, prefix: 8s}]\ninfrastructure: {outputs: {}}")
	var got []string
	for _, o := range p.Outputs {
		got = append(got, o.Name+"="+o.Value)
	}
	want := []string{
		"ecr_registry_url=123456789012.dkr.ecr.ca-central-1.amazonaws.com",
		"a_b_prefix=a/b", "a_b_credential_secret_name=ecr-pullthroughcache/a/b", "a_b_2_prefix=a-b", "_8s_prefix=8s",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestArnWithoutAccount: a placeholder's account and Region are not compared.
func TestArnWithoutAccount(t *testing.T) {
	text := strings.NewReplacer(`"123456789012"`, "${ACCOUNT}", "ca-central-1", "${REGION}").Replace(head) +
		"  upstreams: [{registry: ghcr.io, credential: {arn: \"arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf\"}}]\n  infrastructure: {}\n"
	c, err := config.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := planner.Plan(c, plan.Seen{}); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
}

// TestExclusions: ECR takes five exclusions with two wildcards each
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html).
func TestExclusions(t *testing.T) {
	for list, refused := range map[string]bool{
		"latest": false, "main-*, '*-rc*', a, b, c": false,
		"a, b, c, d, e, f": true, "'*a*b*'": true, "'a/b'": true, "'" + strings.Repeat("x", 129) + "'": true,
	} {
		_, problems := try(t, ghcr+"infrastructure:\n  template: {imageTagMutability: IMMUTABLE_WITH_EXCLUSION, imageTagMutabilityExclusions: ["+list+"]}")
		if plan.Failed(problems) != refused {
			t.Errorf("[%s]: %v", list, problems)
		}
	}
}
