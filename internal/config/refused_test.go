package config

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/google/go-cmp/cmp"
)

// identity is a PullThroughCache without its spec.
var identity = strings.Split(smallest, "spec:")[0]

// withAccount is the smallest configuration with another accountID.
func withAccount(value string) string {
	return strings.Replace(smallest, `"123456789012"`, value, 1)
}

// withRegion is the smallest configuration with another region.
func withRegion(value string) string { return strings.Replace(smallest, "ca-central-1", value, 1) }

// refused is texts, and where what is wrong with them. The sentences, which change with every
// key and value that is accepted, are in testdata/refused.txt.
var refused = []struct{ name, text, want string }{
	{"no text", "", "the function config is empty"},
	{"a comment alone", "# later\n", "the function config is empty"},
	{"null", "null", "line 1: the function config is empty"},
	{"a list", "- a\n", "line 1: the function config is a list"},
	{"a word", "\n\nhello\n", `line 3: the function config is a text`},
	{"not YAML", "spec:\n  a: b\n c: d\n", "line 2: the function config is not YAML: did not find expected key"},
	{"not JSON", `{"kind": "PullThroughCache"`, "line 1: the function config is not YAML: did not find expected ',' or '}'"},
	{"two documents", smallest + "---\n" + smallest, "line 8: a second document starts here, one was expected"},

	{"no identity", "spec: {}\n", "kind: missing"},
	{"another kind", "apiVersion: apps/v1\nkind: Deployment\n", `kind: found "Deployment"`},
	{"a kind misspelt", strings.Replace(smallest, "PullThroughCache", "PullthroughCach", 1), `kind: found "PullthroughCach"`},
	{"another version", strings.Replace(smallest, "v1alpha1", "v1beta1", 1), `apiVersion: found "ecrcache.amerintlxperts.github.io/v1beta1"`},
	{"another group", strings.Replace(smallest, ".github.io", ".io", 1), `apiVersion: found "ecrcache.amerintlxperts.io/v1alpha1"`},
	{"no version", "kind: PullThroughCache\nspec: {accountID: \"123456789012\", region: ca-central-1}\n", "apiVersion: missing"},
	{"flat keys under our kind", "apiVersion: v1\nkind: PullThroughCache\ndata: {accountID: \"123456789012\"}\n", `
apiVersion: found "v1"
spec: missing
data: unknown key`},

	{"no spec", identity, "spec: missing"},
	{"spec without a value", identity + "spec:\n", "spec: found nothing"},
	{"an empty spec", identity + "spec: {}\n", `
spec.accountID: missing
spec.region: missing`},
	{"spec as a list", identity + "spec: [a]\n", "spec: found a list"},
	{"metadata misspelt", strings.Replace(smallest, "  name:", "  nane:", 1), "metadata.nane: unknown key"},
	{"an annotation that is a number", strings.Replace(smallest, "  name: ghcr", "  annotations: {example.com/a: 1}", 1), `metadata.annotations["example.com/a"]: found the number 1`},

	{"an account that is a number", withAccount("123456789012"), "spec.accountID: found the number 123456789012"},
	{"an account that lost its zero", withAccount("12345678901"), "spec.accountID: found the number 12345678901"},
	{"an account that is octal", withAccount("012345678901"), "spec.accountID: found the number 012345678901"},
	{"an account that is short", withAccount(`"12345"`), `spec.accountID: found "12345"`},
	{"an account that is a short number", withAccount("12345"), "spec.accountID: found the number 12345"},
	{"an account that is a boolean", withAccount("true"), "spec.accountID: found the boolean true"},
	{"an account without a value", withAccount(""), "spec.accountID: found nothing"},
	{"an account as a list", withAccount("[a]"), "spec.accountID: found a list"},
	{"more than a placeholder", withAccount(`"1234${REST}"`), `spec.accountID: found "1234${REST}"`},
	{"a Region that is isolated", withRegion("us-iso-east-1"), `spec.region: found "us-iso-east-1"`},
	{"a Region with a letter too many", withRegion("ca-centrall-1"), `spec.region: found "ca-centrall-1"`},
	{"a Region with a number too high", withRegion("us-east-99"), `spec.region: found "us-east-99"`},
	{"a Region of GovCloud with a letter wrong", withRegion("us-gov-wset-1"), `spec.region: found "us-gov-wset-1"`},
	{"a Region of an upstream with a letter wrong", withSpec("upstreams: [{registry: 210987654321.dkr.ecr.us-eats-1.amazonaws.com}]"), `spec.upstreams[0].registry: found "us-eats-1"`},
	{"no Region of an area, with newRegion", withRegion("xx-central-1\n  newRegion: true"), `spec.region: found "xx-central-1"`},
	{"a Region without a hyphen", withRegion("ca-central1"), `spec.region: found "ca-central1"`},
	{"a Region in capital letters", withRegion("US-EAST-1"), `spec.region: found "US-EAST-1"`},
	{"a Region with underscores", withRegion("us_east_1"), `spec.region: found "us_east_1"`},
	{"a zone of a Region", withRegion("ca-central-1a"), `spec.region: found "ca-central-1a"`},
	{"no Region", withRegion("canada"), `spec.region: found "canada"`},
	{"a Region twice", withSpec("region: us-west-2"), `spec.region: the key "region" is twice in one map, first at line 7`},
	{"an endpoint in lower case", withSpec("endpoint: fips"), `spec.endpoint: found "fips"`},
	{"an endpoint that is a number", withSpec("endpoint: 4"), "spec.endpoint: found the number 4"},
	{"an endpoint the Region lacks", withSpec("endpoint: FIPS"), `spec.endpoint: found "FIPS"`},

	{"a label Kubernetes refuses", withSpec("infrastructure: {labels: {team: 'the platform'}}"), `spec.infrastructure.labels.team: found "the platform"`},
	{"a key misspelt", strings.Replace(smallest, "accountID", "acountID", 1), "spec.acountID: unknown key"},
	{"a key misspelt beside itself", withSpec("acountID: x"), "spec.acountID: unknown key"},
	{"a key in another case", withSpec("Upstreams: []"), "spec.Upstreams: unknown key"},
	{"an unknown key", withSpec("colour: red"), "spec.colour: unknown key"},

	{"no upstream", withSpec("upstreams: []"), "spec.upstreams: found an empty list"},
	{"no subnet", withSpec("infrastructure: {network: {vpcID: vpc-0, subnetIDs: [], securityGroupIDs: [sg-0]}}"), "spec.infrastructure.network.subnetIDs: found an empty list"},
	{"no principal", withSpec("infrastructure: {registryPolicy: {principals: []}}"), "spec.infrastructure.registryPolicy.principals: found an empty list"},
	{"upstreams as a word", withSpec("upstreams: ghcr.io"), `spec.upstreams: found "ghcr.io"`},
	{"upstreams as a map", withSpec("upstreams: {registry: ghcr.io}"), "spec.upstreams: found a map"},
	{"an upstream as a word", withSpec("upstreams: [ghcr.io]"), `spec.upstreams[0]: found "ghcr.io"`},
	{"an upstream without a registry", withSpec("upstreams: [{prefix: ghcr}]"), "spec.upstreams[0].registry: missing"},
	{"a registry with a scheme", withSpec("upstreams: [{registry: https://ghcr.io/}]"), `spec.upstreams[0].registry: found "https://ghcr.io/"`},
	{"a registry that cannot be cached", withSpec("upstreams: [{registry: gcr.io}]"), `spec.upstreams[0].registry: found "gcr.io"`},
	{"a registry of one's own", withSpec("upstreams: [{registry: harbor.example.com, prefix: own}]"), `spec.upstreams[0].registry: found "harbor.example.com"`},
	{"a registry twice", withSpec("upstreams:\n- registry: ghcr.io\n- registry: GHCR.io\n  prefix: again"), `spec.upstreams[1].registry: found "GHCR.io"`},
	{"a prefix in upper case", withSpec("upstreams: [{registry: ghcr.io, prefix: GHCR}]"), `spec.upstreams[0].prefix: found "GHCR"`},
	{"a prefix with two slashes", withSpec("upstreams: [{registry: ghcr.io, prefix: ghcr//}]"), `spec.upstreams[0].prefix: found "ghcr//"`},
	{"a prefix of one letter", withSpec("upstreams: [{registry: ghcr.io, prefix: g/}]"), `spec.upstreams[0].prefix: found "g"`},
	{"a prefix twice", withSpec("upstreams:\n- registry: ghcr.io\n  prefix: cache\n- registry: quay.io\n  prefix: cache"), `spec.upstreams[1].prefix: found "cache"`},
	{"a prefix below another", withSpec("upstreams:\n- registry: ghcr.io\n  prefix: cache/ghcr\n- registry: quay.io\n  prefix: cache"), `spec.upstreams[0].prefix: found "cache/ghcr"`},
	{"globs over repositories", withSpec("upstreams:\n- registry: ghcr.io\n  include:\n  - 1\n  - ghcr.io/amerintlxperts/*\n  - Amerintlxperts/*\n  - app:v1\n  - ''\n  - a/***\n  - /app\n  - '[ab]/app'\n  - '!app'\n  - a b\n  - '**-worker'"), `
spec.upstreams[0].include[0]: found the number 1
spec.upstreams[0].include[1]: found "ghcr.io/amerintlxperts/*"
spec.upstreams[0].include[2]: found "Amerintlxperts/*"
spec.upstreams[0].include[3]: found "app:v1"
spec.upstreams[0].include[4]: found an empty string
spec.upstreams[0].include[5]: found "a/***"
spec.upstreams[0].include[6]: found "/app"
spec.upstreams[0].include[7]: found "[ab]/app"
spec.upstreams[0].include[8]: found "!app"
spec.upstreams[0].include[9]: found "a b"
spec.upstreams[0].include[10]: found "**-worker"`},
	{"a glob in both lists", withSpec("upstreams: [{registry: ghcr.io, include: [app, web], exclude: [web]}]"), "spec.upstreams[0].include[1]: exclude[0] excludes the same"},

	{"a value misspelt", withRewrite("digests: keep"), `spec.rewrite.digests: found "keep"`},
	{"yes", withRewrite("args: yes"), `spec.rewrite.args: found "yes"`},
	{"true in quotes", withRewrite(`args: "true"`), `spec.rewrite.args: found "true", a string`},
	{"a boolean without a value", withRewrite(`args:`), "spec.rewrite.args: found nothing"},
	{"an unknown rewrite key", withRewrite("validate: true"), "spec.rewrite.validate: unknown key"},
	{"fields", withRewrite("fields:\n- path: spec.image\n- path: /spec/image\n- path: spec/a[0]/image\n- kind: Widget\n- path: spec/image\n  form: Whole\n  create: true"), `
spec.rewrite.fields[0].path: found "spec.image"
spec.rewrite.fields[1].path: path "/spec/image" has an empty segment; segments are joined by one /, as in spec/containers[]/image
spec.rewrite.fields[2].path: found "spec/a[0]/image"
spec.rewrite.fields[3].path: missing
spec.rewrite.fields[4].form: found "Whole"
spec.rewrite.fields[4].create: unknown key`},
	{"selectors", withRewrite("include:\n- {}\n- kind: apps/Deployment\n- name: '[x]'\n- label: x\nexclude:\n- kind: apps/Deployment"), `
spec.rewrite.include[0]: found an empty map
spec.rewrite.include[1].kind: found "apps/Deployment"
spec.rewrite.include[1]: exclude[0] excludes the same
spec.rewrite.include[2].name: found "[x]"
spec.rewrite.include[3].label: unknown key
spec.rewrite.exclude[0].kind: found "apps/Deployment"`},
	{"globs over charts' values", withRewrite("shortNames: [./apps/values.yaml, '{a,b}']"), `
spec.rewrite.shortNames[0]: found "./apps/values.yaml"
spec.rewrite.shortNames[1]: found "{a,b}"`},
	{"everything accepted", withSpec("check: {accept: [{because: no time}]}"), "spec.check.accept[0]: it would accept everything"},
	{"accepted for no reason", withSpec("check: {accept: [{code: policy}]}"), "spec.check.accept[0].because: missing"},
	{"accepted for a blank reason", withSpec("check: {accept: [{code: policy, because: ' '}]}"), `spec.check.accept[0].because: found " "`},
	{"fewer results than none", withRewrite("maxResults: -1"), "spec.rewrite.maxResults: found -1"},
	{"names of secrets that are kept", withRewrite("pullSecretNames: [ghcr-*]"), "spec.rewrite.pullSecretNames: pull secrets are kept, so the names are not used"},

	{"infrastructure", withSpec("project: My_Shop\nupstreams:\n- registry: ghcr.io\n  credential: {token: x, roleARN: me, kubernetesSecret: {name: A, key: a/b}}\ninfrastructure:\n  provider: CDK\n  recoveryWindowInDays: '7'\n  lifecycle: [{tagStatus: any, countType: imageCountMoreThan, countNumber: 010}, {tagStatus: none}]\n  template: {description: 3, omit: 1}\n  registryPolicy: {}"), `
spec.project: found "My_Shop"
spec.upstreams[0].credential.token: a configuration holds no part of a credential
spec.upstreams[0].credential.roleARN: found "me"
spec.upstreams[0].credential.kubernetesSecret.name: found "A"
spec.upstreams[0].credential.kubernetesSecret.key: found "a/b"
spec.infrastructure.provider: found "CDK"
spec.infrastructure.recoveryWindowInDays: found "7", a string
spec.infrastructure.lifecycle[0].countNumber: found the number 010
spec.infrastructure.lifecycle[1].tagStatus: found "none"
spec.infrastructure.lifecycle[1].countType: missing
spec.infrastructure.lifecycle[1].countNumber: missing
spec.infrastructure.template.description: found the number 3
spec.infrastructure.template.omit: found the number 1
spec.infrastructure.registryPolicy.principals: missing`},
	{"a provider that is none says nothing of its section", withSpec("infrastructure: {provider: crossplane, crossplane: {externalNames: true}}"), `spec.infrastructure.provider: found "crossplane"`},
	{"placeholders in a Terraform module", strings.NewReplacer("123456789012", "${ACCOUNT}", "ca-central-1", "${REGION}").Replace(withSpec("upstreams:\n- registry: ghcr.io\n  credential: {arn: 'arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/ghcr-AbCdEf'}\ninfrastructure:\n  provider: Terraform\n  tags: {team: '${TEAM}'}\n  registryPolicy: {principals: ['arn:aws:iam::${ACCOUNT}:role/node']}\n  template: {repositoryPolicy: '{\"a\":\"${aws:username}\"}'}")), `
spec.upstreams[0].credential.arn: found "arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/ghcr-AbCdEf"
spec.infrastructure.tags.team: found "${TEAM}"
spec.infrastructure.registryPolicy.principals[0]: found "arn:aws:iam::${ACCOUNT}:role/node"`},
	{"annotations of the program's own", withSpec("infrastructure:\n  annotations: {services.k8s.aws/deletion-policy: delete, crossplane.io/paused: 'true', ecrcache.amerintlxperts.github.io/owner: me}"), `
spec.infrastructure.annotations["ecrcache.amerintlxperts.github.io/owner"]: this annotation is written by the program
spec.infrastructure.annotations["services.k8s.aws/deletion-policy"]: this annotation is written by the program`},
	{"sections without a value", withSpec("upstreams:\n- registry: ghcr.io\n  credential:\ninfrastructure:"), `
spec.upstreams[0].credential: found nothing
spec.infrastructure: found nothing`},
	{"another tool's section", withSpec("infrastructure: {ack: {}, crossplane: {}, terraform: {}}"), `
spec.infrastructure.crossplane: the provider is ACK, so it is not used
spec.infrastructure.terraform: the provider is ACK, so it is not used`},
	{"the cluster scope's deletion policy", withSpec("infrastructure: {provider: Crossplane, crossplane: {deletionPolicy: Orphan}}"), `spec.infrastructure.crossplane.deletionPolicy: found "Orphan"`},
	{"the namespaced kinds' reference", withSpec("infrastructure: {provider: CrossplaneCluster, crossplane: {providerConfigRef: {kind: ProviderConfig, name: a}}}"), `spec.infrastructure.crossplane.providerConfigRef.kind: found "ProviderConfig"`},

	{"everything at once", identity + "spec:\n  accountID: 123456789012\n  regoin: cn-north-1\n  upstreams:\n  - registry: gcr.io\n    prefix: GCR\n  rewrite:\n    digests: none\n", `
spec.accountID: found the number 123456789012
spec.regoin: unknown key
spec.upstreams[0].registry: found "gcr.io"
spec.upstreams[0].prefix: found "GCR"
spec.rewrite.digests: found "none"`},

	{"an alias inside its anchor", "metadata: &a {labels: *a}\n" + strings.Replace(smallest, "metadata:\n  name: ghcr\n", "", 1), "line 1: the function config is not YAML: an alias is inside its own anchor"},
	{"a key that is a list", "? [a]\n: b\n" + smallest, "line 1: a key here is a map or a list"},
	{"a merge key without a map", withSpec("<<: 3"), "spec: a merge key (<<) here has no map"},
	{"a binary value", withRegion("!!binary Y2E="), `spec.region: found "ca"`},
	{"a value of a type of its own", withRegion("!region ca-central-1"), `spec.region: found "ca-central-1" of the YAML type !region`},
}

