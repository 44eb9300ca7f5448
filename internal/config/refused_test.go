package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Parts of messages that many have.
const (
	account  = `a string of 12 digits, such as "123456789012", or one placeholder such as ${AWS_ACCOUNT_ID}`
	region   = `a Region such as ca-central-1, or one placeholder such as ${AWS_REGION}`
	readable = `a PullThroughCache (ecrcache.amerintlxperts.github.io/v1alpha1) with at least spec.accountID and spec.region, or a ConfigMap (v1) with at least accountID and region in its data`
	prefix   = `2 to 30 characters, lower-case words and digits with single '.', '_' or '-' between them, joined by '/', such as ghcr`
	glob     = `a repository's path without its host, or a glob over it, such as amerintlxperts/**`
	fieldKey = `keys joined by /, with [] behind a list and * for any key, such as spec/template/spec/containers[]/image`
	caches   = `ghcr.io, docker.io, registry.gitlab.com, cgr.dev, quay.io, registry.k8s.io, public.ecr.aws, NAME.azurecr.io, ACCOUNT.dkr.ecr.REGION.amazonaws.com; each with a /path if only a part is meant`
	revoke   = `revoke it, because Git keeps it; put the new one into a Secret that the credential is read from`
)

// identity is a PullThroughCache without its spec.
var identity = strings.Split(smallest, "spec:")[0]

// withAccount is the smallest configuration with another accountID.
func withAccount(value string) string {
	return strings.Replace(smallest, `"123456789012"`, value, 1)
}

// withRegion is the smallest configuration with another region.
func withRegion(value string) string { return strings.Replace(smallest, "ca-central-1", value, 1) }

