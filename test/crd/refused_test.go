package crd

import (
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// refused are edits of the accepted objects, each with the one complaint that the
// API server must have, by its beginning.
var refused = []struct {
	name, of  string
	from, to  string
	complaint string
}{
	// Unknown fields: a server that is not strict drops them, and the rule has no credential.
	{"an invented reference", "Crossplane rule", "credentialArn: arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf", "credentialArnRef: {name: ghcr}", "spec.forProvider.credentialArnRef: unknown field"},
	{"an invented reference in the cluster scope", "Crossplane cluster rule", "credentialArn: arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf", "credentialArnRef: {name: ghcr}", "spec.forProvider.credentialArnRef: unknown field"},
	{"the cluster scope's deletion policy", "Crossplane rule", "managementPolicies: [Observe, Create, Update, LateInitialize]", "deletionPolicy: Orphan", "spec.deletionPolicy: unknown field"},
	{"Crossplane's spelling in ACK", "ACK rule", "upstreamRegistry: github-container-registry", "upstreamRegistryUrl: ghcr.io", "spec.upstreamRegistryUrl: unknown field"},
	{"an unknown field of a list's element", "ACK template", "prefix: ghcr", "prefix: ghcr\n  resourceTags: [{key: team, text: platform}]", "spec.resourceTags[0].text: unknown field"},
	{"an unknown field of metadata", "ACK rule", "namespace: ecr-cache", "namspace: ecr-cache", "metadata.namspace: unknown field"},
	{"an unknown field beside spec", "Flux repository", "spec:", "data: {a: b}\nspec:", "data: unknown field"},
	// Types, required fields, enums, patterns.
	{"a value in Git", "ACK secret", "secretString: {key: credentials.json, name: ghcr-credentials}", "secretString: credentials.json", `spec.secretString: Invalid value: "string": spec.secretString in body must be of type object: "string"`},
	{"a number as a label", "ACK template", "name: ghcr, namespace", "name: ghcr, labels: {cost-centre: 42}, namespace", "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string"},
	{"no upstream", "ACK rule", "  upstreamRegistryURL: ghcr.io\n", "", "spec.upstreamRegistryURL: Required value"},
	{"no use of a template", "ACK template", "  appliedFor: [PULL_THROUGH_CACHE]\n", "", "spec.appliedFor: Required value"},
	{"no namespace of a Secret in the cluster scope", "Crossplane cluster version", ", namespace: ecr-cache", "", "spec.forProvider.secretStringSecretRef.namespace: Required value"},
	{"no interval", "Flux repository", "  interval: 10m\n", "", "spec.interval: Required value"},
	{"no author", "Flux update", "{commit: {author: {email: flux@example.com}}}", "{commit: {author: {name: flux}}}", "spec.git.commit.author.email: Required value"},
	{"an unknown provider", "Flux repository", "provider: generic", "provider: ecr", `spec.provider: Unsupported value: "ecr": supported values: "generic", "aws", "azure", "gcp"`},
	{"an unknown management policy", "Crossplane rule", "LateInitialize]", "Orphan]", `spec.managementPolicies[3]: Unsupported value: "Orphan"`},
	{"an interval without unit", "Flux repository", "interval: 10m", `interval: "10"`, `spec.interval: Invalid value: "10": spec.interval in body should match`},
	// CEL.
	{"no prefix, by policy", "Crossplane rule", "    ecrRepositoryPrefix: ghcr\n", "", "spec: Invalid value: spec.forProvider.ecrRepositoryPrefix is a required parameter"},
	{"no prefix, by the default policy", "Crossplane cluster rule", "    ecrRepositoryPrefix: ghcr\n", "", "spec: Invalid value: spec.forProvider.ecrRepositoryPrefix is a required parameter"},
	{"an interval that reflects nothing", "Flux policy", "  digestReflectionPolicy: Always\n", "", "spec: Invalid value: spec.interval is only accepted when spec.digestReflectionPolicy is set to 'Always'"},
	{"a digest without interval", "Flux policy", "  interval: 10m\n", "", "spec: Invalid value: spec.interval must be set when spec.digestReflectionPolicy is set to 'Always'"},
	// Versions, kinds, metadata.
	{"a version that is gone", "Flux repository", "image.toolkit.fluxcd.io/v1", "image.toolkit.fluxcd.io/v1beta1", "apiVersion: image.toolkit.fluxcd.io/v1beta1 is not served for ImageRepository; served are [v1]"},
	{"a version to come", "ACK rule", "v1alpha1", "v1", "apiVersion: ecr.services.k8s.aws/v1 is not served for PullThroughCacheRule; served are [v1alpha1]"},
	{"an invented kind", "ACK rule", "kind: PullThroughCacheRule", "kind: RegistryPolicy", `RegistryPolicy of "ecr.services.k8s.aws": no CRD has this kind`},
	{"the wrong group", "ACK secret", "secretsmanager.services.k8s.aws", "external-secrets.io", `Secret of "external-secrets.io": no CRD has this kind`},
	{"a name with a slash", "ACK rule", "name: ghcr, namespace", "name: ghcr/amerintlxperts, namespace", `metadata.name: Invalid value: "ghcr/amerintlxperts"`},
	{"a namespace in the cluster scope", "Crossplane cluster rule", "name: ghcr", "name: ghcr, namespace: ecr-cache", "metadata.namespace: Forbidden"},
}

func TestRefused(t *testing.T) {
	c := crds(t)
	for _, r := range refused {
		t.Run(r.name, func(t *testing.T) {
			if strings.Count(accepted[r.of], r.from) != 1 {
				t.Fatalf("%q does not stand once in %s", r.from, r.of)
			}
			problems := c.Problems(parse(t, []byte(strings.Replace(accepted[r.of], r.from, r.to, 1))))
			if len(problems) != 1 || !strings.HasPrefix(problems[0], r.complaint) {
				t.Errorf("want the one problem\n%s…\ngot\n%s", r.complaint, strings.Join(problems, "\n"))
			}
		})
	}
}

// TestInventedFieldIsSeen gives every generated object a field that nobody knows,
// where Crossplane has its parameters and where the others have them.
func TestInventedFieldIsSeen(t *testing.T) {
	c := crds(t)
	for _, golden := range generated(t) {
		for _, object := range golden.objects {
			if id := object.GroupVersionKind(); slices.Contains(unheld, id) || notCloned(t, c, id.Group) || composite(golden.objects, id.Group) {
				continue
			}
			at := []string{"spec", "forProvider", "invented"}
			if _, found, _ := unstructured.NestedMap(object.Object, at[:2]...); !found {
				at = []string{"spec", "invented"}
			}
			if err := unstructured.SetNestedField(object.Object, "x", at...); err != nil {
				t.Fatal(err)
			}
			if got, want := c.Problems(object), strings.Join(at, ".")+": unknown field"; !slices.Equal(got, []string{want}) {
				t.Errorf("%s, %s %s: got %q, want %q", golden.name, object.GetKind(), object.GetName(), got, want)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"a key twice": "a: b\na: c\n",
		"a list":      "- a\n",
		"broken YAML": "a: [\n",
	} {
		if object, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s was read: %v", name, object.Object)
		}
	}
}