func TestRefused(t *testing.T) {
	for _, test := range slices.Concat(refused, refusedFlat) {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range refusal(t, test.text) {
				got = append(got, inShort(&f))
				if f.Severity != finding.Error || f.Code != finding.Refused {
					t.Errorf("%s: severity %s, code %s", &f, f.Severity, f.Code)
				}
			}
			if diff := cmp.Diff(strings.Split(strings.TrimPrefix(test.want, "\n"), "\n"), got); diff != "" {
				t.Errorf("-want +got\n%s\nof\n%s", diff, test.text)
			}
		})
	}
}

var update = flag.Bool("update", false, "write testdata/refused.txt from what is said")

// TestGoldenSentences holds all that is said of the texts: make update writes it anew, to be
// read as if somebody else had written it.
func TestGoldenSentences(t *testing.T) {
	const file = "testdata/refused.txt"
	var b strings.Builder
	for _, test := range slices.Concat(refused, refusedFlat) {
		fmt.Fprintf(&b, "# %s\n%s\n\n", test.name, refusal(t, test.text).Error())
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// inShort is where a problem is and what was found, or what is wrong where nothing is:
// what does not change when a key, a value or a sentence is added.
func inShort(f *finding.Finding) string {
	short := finding.Finding{Line: f.Line, Field: f.Field, Found: f.Found}
	if f.Found == "" {
		short.Message = f.Message
	}
	return short.String()
}

// TestLines: a problem has the line of its field, or of the one around it.
func TestLines(t *testing.T) {
	text := identity + "spec:\n  accountID: 1\n  upstreams:\n  - registry:\n      gcr.io\n    include: [A]\n    exclude:\n    - b:c\n  rewrite:\n    form: x\n"
	want := map[string]int{
		"spec.accountID":               6,
		"spec.region":                  5,
		"spec.upstreams[0].registry":   8,
		"spec.upstreams[0].include[0]": 10,
		"spec.upstreams[0].exclude[0]": 12,
		"spec.rewrite.form":            14,
	}
	got := map[string]int{}
	for _, e := range refusal(t, text) {
		got[e.Field.Path] = e.Line
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestLongLogin: a text that is long only by the login in it is shown without, whole.
func TestLongLogin(t *testing.T) {
	errs := refusal(t, withRegion("https://user:"+strings.Repeat("x", 200)+"@example.com/a"))
	if got := errs.Error(); !strings.Contains(got, `found "https://(login not shown)@example.com/a"; accepted`) {
		t.Errorf("got %s", got)
	}
}
