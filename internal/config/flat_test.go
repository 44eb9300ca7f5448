package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFlat: every flat key, and the structured form that says the same.
func TestFlat(t *testing.T) {
	for _, test := range []struct{ flat, structured string }{
		{"endpoint: DualStack", withSpec("endpoint: DualStack")},
		{"upstreams: ghcr.io=ghcr,quay.io", withSpec("upstreams: [{registry: ghcr.io, prefix: ghcr}, {registry: quay.io}]")},
		{"upstreams: |\n  ghcr.io/amerintlxperts = own\n  quay.io\n", withSpec("upstreams: [{registry: ghcr.io/amerintlxperts, prefix: own}, {registry: quay.io}]")},
		{"prefix: mirror/ghcr", withSpec("upstreams: [{registry: ghcr.io, prefix: mirror/ghcr}]")},
		{"include: amerintlxperts/**, other/app", withSpec("upstreams: [{registry: ghcr.io, include: [amerintlxperts/**, other/app]}]")},
		{"upstreams: quay.io\nexclude: a/*\nprefix: q1", withSpec("upstreams: [{registry: quay.io, prefix: q1, exclude: [a/*]}]")},
		{"mode: Check", withRewrite("mode: Check")},
		{"direction: Restore", withRewrite("direction: Restore")},
		{"digests: Upstream", withRewrite("digests: Upstream")},
		{"fields: path=spec/image,group=example.com+version=v1+kind=Widget+path=spec/a[]+form=Repository", withRewrite("fields: [{path: spec/image}, {group: example.com, version: v1, kind: Widget, path: 'spec/a[]', form: Repository}]")},
		{"ociURLs: 'true'", withRewrite("ociURLs: true")},
		{"args: 'true'\nembedded: 'false'", withRewrite("args: true\nembedded: false")},
		{"anyField: \"true\"", withRewrite("anyField: true")},
		{"includeObjects: kind=Deployment+namespace=shop,kind=CronJob", withRewrite("include: [{kind: Deployment, namespace: shop}, {kind: CronJob}]")},
		{"excludeObjects: container=side*+name=web", withRewrite("exclude: [{container: side*, name: web}]")},
		{"fluxKustomizations: 'true'\nhelmReleases: 'true'\ntransformers: 'false'\nkustomizeImages: ghcr.io/a/b,ghcr.io/a/c", withSpec("kustomize: {transformers: false, images: [ghcr.io/a/b, ghcr.io/a/c], fluxKustomizations: true, helmReleases: true}")},
		{"pullSecrets: Remove\npullSecretNames: ghcr-*,old", withRewrite("pullSecrets: Remove\npullSecretNames: [ghcr-*, old]")},
		{"maxResults: '0'", withRewrite("maxResults: 0")},
		{"scan: Upstream\nfluxNamespace: flux-system\nscanInterval: 5m\nscanSecret: ghcr-auth\nsemver: '>=1.0.0'\nmarkers: 'true'", withSpec("flux: {scan: Upstream, namespace: flux-system, interval: 5m, secretRef: {name: ghcr-auth}, policy: {semver: {range: '>=1.0.0'}}, markers: true}")},
	} {
		want, got := mustParse(t, test.structured), mustParse(t, flat(test.flat))
		if diff := cmp.Diff(want.Spec, got.Spec); diff != "" {
			t.Errorf("%s: -structured +flat\n%s", test.flat, diff)
		}
	}
}

// refusedFlat are ConfigMaps, and where what is wrong with them, by the ConfigMap's keys.
var refusedFlat = []struct{ name, text, want string }{
	{"no data", "apiVersion: v1\nkind: ConfigMap\n", "data: missing"},
	{"data without a value", "apiVersion: v1\nkind: ConfigMap\ndata:\n", "data: found nothing"},
	{"empty data", "apiVersion: v1\nkind: ConfigMap\ndata: {}\n", `
data.accountID: missing
data.region: missing`},
	{"another version", "apiVersion: v2\nkind: ConfigMap\ndata: {accountID: \"123456789012\", region: ca-central-1}\n", `apiVersion: found "v2"`},
	{"spec beside data", "apiVersion: v1\nkind: ConfigMap\nspec: {}\ndata: {accountID: \"123456789012\", region: ca-central-1}\n", "spec: a ConfigMap is read from its data alone"},
	{"values that are not strings", "apiVersion: v1\nkind: ConfigMap\ndata:\n  accountID: 012345678901\n  region: [ca-central-1]\n  args: true\n  prefix:\n", `
data.accountID: found the number 012345678901
data.region: found a list
data.args: found the boolean true
data.prefix: found nothing`},
	{"a misspelt key", "apiVersion: v1\nkind: ConfigMap\ndata: {acountID: \"123456789012\", region: ca-central-1}\n", "data.acountID: unknown key"},
	{"an unknown key", flat("colour: red"), "data.colour: unknown key"},
	{"a wrong account", strings.Replace(flat("args: 'true'"), "123456789012", "12345", 1), `data.accountID: found "12345"`},
	{"a boolean", flat("args: 'True'\nanyField: '1'"), `
data.args: found "True"
data.anyField: found "1"`},
	{"a value misspelt", flat("digests: drop"), `data.digests: found "drop"`},
	{"no words", flat("include: ''\nupstreams: ' , '\nfields: ''"), `
data.include: found ""
data.upstreams: found " , "
data.fields: found ""`},
	{"parts of one value", flat("upstreams: ghcr.io=GHCR,gcr.io=g1\nexcludeObjects: kind=Job,colour=red"), `
data.upstreams: [0].prefix: found "GHCR"
data.upstreams: [1].registry: found "gcr.io"
data.excludeObjects: [1].colour: unknown key`},
	{"maps", flat("excludeObjects: Job\nincludeObjects: kind=a+kind=b"), `
data.excludeObjects: found "Job"
data.includeObjects: found "kind=a+kind=b"`},
	{"a key twice, after a space", flat("excludeObjects: kind=a+ kind=b"), `data.excludeObjects: found "kind=a+ kind=b"`},
	{"one upstream's key beside several", flat("upstreams: ghcr.io,quay.io\ninclude: a/*"), `data.include: found "a/*"`},
	{"a prefix twice", flat("upstreams: ghcr.io=ghcr\nprefix: x1"), `data.prefix: found "x1"`},
	{"a number", flat("maxResults: all"), `data.maxResults: found "all"`},
	{"names of secrets that are kept", flat("pullSecretNames: ghcr"), "data.pullSecretNames: pull secrets are kept, so the names are not used"},
}