// refused is texts and every line said about them.
var refused = []struct{ name, text, want string }{
	{"no text", "", "the function config is empty; accepted: " + readable},
	{"a comment alone", "# later\n", "the function config is empty; accepted: " + readable},
	{"null", "null", "line 1: the function config is empty; accepted: " + readable},
	{"a list", "- a\n", "line 1: the function config is a list; accepted: " + readable},
	{"a word", "\n\nhello\n", `line 3: the function config is "hello"; accepted: ` + readable},
	{"not YAML", "spec:\n  a: b\n c: d\n", "line 2: the function config is not YAML: did not find expected key"},
	{"not JSON", `{"kind": "PullThroughCache"`, "line 1: the function config is not YAML: did not find expected ',' or '}'"},
	{"two documents", smallest + "---\n" + smallest, "line 8: a second document starts here, one was expected"},

	{"no identity", "spec: {}\n", "kind: missing; accepted: PullThroughCache (ecrcache.amerintlxperts.github.io/v1alpha1), or ConfigMap (v1) with flat keys in its data"},
	{"another kind", "apiVersion: apps/v1\nkind: Deployment\n", `kind: found "Deployment"; accepted: PullThroughCache (ecrcache.amerintlxperts.github.io/v1alpha1), or ConfigMap (v1) with flat keys in its data`},
	{"a kind misspelt", strings.Replace(smallest, "PullThroughCache", "PullthroughCach", 1), `kind: found "PullthroughCach"; accepted: PullThroughCache (ecrcache.amerintlxperts.github.io/v1alpha1), or ConfigMap (v1) with flat keys in its data; did you mean PullThroughCache?`},
	{"another version", strings.Replace(smallest, "v1alpha1", "v1beta1", 1), `apiVersion: found "ecrcache.amerintlxperts.github.io/v1beta1": this program does not know the version "v1beta1"; accepted: ecrcache.amerintlxperts.github.io/v1alpha1`},
	{"another group", strings.Replace(smallest, ".github.io", ".io", 1), `apiVersion: found "ecrcache.amerintlxperts.io/v1alpha1"; accepted: ecrcache.amerintlxperts.github.io/v1alpha1; did you mean the group ecrcache.amerintlxperts.github.io?`},
	{"no version", "kind: PullThroughCache\nspec: {accountID: \"123456789012\", region: ca-central-1}\n", "apiVersion: missing; accepted: ecrcache.amerintlxperts.github.io/v1alpha1"},
	{"flat keys under our kind", "apiVersion: v1\nkind: PullThroughCache\ndata: {accountID: \"123456789012\"}\n", `
apiVersion: found "v1"; accepted: ecrcache.amerintlxperts.github.io/v1alpha1; flat keys in data make a ConfigMap: write kind: ConfigMap
spec: missing; accepted: a map with at least accountID and region
data: unknown key; accepted: apiVersion, kind, metadata, spec`},

	{"no spec", identity, "spec: missing; accepted: a map with at least accountID and region"},
	{"spec without a value", identity + "spec:\n", "spec: found nothing; accepted: a map with at least accountID and region"},
	{"an empty spec", identity + "spec: {}\n", "spec.accountID: missing; accepted: " + account + "\nspec.region: missing; accepted: " + region},
	{"spec as a list", identity + "spec: [a]\n", "spec: found a list; accepted: a map with at least accountID and region"},
	{"metadata misspelt", strings.Replace(smallest, "  name:", "  nane:", 1), "metadata.nane: unknown key; did you mean name?"},
	{"an annotation that is a number", strings.Replace(smallest, "  name: ghcr", "  annotations: {example.com/a: 1}", 1), `metadata.annotations["example.com/a"]: found the number 1; accepted: a string; quote it: "1"`},

	{"an account that is a number", withAccount("123456789012"), "spec.accountID: found the number 123456789012; accepted: " + account + `; quote it: "123456789012"`},
	{"an account that lost its zero", withAccount("12345678901"), "spec.accountID: found the number 12345678901; accepted: " + account + "; quote it, all of it: read as a number it loses the zeros at its start"},
	{"an account that is octal", withAccount("012345678901"), "spec.accountID: found the number 012345678901; accepted: " + account + `; quote it: "012345678901"`},
	{"an account that is short", withAccount(`"12345"`), `spec.accountID: found "12345"; accepted: ` + account},
	{"an account that is a short number", withAccount("12345"), `spec.accountID: found the number 12345; accepted: ` + account + "; quote it, all of it: read as a number it loses the zeros at its start"},
	{"an account that is a boolean", withAccount("true"), "spec.accountID: found the boolean true; accepted: " + account},
	{"an account without a value", withAccount(""), "spec.accountID: found nothing; accepted: " + account + "; give a value or remove the key"},
	{"an account as a list", withAccount("[a]"), "spec.accountID: found a list; accepted: " + account},
	{"more than a placeholder", withAccount(`"1234${REST}"`), `spec.accountID: found "1234${REST}"; accepted: ` + account},
	{"a Region of China", withRegion("cn-north-1"), `spec.region: found "cn-north-1": ECR does not support pull-through cache rules in this partition (aws-cn); accepted: a Region such as ca-central-1, or a placeholder such as ${AWS_REGION}`},
	{"a Region of GovCloud", withRegion("us-gov-west-1"), `spec.region: found "us-gov-west-1": ECR does not support pull-through cache rules in this partition (aws-us-gov); accepted: a Region such as ca-central-1, or a placeholder such as ${AWS_REGION}`},
	{"no Region", withRegion("canada"), `spec.region: found "canada"; accepted: ` + region},
	{"a Region twice", withSpec("region: us-west-2"), `spec.region: the key "region" stands twice in one map, first at line 7`},
	{"an endpoint in lower case", withSpec("endpoint: fips"), `spec.endpoint: found "fips"; accepted: IPv4, DualStack, FIPS; did you mean FIPS?`},
	{"an endpoint that is a number", withSpec("endpoint: 4"), `spec.endpoint: found the number 4; accepted: IPv4, DualStack, FIPS`},
	{"an endpoint the Region lacks", withSpec("endpoint: FIPS"), `spec.endpoint: found "FIPS": Region ca-central-1 has no FIPS registries; accepted: IPv4 or DualStack; FIPS only in us-east-1, us-east-2, us-west-1, us-west-2`},

	{"a label Kubernetes refuses", withSpec("infrastructure: {labels: {team: 'the platform'}}"), `spec.infrastructure.labels.team: found "the platform": no label's value; accepted: at most 63 letters, digits, - _ and ., with a letter or digit at both ends`},
	{"a key misspelt", strings.Replace(smallest, "accountID", "acountID", 1), "spec.acountID: unknown key; did you mean accountID?"},
	{"a key misspelt beside itself", withSpec("acountID: x"), "spec.acountID: unknown key; accepted: accountID, region, endpoint, upstreams, project, environment, rewrite, check, infrastructure, kustomize, flux"},
	{"a key in another case", withSpec("Upstreams: []"), "spec.Upstreams: unknown key; did you mean upstreams?"},
	{"an unknown key", withSpec("colour: red"), "spec.colour: unknown key; accepted: accountID, region, endpoint, upstreams, project, environment, rewrite, check, infrastructure, kustomize, flux"},

	{"no upstream", withSpec("upstreams: []"), "spec.upstreams: found an empty list; accepted: a list of 1 or more; leave it out for the default"},
	{"upstreams as a word", withSpec("upstreams: ghcr.io"), `spec.upstreams: found "ghcr.io"; accepted: a list; write ["ghcr.io"]`},
	{"upstreams as a map", withSpec("upstreams: {registry: ghcr.io}"), `spec.upstreams: found a map; accepted: a list`},
	{"an upstream as a word", withSpec("upstreams: [ghcr.io]"), `spec.upstreams[0]: found "ghcr.io"; accepted: a map with at least registry`},
	{"an upstream without a registry", withSpec("upstreams: [{prefix: ghcr}]"), `spec.upstreams[0].registry: missing; accepted: a registry such as ghcr.io, or a part of one such as ghcr.io/amerintlxperts`},
	{"a registry with a scheme", withSpec("upstreams: [{registry: https://ghcr.io/}]"), `spec.upstreams[0].registry: found "https://ghcr.io/": a registry is named without https://; write ghcr.io`},
	{"a registry that cannot be cached", withSpec("upstreams: [{registry: gcr.io}]"), `spec.upstreams[0].registry: found "gcr.io": ECR cannot cache gcr.io; copy the image into a registry ECR can cache, or push it to ECR; accepted: ` + caches},
	{"a registry of one's own", withSpec("upstreams: [{registry: harbor.example.com, prefix: own}]"), `spec.upstreams[0].registry: found "harbor.example.com": not a registry ECR can cache; accepted: ` + caches},
	{"a registry twice", withSpec("upstreams:\n- registry: ghcr.io\n- registry: GHCR.io\n  prefix: again"), `spec.upstreams[1].registry: found "GHCR.io": the same registry as upstreams[0].registry`},
	{"a prefix in upper case", withSpec("upstreams: [{registry: ghcr.io, prefix: GHCR}]"), `spec.upstreams[0].prefix: found "GHCR"; accepted: ` + prefix},
	{"a prefix with two slashes", withSpec("upstreams: [{registry: ghcr.io, prefix: ghcr//}]"), `spec.upstreams[0].prefix: found "ghcr//"; accepted: ` + prefix},
	{"a prefix of one letter", withSpec("upstreams: [{registry: ghcr.io, prefix: g/}]"), `spec.upstreams[0].prefix: found "g": its length is 1; accepted: ` + strings.Replace(prefix, ", ", ": ", 1)},
	{"a prefix twice", withSpec("upstreams:\n- registry: ghcr.io\n  prefix: cache\n- registry: quay.io\n  prefix: cache"), `spec.upstreams[1].prefix: found "cache": the same prefix as upstreams[0].prefix, for another registry; a rule has one upstream`},
	{"a prefix below another", withSpec("upstreams:\n- registry: ghcr.io\n  prefix: cache/ghcr\n- registry: quay.io\n  prefix: cache"), `spec.upstreams[0].prefix: found "cache/ghcr": it lies below the prefix "cache" of upstreams[1], and ECR could take a repository for either's; choose prefixes of which none begins another`},
	{"globs over repositories", withSpec("upstreams:\n- registry: ghcr.io\n  include:\n  - 1\n  - ghcr.io/amerintlxperts/*\n  - Amerintlxperts/*\n  - app:v1\n  - ''\n  - a/***\n  - /app\n  - '[ab]/app'\n  - '!app'\n  - a b\n  - '**-worker'"), `
spec.upstreams[0].include[0]: found the number 1; accepted: a glob such as amerintlxperts/**; quote it: "1"
spec.upstreams[0].include[1]: found "ghcr.io/amerintlxperts/*": the host is no part of the path; accepted: ` + glob + `; write amerintlxperts/*
spec.upstreams[0].include[2]: found "Amerintlxperts/*": repositories are in lower case; accepted: ` + glob + `; write amerintlxperts/*
spec.upstreams[0].include[3]: found "app:v1": tags and digests are no part of the path; accepted: ` + glob + `
spec.upstreams[0].include[4]: found an empty string; accepted: a glob such as amerintlxperts/**
spec.upstreams[0].include[5]: found "a/***": *** means nothing; accepted: ` + glob + `
spec.upstreams[0].include[6]: found "/app": a path component is empty; accepted: ` + glob + `
spec.upstreams[0].include[7]: found "[ab]/app": [ ] { } and \ mean nothing here; accepted: ` + glob + `
spec.upstreams[0].include[8]: found "!app": ! means nothing; what is left out stands in a list of its own, exclude; accepted: ` + glob + `
spec.upstreams[0].include[9]: found "a b": a pattern holds no spaces and no commas; each is an element of the list; accepted: ` + glob + `
spec.upstreams[0].include[10]: found "**-worker": ** stands for whole path components; write **/*-worker; accepted: ` + glob},
	{"a glob in both lists", withSpec("upstreams: [{registry: ghcr.io, include: [app, web], exclude: [web]}]"), "spec.upstreams[0].include[1]: exclude[0] excludes the same; keep one of the two"},

	{"a value misspelt", withRewrite("digests: keep"), `spec.rewrite.digests: found "keep"; accepted: Keep, Drop, Upstream; did you mean Keep?`},
	{"yes", withRewrite("args: yes"), `spec.rewrite.args: found "yes"; accepted: true, false`},
	{"true in quotes", withRewrite(`args: "true"`), `spec.rewrite.args: found "true", a string; accepted: true, false; write it without quotes`},
	{"a boolean without a value", withRewrite(`args:`), `spec.rewrite.args: found nothing; accepted: true, false; give a value or remove the key`},
	{"an unknown rewrite key", withRewrite("validate: true"), "spec.rewrite.validate: unknown key; accepted: mode, direction, digests, fields, shortNames, ociURLs, args, embedded, anyField, include, exclude, pullSecrets, pullSecretNames, maxResults"},
	{"fields", withRewrite("fields:\n- path: spec.image\n- path: /spec/image\n- path: spec/a[0]/image\n- kind: Widget\n- path: spec/image\n  form: Whole\n  create: true"), `
spec.rewrite.fields[0].path: found "spec.image": it names one key at the object's root; accepted: ` + fieldKey + `; write spec/image
spec.rewrite.fields[1].path: path "/spec/image" has an empty segment; segments are joined by one /, as in spec/containers[]/image
spec.rewrite.fields[2].path: found "spec/a[0]/image": a list's elements are not told apart; accepted: ` + fieldKey + `; write [] for all of them
spec.rewrite.fields[3].path: missing; accepted: ` + fieldKey + `
spec.rewrite.fields[4].form: found "Whole"; accepted: Reference, Repository, ImageMap, KustomizeImage
spec.rewrite.fields[4].create: unknown key; accepted: group, version, kind, path, form`},
	{"selectors", withRewrite("include:\n- {}\n- kind: apps/Deployment\n- name: '[x]'\n- label: x\nexclude:\n- kind: apps/Deployment"), `
spec.rewrite.include[0]: found an empty map; accepted: a map with at least one of kind, name, namespace, container
spec.rewrite.include[1].kind: found "apps/Deployment": names hold no /; accepted: a name, or a glob over it, such as web-*
spec.rewrite.include[1]: exclude[0] excludes the same; keep one of the two
spec.rewrite.include[2].name: found "[x]": [ ] { } and \ mean nothing here; accepted: a name, or a glob over it, such as web-*
spec.rewrite.include[3].label: unknown key; accepted: kind, name, namespace, container
spec.rewrite.exclude[0].kind: found "apps/Deployment": names hold no /; accepted: a name, or a glob over it, such as web-*`},
	{"globs over charts' values", withRewrite("shortNames: [./apps/values.yaml, '{a,b}']"), `
spec.rewrite.shortNames[0]: found "./apps/values.yaml": paths have no . and .. in them; accepted: the name of an object or the path of a file, or a glob over it, such as shop or **/values.yaml; write **/apps/values.yaml
spec.rewrite.shortNames[1]: found "{a,b}": [ ] { } and \ mean nothing here; accepted: the name of an object or the path of a file, or a glob over it, such as shop or **/values.yaml`},
	{"everything accepted", withSpec("check: {accept: [{because: no time}]}"), "spec.check.accept[0]: it would accept everything; accepted: at least one of code, kind, name, namespace, field, image"},
	{"accepted for no reason", withSpec("check: {accept: [{code: policy}]}"), "spec.check.accept[0].because: missing; accepted: a sentence"},
	{"accepted for a blank reason", withSpec("check: {accept: [{code: policy, because: ' '}]}"), `spec.check.accept[0].because: found " "; accepted: why this is accepted`},
	{"fewer results than none", withRewrite("maxResults: -1"), `spec.rewrite.maxResults: found -1; accepted: a number from 0; 0 lists all`},
	{"names of secrets that are kept", withRewrite("pullSecretNames: [ghcr-*]"), "spec.rewrite.pullSecretNames: pull secrets are kept, so the names are not used; set pullSecrets to Remove, or remove the names"},

	{"infrastructure", withSpec("project: My_Shop\nupstreams:\n- registry: ghcr.io\n  credential: {token: x, roleARN: me, kubernetesSecret: {name: A, key: a/b}}\ninfrastructure:\n  provider: CDK\n  recoveryWindowInDays: '7'\n  lifecycle: [{tagStatus: any, countType: imageCountMoreThan, countNumber: 010}, {tagStatus: none}]\n  template: {description: 3, omit: 1}\n  registryPolicy: {}"), `
spec.project: found "My_Shop"; accepted: lower-case letters, digits and single hyphens, at most 32, such as shop
spec.upstreams[0].credential.token: a configuration holds no part of a credential; put {"username":"…","accessToken":"…"} under one key of a Kubernetes Secret and name that in kubernetesSecret, or give the arn of a secret that is there
spec.upstreams[0].credential.roleARN: found "me"; accepted: the ARN of a role, such as arn:aws:iam::123456789012:role/ecr-pull-through
spec.upstreams[0].credential.kubernetesSecret.name: found "A"; accepted: the name of a Kubernetes Secret, such as ghcr-credentials
spec.upstreams[0].credential.kubernetesSecret.key: found "a/b"; accepted: a key such as credentials.json
spec.infrastructure.provider: found "CDK"; accepted: ACK, Crossplane, CrossplaneCluster, Terraform; did you mean ACK?
spec.infrastructure.recoveryWindowInDays: found "7", a string; accepted: 0, or 7 to 30; write it without quotes
spec.infrastructure.lifecycle[0].countNumber: found the number 010; accepted: a number from 1
spec.infrastructure.lifecycle[1].tagStatus: found "none"; accepted: tagged, untagged, any
spec.infrastructure.lifecycle[1].countType: missing; accepted: imageCountMoreThan, sinceImagePushed, sinceImagePulled, sinceImageTransitioned
spec.infrastructure.lifecycle[1].countNumber: missing; accepted: a number from 1
spec.infrastructure.template.description: found the number 3; accepted: at most 256 characters; quote it: "3"
spec.infrastructure.template.omit: found the number 1; accepted: true, false
spec.infrastructure.registryPolicy.principals: missing; accepted: a list`},
	{"a provider that is none says nothing of its section", withSpec("infrastructure: {provider: crossplane, crossplane: {externalNames: true}}"), `spec.infrastructure.provider: found "crossplane"; accepted: ACK, Crossplane, CrossplaneCluster, Terraform; did you mean Crossplane?`},
	{"placeholders in a Terraform module", strings.NewReplacer("123456789012", "${ACCOUNT}", "ca-central-1", "${REGION}").Replace(withSpec("upstreams:\n- registry: ghcr.io\n  credential: {arn: 'arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/ghcr-AbCdEf'}\ninfrastructure:\n  provider: Terraform\n  tags: {team: '${TEAM}'}\n  registryPolicy: {principals: ['arn:aws:iam::${ACCOUNT}:role/node']}\n  template: {repositoryPolicy: '{\"a\":\"${aws:username}\"}'}")), `
spec.upstreams[0].credential.arn: found "arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/ghcr-AbCdEf": nobody replaces a placeholder in a Terraform module; write the value; only accountID and region may be placeholders
spec.infrastructure.tags.team: found "${TEAM}": nobody replaces a placeholder in a Terraform module; write the value; only accountID and region may be placeholders
spec.infrastructure.registryPolicy.principals[0]: found "arn:aws:iam::${ACCOUNT}:role/node": nobody replaces a placeholder in a Terraform module; write the value; only accountID and region may be placeholders`},
	{"annotations of the program's own", withSpec("infrastructure:\n  annotations: {services.k8s.aws/deletion-policy: delete, crossplane.io/paused: 'true', ecrcache.amerintlxperts.github.io/owner: me}"), `
spec.infrastructure.annotations["ecrcache.amerintlxperts.github.io/owner"]: this annotation is written by the program; remove it; it is the name of this configuration
spec.infrastructure.annotations["services.k8s.aws/deletion-policy"]: this annotation is written by the program; write it as infrastructure.ack.deletionPolicy`},
	{"sections without a value", withSpec("upstreams:\n- registry: ghcr.io\n  credential:\ninfrastructure:"), `
spec.upstreams[0].credential: found nothing; accepted: a map with secretName, arn, kubernetesSecret, roleARN, kmsKeyID; write {} for the defaults, or remove the key
spec.infrastructure: found nothing; accepted: a map with provider, namespace, labels, annotations, tags, repositories, recoveryWindowInDays, lifecycle, template, registryPolicy, scanning, nodePolicy, outputs, parameters, ack, crossplane, terraform; write {} for the defaults, or remove the key`},
	{"another tool's section", withSpec("infrastructure: {ack: {}, crossplane: {}, terraform: {}}"), `
spec.infrastructure.crossplane: the provider is ACK, so it is not used; remove it, or change the provider
spec.infrastructure.terraform: the provider is ACK, so it is not used; remove it, or change the provider`},
	{"the cluster scope's deletion policy", withSpec("infrastructure: {provider: Crossplane, crossplane: {deletionPolicy: Orphan}}"), `spec.infrastructure.crossplane.deletionPolicy: found "Orphan": the namespaced kinds of Crossplane v2 have none; list what Crossplane may do in managementPolicies; without Delete there, the AWS resource stays`},
	{"the namespaced kinds' reference", withSpec("infrastructure: {provider: CrossplaneCluster, crossplane: {providerConfigRef: {kind: ProviderConfig, name: a}}}"), `spec.infrastructure.crossplane.providerConfigRef.kind: found "ProviderConfig": the cluster-scoped kinds refer by name alone; remove it`},

	{"everything at once", identity + "spec:\n  accountID: 123456789012\n  regoin: cn-north-1\n  upstreams:\n  - registry: gcr.io\n    prefix: GCR\n  rewrite:\n    digests: none\n", `
spec.accountID: found the number 123456789012; accepted: ` + account + `; quote it: "123456789012"
spec.regoin: unknown key; did you mean region?
spec.upstreams[0].registry: found "gcr.io": ECR cannot cache gcr.io; copy the image into a registry ECR can cache, or push it to ECR; accepted: ` + caches + `
spec.upstreams[0].prefix: found "GCR"; accepted: ` + prefix + `
spec.rewrite.digests: found "none"; accepted: Keep, Drop, Upstream`},

	{"an alias inside its anchor", "metadata: &a {labels: *a}\n" + strings.Replace(smallest, "metadata:\n  name: ghcr\n", "", 1), "line 1: the function config is not YAML: an alias stands inside its own anchor"},
	{"a key that is a list", "? [a]\n: b\n" + smallest, "line 1: a key here is a map or a list; accepted: a string"},
	{"a merge key without a map", withSpec("<<: 3"), "spec: a merge key (<<) here has no map"},
	{"a binary value", withRegion("!!binary Y2E="), `spec.region: found "ca"; accepted: ` + region},
	{"a value of a type of its own", withRegion("!region ca-central-1"), `spec.region: found "ca-central-1" of the YAML type !region; accepted: ` + region + `; quote it: "ca-central-1"`},
}

func TestRefused(t *testing.T) {
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			got := refusal(t, test.text).Error()
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
				t.Errorf("-want +got\n%s\nof\n%s", diff, test.text)
			}
		})
	}
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
		got[e.Path] = e.Line
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
