package config

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/google/go-cmp/cmp"
)

// TestFluxSettings: all overrides that match count, the later over the earlier, and
// a filter goes with its policy.
func TestFluxSettings(t *testing.T) {
	f := mustParse(t, withSpec(`flux:
  interval: 5m
  timeout: 30s
  policy: {semver: {range: 1.x}}
  filterTags: {pattern: ^v}
  suspend: true
  overrides:
  - repository: ghcr.io/amerintlxperts/**
    interval: 1m
    policy: {alphabetical: {order: desc}}
    digestReflectionPolicy: Always
  - repository: ghcr.io/amerintlxperts/shop
    name: shop
    scan: Cache
    interval: 2m
    suspend: false
`)).Spec.Flux
	no, yes := false, true
	for repository, want := range map[string]struct {
		v1alpha1.FluxSettings
		name string
	}{
		"ghcr.io/fluxcd/flux-cli": {v1alpha1.FluxSettings{
			Scan: v1alpha1.ScanUpstream, Interval: "5m", Timeout: "30s", Suspend: &yes, DigestReflectionPolicy: v1alpha1.DigestsNever,
			FilterTags: &v1alpha1.FluxTagFilter{Pattern: "^v"}, Policy: &v1alpha1.FluxPolicy{SemVer: &v1alpha1.FluxSemVer{Range: "1.x"}},
		}, ""},
		"ghcr.io/amerintlxperts/worker": {v1alpha1.FluxSettings{
			Scan: v1alpha1.ScanUpstream, Interval: "1m", Timeout: "30s", Suspend: &yes, DigestReflectionPolicy: v1alpha1.DigestsAlways, DigestInterval: "1m",
			Policy: &v1alpha1.FluxPolicy{Alphabetical: &v1alpha1.FluxOrder{Order: "desc"}},
		}, ""},
		"ghcr.io/amerintlxperts/shop": {v1alpha1.FluxSettings{
			Scan: v1alpha1.ScanCache, Interval: "2m", Timeout: "30s", Suspend: &no, DigestReflectionPolicy: v1alpha1.DigestsAlways, DigestInterval: "2m",
			Policy: &v1alpha1.FluxPolicy{Alphabetical: &v1alpha1.FluxOrder{Order: "desc"}},
		}, "shop"},
	} {
		got, name := f.SettingsOf(repository)
		if diff := cmp.Diff(want.FluxSettings, got); diff != "" || name != want.name {
			t.Errorf("%s: name %q; -want +got\n%s", repository, name, diff)
		}
	}
}

// TestFluxRefused: what Flux would refuse, or could never use, is told by its field.
func TestFluxRefused(t *testing.T) {
	for _, test := range []struct{ flux, path, says string }{
		{"policy: {semver: {range: 1.x}, numerical: {}}", "policy", "semver and numerical"},
		{"policy: {}", "policy", "an empty map"},
		{"policy: {semver: {range: newest}}", "policy.semver.range", "no range of semantic versions"},
		{"policy: {numerical: {order: up}}", "policy.numerical.order", "accepted: asc, desc"},
		{"filterTags: {pattern: ^v}", "policy", "missing; a filter of tags belongs to a policy"},
		{"filterTags: {pattern: '('}\n  policy: {numerical: {}}", "filterTags.pattern", "missing closing )"},
		{"filterTags: {pattern: '(?P<a>.*)', extract: $b}\n  policy: {numerical: {}}", "filterTags.extract", "the pattern has no group b"},
		{"filterTags: {pattern: '(.*)', extract: '$2'}\n  policy: {numerical: {}}", "filterTags.extract", "the pattern has no group 2"},
		{"filterTags: {pattern: '(?P<ts>.*)', extract: ts}\n  policy: {numerical: {}}", "filterTags.extract", "the same for every tag"},
		{"interval: 10", "interval", "the number 10"},
		{"interval: 10 minutes", "interval", "accepted: a duration"},
		{"interval: 10ms", "interval", "shorter than a second"},
		{"interval: 99999999999h", "interval", "longer than Flux can count"},
		{"timeout: 1h", "timeout", "without hours"},
		{"exclusionList: ['^.*[']", "exclusionList[0]", "no regular expression"},
		{"exclusionList: [" + strings.Repeat("a, ", 26) + "]", "exclusionList", "at most 25"},
		{"serviceAccountName: " + strings.Repeat("a", 254), "serviceAccountName", "more than 253 characters"},
		{"overrides: [{repository: ghcr.io/a/b, name: " + strings.Repeat("a", 254) + "}]", "overrides[0].name", "more than 253 characters"},
		{"overrides: [{repository: ghcr.io/a/b, name: a_b}]", "overrides[0].name", "accepted: the name of an object"},
		{"overrides: [{interval: 1m}]", "overrides[0].repository", "missing"},
		{"overrides: [{repository: a/b}]", "overrides[0].repository", "the registry is missing"},
		{"overrides: [{repository: ghcr.io/a/b:v1}]", "overrides[0].repository", "tags and digests"},
		{"include: [ghcr.io//a]", "include[0]", "a path component is empty"},
		{"include: [ghcr.io/a]\n  exclude: [ghcr.io/a]", "include[0]", "excludes the same"},
		{"images: [quay.io/a/b]", "images[0]", "of no upstream"},
		{"images: [ghcr.io/a/b@sha256:" + strings.Repeat("0", 64) + "]", "images[0]", "write ghcr.io/a/b"},
		{"digestInterval: 1m", "digestInterval", "only with digestReflectionPolicy Always"},
		{"scan: Cache\n  secretRef: {name: a}", "secretRef", "reads no Secret"},
		{"accessFrom: {namespaceSelectors: []}", "accessFrom.namespaceSelectors", "an empty list"},
		{"markers: true", "namespace", "names its policy by namespace and name"},
		{"automation: {author: {email: a@b}}", "automation.sourceRef", "missing"},
		{"automation: {sourceRef: {name: a}, author: {name: a}}", "automation.author.email", "missing"},
		{"automation: {sourceRef: {name: a}, author: {email: a@b}, path: /deploy}", "automation.path", "out of the repository"},
		{"labels: {team: 'platform team'}", "labels.team", "not a valid label value"},
		{"labels: {team: " + strings.Repeat("a", 64) + "}", "labels.team", "at most 63"},
		{"labels: {'a b': c}", `labels["a b"]`, "not a valid key"},
		{"annotations: {'Example.com/owner': c}", `annotations["Example.com/owner"]`, "not a valid key"},
		{"annotations: {ecrcache.amerintlxperts.github.io/owner: me}", `annotations["ecrcache.amerintlxperts.github.io/owner"]`, "written by the program"},
		{"accessFrom: {namespaceSelectors: [{matchLabels: {a: '-'}}]}", "accessFrom.namespaceSelectors[0].matchLabels.a", "not a valid label value"},
		{"automation: {sourceRef: {name: a}, author: {email: a@b}, policySelector: {a: b/c}}", "automation.policySelector.a", "not a valid label value"},
		{"automation: {sourceRef: {name: a}, author: {email: a@b}, interval: soon}", "automation.interval", "accepted: a duration"},
		{"insecure: true", "insecure", "unknown key"},
	} {
		errs := refusal(t, withSpec("flux:\n  "+test.flux))
		if len(errs) != 1 || errs[0].Field.Path != "spec.flux."+test.path || !strings.Contains(errs[0].Error(), test.says) {
			t.Errorf("%s: %v\nwant one of spec.flux.%s that says %q", test.flux, errs, test.path, test.says)
		}
	}
}
