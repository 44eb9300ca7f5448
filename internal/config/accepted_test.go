package config

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/google/go-cmp/cmp"
)

// full uses every key of the document.
const full = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: cache
  namespace: platform
  labels: {team: platform}
  annotations:
    config.kubernetes.io/function: |
      exec: {path: ecrcache}
spec:
  accountID: "012345678901"
  region: us-east-1
  endpoint: FIPS
  upstreams:
  - registry: ghcr.io
    prefix: mirror/ghcr/
    include: [amerintlxperts/**]
    exclude: ["**/scratch-?"]
    credential: {secretName: ecr-pullthroughcache/x, kubernetesSecret: {name: a, namespace: b}}
  - registry: docker.io
    credential: {arn: "arn:aws:secretsmanager:us-east-1:012345678901:secret:ecr-pullthroughcache/hub-AbCdEf"}
  project: shop
  environment: prod
  rewrite:
    mode: Check
    direction: Restore
    digests: Drop
    fields:
    - group: example.com
      version: v1
      kind: Widget
      path: spec/parts[]/image
      form: ImageMap
    - path: spec/*/image
    shortNames: [shop, "**/values.yaml"]
    ociURLs: true
    args: true
    embedded: true
    anyField: true
    include: [{kind: Deployment}]
    exclude: [{name: "web-*", namespace: shop, container: side*}]
    pullSecrets: Remove
    pullSecretNames: [ghcr-*]
    maxResults: 0
  check:
    accept:
    - code: policy
      kind: ClusterPolicy
      name: "only-*"
      namespace: shop
      field: spec.**
      image: ghcr.io/**
      because: the policy is about what is built, not about what runs
  infrastructure:
    namespace: ecr-cache
    labels: {team: platform}
    tags: {team: platform}
    recoveryWindowInDays: 0
    lifecycle: [{tagStatus: tagged, tagPrefixList: [v], countType: imageCountMoreThan, countNumber: 10}]
    template: {imageTagMutabilityExclusions: [latest]}
    registryPolicy: {principals: ["arn:aws:iam::012345678901:role/node"]}
    scanning: {rules: [{filters: ["*"]}]}
    nodePolicy: {}
    outputs: {}
    ack: {adoptionPolicy: adopt}
  kustomize:
    transformers: false
    images: [ghcr.io/amerintlxperts/my-app]
    fieldSpecs: true
    fluxKustomizations: true
    helmReleases: true
  flux:
    namespace: flux-system
    labels: {team: platform}
    images: [ghcr.io/amerintlxperts/tools]
    include: [ghcr.io/**]
    exclude: ["**/legacy-*"]
    secretRef: {name: ghcr-auth}
    accessFrom: {namespaceSelectors: [{}]}
    suspend: false
    digestReflectionPolicy: Always
    digestInterval: 1h
    markers: true
    overrides:
    - repository: ghcr.io/amerintlxperts/shop
      name: shop
      scan: Cache
      filterTags: {pattern: '^(?P<n>[0-9]+)$', extract: $n}
      policy: {numerical: {}}
    automation:
      sourceRef: {name: flux-system}
      author: {email: bot@example.com}
      signingKey: {secretRef: {name: signing-key}}
`

func TestParseFull(t *testing.T) {
	want := &v1alpha1.PullThroughCache{
		APIVersion: v1alpha1.APIVersion,
		Kind:       v1alpha1.Kind,
		Metadata: v1alpha1.Metadata{
			Name: "cache", Namespace: "platform", Labels: map[string]string{"team": "platform"},
			Annotations: map[string]string{"config.kubernetes.io/function": "exec: {path: ecrcache}\n"},
		},
		Spec: v1alpha1.Spec{
			AccountID: "012345678901", Region: "us-east-1", Endpoint: "FIPS",
			Upstreams: []v1alpha1.Upstream{
				{Registry: "ghcr.io", Prefix: "mirror/ghcr", Include: []string{"amerintlxperts/**"}, Exclude: []string{"**/scratch-?"}, Credential: &v1alpha1.Credential{
					SecretName: "ecr-pullthroughcache/x", KubernetesSecret: v1alpha1.KubernetesSecret{Name: "a", Namespace: "b", Key: "credentials.json"},
				}},
				{Registry: "docker.io", Prefix: "docker-hub", Credential: &v1alpha1.Credential{
					ARN: "arn:aws:secretsmanager:us-east-1:012345678901:secret:ecr-pullthroughcache/hub-AbCdEf",
				}},
			},
			Project: "shop", Environment: "prod",
			Infrastructure: &v1alpha1.Infrastructure{
				Provider: v1alpha1.ProviderACK, Namespace: "ecr-cache", Labels: map[string]string{"team": "platform"}, Tags: map[string]string{"team": "platform"},
				Repositories: v1alpha1.RepositoriesOnPull, RecoveryWindowInDays: new(int),
				Lifecycle:      []v1alpha1.LifecycleRule{{TagStatus: "tagged", TagPrefixList: []string{"v"}, CountType: "imageCountMoreThan", CountNumber: 10, Action: "expire"}},
				Template:       v1alpha1.Template{ImageTagMutability: "MUTABLE", ImageTagMutabilityExclusions: []string{"latest"}},
				RegistryPolicy: &v1alpha1.RegistryPolicy{Principals: []string{"arn:aws:iam::012345678901:role/node"}},
				Scanning:       &v1alpha1.Scanning{ScanType: "BASIC", Rules: []v1alpha1.ScanningRule{{ScanFrequency: "SCAN_ON_PUSH", Filters: []string{"*"}}}},
				NodePolicy:     &v1alpha1.NodePolicy{}, Outputs: &v1alpha1.Outputs{Name: "ecr-cache"},
				ACK: &v1alpha1.ACK{DeletionPolicy: "retain", AdoptionPolicy: "adopt"},
			},
			Kustomize: &v1alpha1.Kustomize{Transformers: new(bool), Images: []string{"ghcr.io/amerintlxperts/my-app"}, FieldSpecs: true, FluxKustomizations: true, HelmReleases: true},
			Flux: &v1alpha1.Flux{
				Namespace: "flux-system", Labels: map[string]string{"team": "platform"},
				Images: []string{"ghcr.io/amerintlxperts/tools"}, Include: []string{"ghcr.io/**"}, Exclude: []string{"**/legacy-*"},
				FluxSettings: v1alpha1.FluxSettings{
					Scan: v1alpha1.ScanUpstream, Interval: "10m", SecretRef: &v1alpha1.FluxReference{Name: "ghcr-auth"},
					AccessFrom: &v1alpha1.FluxAccessFrom{NamespaceSelectors: []v1alpha1.FluxNamespaceSelector{{}}}, Suspend: new(bool),
					DigestReflectionPolicy: v1alpha1.DigestsAlways, DigestInterval: "1h",
				},
				Markers: true,
				Overrides: []v1alpha1.FluxOverride{{Repository: "ghcr.io/amerintlxperts/shop", Name: "shop", FluxSettings: v1alpha1.FluxSettings{
					Scan: v1alpha1.ScanCache, FilterTags: &v1alpha1.FluxTagFilter{Pattern: "^(?P<n>[0-9]+)$", Extract: "$n"}, Policy: &v1alpha1.FluxPolicy{Numerical: &v1alpha1.FluxOrder{Order: "asc"}},
				}}},
				Automation: &v1alpha1.FluxAutomation{
					Name: "image-updates", Interval: "10m", SourceRef: v1alpha1.FluxSourceRef{Kind: "GitRepository", Name: "flux-system"},
					Author: v1alpha1.FluxAuthor{Email: "bot@example.com"}, SigningKey: &v1alpha1.FluxSigningKey{SecretRef: v1alpha1.FluxReference{Name: "signing-key"}},
				},
			},
			Rewrite: v1alpha1.Rewrite{
				Mode: v1alpha1.ModeCheck, Direction: v1alpha1.DirectionRestore, Digests: v1alpha1.DigestsDrop,
				Fields: []v1alpha1.Field{
					{Group: "example.com", Version: "v1", Kind: "Widget", Path: "spec/parts[]/image", Form: v1alpha1.FormImageMap},
					{Path: "spec/*/image", Form: v1alpha1.FormReference},
				},
				ShortNames: []string{"shop", "**/values.yaml"}, OCIURLs: true, Args: true, Embedded: true, AnyField: true,
				Include:     []v1alpha1.Selector{{Kind: "Deployment"}},
				Exclude:     []v1alpha1.Selector{{Name: "web-*", Namespace: "shop", Container: "side*"}},
				PullSecrets: v1alpha1.PullSecretsRemove, PullSecretNames: []string{"ghcr-*"}, MaxResults: new(int),
			},
			Check: v1alpha1.Check{Accept: []v1alpha1.Acceptance{{
				Code: "policy", Kind: "ClusterPolicy", Name: "only-*", Namespace: "shop", Field: "spec.**", Image: "ghcr.io/**",
				Because: "the policy is about what is built, not about what runs",
			}}},
		},
	}
	if diff := cmp.Diff(want, mustParse(t, full)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestDefault: what may be left out, and nothing more.
func TestDefault(t *testing.T) {
	want := v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1", Endpoint: "IPv4",
		Upstreams: []v1alpha1.Upstream{{Registry: "ghcr.io", Prefix: "ghcr"}},
		Rewrite:   v1alpha1.Rewrite{Mode: v1alpha1.ModeWrite, Direction: v1alpha1.DirectionRewrite, Digests: v1alpha1.DigestsKeep, PullSecrets: v1alpha1.PullSecretsKeep, MaxResults: new(1000)},
	}
	if diff := cmp.Diff(want, mustParse(t, smallest).Spec); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	names := mustParse(t, withRewrite("pullSecrets: Remove")).Spec.Rewrite.PullSecretNames
	if diff := cmp.Diff([]string{"*"}, names); diff != "" {
		t.Errorf("names of pull secrets: -want +got\n%s", diff)
	}
}

// TestDefaultTwice: defaults are a fixed point.
func TestDefaultTwice(t *testing.T) {
	for _, text := range []string{smallest, full} {
		c := mustParse(t, text)
		before := *c
		before.Spec.Upstreams = append([]v1alpha1.Upstream{}, c.Spec.Upstreams...)
		c.Default()
		if diff := cmp.Diff(&before, c); diff != "" {
			t.Errorf("-once +twice\n%s", diff)
		}
		if err := Validate(c); err != nil {
			t.Errorf("Validate: %v", err)
		}
	}
}

// same is texts that say what the smallest configuration says.
var same = map[string]string{
	"JSON":                   `{"apiVersion":"ecrcache.amerintlxperts.github.io\/v1alpha1","kind":"PullThroughCache","metadata":{"name":"ghcr"},"spec":{"accountID":"123456789012","region":"ca-central-1"}}`,
	"JSON, indented by tabs": "{\n\t\"apiVersion\": \"ecrcache.amerintlxperts.github.io/v1alpha1\",\n\t\"kind\": \"PullThroughCache\", \"metadata\": {\"name\": \"ghcr\"},\n\t\"spec\": {\"accountID\": \"123456789012\", \"region\": \"ca-central-1\"}\n}\n",
	"CRLF":                   strings.ReplaceAll(smallest, "\n", "\r\n"),
	"a byte order mark":      "\uFEFF" + smallest,
	"document markers":       "# ours\n---\n" + smallest + "...\n",
	"indented":               "  " + strings.ReplaceAll(strings.TrimSpace(smallest), "\n", "\n  "),
	"anchor and alias":       "metadata: {name: &n ghcr}\n" + strings.Replace(strings.Replace(smallest, "metadata:\n  name: ghcr\n", "", 1), "region: ca-central-1", "region: &r ca-central-1", 1),
	"merge key":              "metadata: &m {name: ghcr}\n" + strings.Replace(smallest, "metadata:\n  name: ghcr\n", "", 1),
	"empty parts":            withSpec("rewrite: {}"),
	"a date-like name":       strings.Replace(smallest, `"123456789012"`, "!!str 123456789012", 1),
	"flat":                   strings.Replace(flat("endpoint: IPv4"), "function-input", "ghcr", 1),
	"flat, other metadata":   strings.Replace(flat("endpoint: IPv4"), "name: function-input", "{name: ghcr, uid: 1, creationTimestamp: null}", 1),
}

func TestSame(t *testing.T) {
	want := mustParse(t, smallest)
	for name, text := range same {
		if diff := cmp.Diff(want, mustParse(t, text)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestMerge: a key of the map wins over a merged one, and the first of those.
func TestMerge(t *testing.T) {
	text := identity + `spec:
  <<: [{accountID: "210987654321", endpoint: DualStack}, {accountID: "000000000000", region: us-west-2}]
  region: ca-central-1
`
	got := mustParse(t, text).Spec
	if got.AccountID != "210987654321" || got.Region != "ca-central-1" || got.Endpoint != "DualStack" {
		t.Errorf("got %+v", got)
	}
}

// TestPrinted: what is printed as JSON parses to the same again.
func TestPrinted(t *testing.T) {
	for _, text := range []string{smallest, full} {
		c := mustParse(t, text)
		printed, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c, mustParse(t, string(printed))); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

// TestAliasBomb: what aliases expand to is bounded, however much it is.
func TestAliasBomb(t *testing.T) {
	for levels, want := range map[int]string{
		5:  "the function config holds more than 100000 values, its aliases resolved",
		12: "the document expands to more than 2000000 values through its aliases",
	} {
		var b strings.Builder
		b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
		for i := 1; i < levels; i++ {
			from, to := string(rune('a'+i-1)), string(rune('a'+i))
			b.WriteString(to + "0: &" + to + "0 [" + strings.TrimSuffix(strings.Repeat("*"+from+"0, ", 10), ", ") + "]\n")
		}
		if got := refusal(t, b.String()).Error(); !strings.Contains(got, want) {
			t.Errorf("got %s", got)
		}
	}
}
