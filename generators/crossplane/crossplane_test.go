package crossplane_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/crossplane"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

const (
	arn  = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf"
	made = "credential: {}"
)

// generate makes the objects of a configuration, by kind, as text.
func generate(t *testing.T, cluster bool, credential, infrastructure string) (map[string]string, []plan.Problem) {
	t.Helper()
	provider := v1alpha1.ProviderCrossplane
	if cluster {
		provider = v1alpha1.ProviderCrossplaneCluster
	}
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n" +
		"  upstreams: [{registry: ghcr.io, " + credential + "}]\n  infrastructure:\n    provider: " + provider + "\n    namespace: ecr-cache\n    repositories: PreCreate\n    " + infrastructure + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, problems := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app"}}})
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	out, more := crossplane.Generator{Cluster: cluster, Options: c.Spec.Infrastructure.Crossplane}.Generate(p)
	objects := out.Objects
	texts := map[string]string{}
	for i := range objects {
		text, err := objects[i].YAML()
		if err != nil {
			t.Fatal(err)
		}
		texts[objects[i].Kind] = text
	}
	return texts, more
}

// TestCare: each scope in its own terms, and nothing in AWS goes by default when an
// object does.
func TestCare(t *testing.T) {
	for _, test := range []struct {
		cluster        bool
		infrastructure string
		want           string
	}{
		{false, "", "  managementPolicies:\n  - Observe\n  - Create\n  - Update\n  - LateInitialize\n"},
		{false, "crossplane: {managementPolicies: ['*']}", "  managementPolicies:\n  - '*'\n"},
		{false, "crossplane: {managementPolicies: [Observe], providerConfigRef: {name: aws}}", "  managementPolicies:\n  - Observe\n  providerConfigRef:\n    kind: ClusterProviderConfig\n    name: aws\n"},
		{false, "crossplane: {managementPolicies: [Observe], providerConfigRef: {kind: ProviderConfig, name: aws}}", "  managementPolicies:\n  - Observe\n  providerConfigRef:\n    kind: ProviderConfig\n    name: aws\n"},
		{true, "", "  deletionPolicy: Orphan\n"},
		{true, "crossplane: {deletionPolicy: Delete}", "  deletionPolicy: Delete\n"},
		{true, "crossplane: {managementPolicies: [Observe]}", "  managementPolicies:\n  - Observe\n"},
		{true, "crossplane: {providerConfigRef: {name: aws}}", "  deletionPolicy: Orphan\n  providerConfigRef:\n    name: aws\n"},
	} {
		objects, _ := generate(t, test.cluster, "credential: {arn: '"+arn+"'}", test.infrastructure)
		for kind, text := range objects {
			_, spec, _ := strings.Cut(text, "\nspec:\n")
			care := regexp.MustCompile(`(?m)^  forProvider:.*\n(   .*\n)*`).ReplaceAllString(spec, "")
			if diff := cmp.Diff(test.want, care); diff != "" {
				t.Errorf("cluster %v, %s: %s -want +got\n%s", test.cluster, test.infrastructure, kind, diff)
			}
		}
	}
}

// TestScopes: the groups, versions and namespaces of the two scopes.
func TestScopes(t *testing.T) {
	for _, test := range []struct {
		cluster    bool
		repository string
		namespace  bool
		reference  string
	}{
		{false, "ecr.aws.m.upbound.io/v1beta1", true, "    secretStringSecretRef:\n      key: credentials.json\n      name: ghcr-credentials\n"},
		{true, "ecr.aws.upbound.io/v1beta2", false, "    secretStringSecretRef:\n      key: credentials.json\n      name: ghcr-credentials\n      namespace: ecr-cache\n"},
	} {
		objects, _ := generate(t, test.cluster, made, "")
		if text := objects["Repository"]; !strings.HasPrefix(text, "apiVersion: "+test.repository+"\n") || !strings.Contains(text, "crossplane.io/external-name: ghcr/amerintlxperts/my-app\n") {
			t.Errorf("cluster %v: %s", test.cluster, text)
		}
		if text := objects["SecretVersion"]; !strings.HasSuffix(text, test.reference) && !strings.Contains(text, test.reference+"  managementPolicies:\n") {
			t.Errorf("cluster %v: %s", test.cluster, text)
		}
		for kind, text := range objects {
			if strings.Contains(text, "\n  namespace: ecr-cache\n") != test.namespace {
				t.Errorf("cluster %v: the namespace of %s:\n%s", test.cluster, kind, text)
			}
		}
	}
}

// TestSecondStep: without the ARN there is no rule, and a warning with the command
// that reads it, which names the kind that is meant: Secret stands in many groups.
func TestSecondStep(t *testing.T) {
	for cluster, command := range map[bool]string{
		false: "run kubectl get secrets.secretsmanager.aws.m.upbound.io ghcr --namespace ecr-cache -o jsonpath='{.status.atProvider.arn}'",
		true:  "run kubectl get secrets.secretsmanager.aws.upbound.io ghcr -o jsonpath='{.status.atProvider.arn}'",
	} {
		objects, problems := generate(t, cluster, made, "")
		if objects["PullThroughCacheRule"] != "" {
			t.Errorf("cluster %v: a rule without its credential:\n%s", cluster, objects["PullThroughCacheRule"])
		}
		if len(problems) != 1 || problems[0].Code != plan.SecondStep || !strings.Contains(problems[0].Message, command) || !strings.Contains(problems[0].Message, "secretName: ecr-pullthroughcache/ghcr") {
			t.Errorf("cluster %v: %v", cluster, problems)
		}
		objects, problems = generate(t, cluster, "credential: {arn: '"+arn+"', secretName: ecr-pullthroughcache/ghcr}", "")
		if len(problems) > 0 || !strings.Contains(objects["PullThroughCacheRule"], "credentialArn: "+arn) || objects["Secret"] == "" || objects["SecretVersion"] == "" {
			t.Errorf("cluster %v: after the second step %v, %v", cluster, objects, problems)
		}
	}
}

// TestExternalNames: what is there is taken over only where somebody asks for it;
// repositories and the policy have no other field for their name.
func TestExternalNames(t *testing.T) {
	credential := "credential: {arn: '" + arn + "', secretName: ecr-pullthroughcache/ghcr}"
	const more = "nodePolicy: {}\n    registryPolicy: {principals: ['arn:aws:iam::123456789012:role/node']}\n    scanning: {}"
	always := map[string]string{"Repository": "ghcr/amerintlxperts/my-app", "Policy": "ecr-pull-through-cache-ca-central-1"}
	asked := map[string]string{
		"Repository": "ghcr/amerintlxperts/my-app", "Policy": "ecr-pull-through-cache-ca-central-1", "PullThroughCacheRule": "ghcr",
		"RepositoryCreationTemplate": "ghcr", "Secret": arn, "LifecyclePolicy": "ghcr/amerintlxperts/my-app",
		"RegistryPolicy": `"123456789012"`, "RegistryScanningConfiguration": `"123456789012"`,
	}
	for infrastructure, want := range map[string]map[string]string{more: always, more + "\n    crossplane: {externalNames: true}": asked} {
		objects, _ := generate(t, false, credential, infrastructure)
		got := map[string]string{}
		for kind, text := range objects {
			if _, rest, found := strings.Cut(text, "crossplane.io/external-name: "); found {
				got[kind], _, _ = strings.Cut(rest, "\n")
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n-want +got\n%s", infrastructure, diff)
		}
	}
}
