package flux_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/google/go-cmp/cmp"
)

// automation is an object of Flux's image automation, with what follows its name.
func automation(kind, metadata, rest string) string {
	return "apiVersion: image.toolkit.fluxcd.io/v1\nkind: " + kind + "\nmetadata: {name: shop" + metadata + "}\n" + rest
}

// TestCollect: what exists is known by what Flux's API says of it; what is no whole object is none.
func TestCollect(t *testing.T) {
	named := tagpolicy.Named{Name: "shop", At: "images.yaml:1"}
	scanned := tagpolicy.Named{Name: "scan"}
	const ref = "spec:\n  imageRepositoryRef: {name: scan}\n"
	for _, test := range []struct {
		name, in string
		want     tagpolicy.Existing
	}{
		{"an ImageRepository", automation("ImageRepository", "", "spec: {image: ghcr.io/a/b}\n"), tagpolicy.Existing{Scans: []tagpolicy.ExistingScan{{Named: named, Image: "ghcr.io/a/b"}}}},
		{"with all that counts", automation("ImageRepository", ", namespace: shop", "spec:\n  image: ghcr.io/a/b\n  provider: aws\n  secretRef: {name: s}\n  accessFrom: {}\n  suspend: true\n  exclusionList: [^x, ^y]\n"), tagpolicy.Existing{Scans: []tagpolicy.ExistingScan{{
			Named: tagpolicy.Named{Namespace: "shop", Name: "shop", At: "images.yaml:1"}, Image: "ghcr.io/a/b", Provider: "aws", HasSecret: true, IsShared: true, IsSuspended: true, ExclusionList: []string{"^x", "^y"},
		}}}},
		{"of an older version", strings.Replace(automation("ImageRepository", "", "spec: {image: ghcr.io/a/b, suspend: false}\n"), "/v1\n", "/v1beta2\n", 1), tagpolicy.Existing{Scans: []tagpolicy.ExistingScan{{Named: named, Image: "ghcr.io/a/b"}}}},
		{"a patch of one", automation("ImageRepository", "", "spec: {interval: 5m}\n"), tagpolicy.Existing{}},
		{"no spec", automation("ImageRepository", "", ""), tagpolicy.Existing{}},
		{"no name", "apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nspec: {image: ghcr.io/a/b}\n", tagpolicy.Existing{}},
		{"one that this program generated", automation("ImageRepository", ", annotations: {ecrcache.amerintlxperts.github.io/owner: ghcr}", "spec: {image: ghcr.io/a/b}\n"), tagpolicy.Existing{}},
		{"of another group", strings.Replace(automation("ImageRepository", "", "spec: {image: ghcr.io/a/b}\n"), "image.toolkit.fluxcd.io", "example.com", 1), tagpolicy.Existing{}},

		{"an ImagePolicy by version", automation("ImagePolicy", "", ref+"  policy: {semver: {range: 1.x}}\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{Named: named, Scan: scanned, Policy: &v1alpha1.FluxPolicy{SemVer: &v1alpha1.FluxSemVer{Range: "1.x"}}}}}},
		{"by number, with a filter", automation("ImagePolicy", "", ref+"  filterTags: {pattern: '^main-(?P<n>.*)$', extract: $n}\n  policy: {numerical: {order: asc}}\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{
			Named: named, Scan: scanned, Policy: &v1alpha1.FluxPolicy{Numerical: &v1alpha1.FluxOrder{Order: "asc"}}, Filter: &v1alpha1.FluxTagFilter{Pattern: "^main-(?P<n>.*)$", Extract: "$n"},
		}}}},
		{"by text, in another namespace", automation("ImagePolicy", ", namespace: shop", "spec:\n  imageRepositoryRef: {name: scan, namespace: base}\n  policy: {alphabetical: {order: desc}}\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{
			Named: tagpolicy.Named{Namespace: "shop", Name: "shop", At: "images.yaml:1"}, Scan: tagpolicy.Named{Namespace: "base", Name: "scan"}, Policy: &v1alpha1.FluxPolicy{Alphabetical: &v1alpha1.FluxOrder{Order: "desc"}},
		}}}},
		{"by a rule that nobody knows yet", automation("ImagePolicy", "", ref+"  policy: {calendar: {}}\n  filterTags: {extract: $n}\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{Named: named, Scan: scanned}}}},
		{"that reflects digests", automation("ImagePolicy", "", ref+"  digestReflectionPolicy: IfNotPresent\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{Named: named, Scan: scanned, Digests: true}}}},
		{"that always reflects digests", automation("ImagePolicy", "", ref+"  digestReflectionPolicy: Always\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{Named: named, Scan: scanned, Digests: true}}}},
		{"that never does", automation("ImagePolicy", "", ref+"  digestReflectionPolicy: Never\n"), tagpolicy.Existing{Policies: []tagpolicy.ExistingPolicy{{Named: named, Scan: scanned}}}},
		{"a patch of a policy", automation("ImagePolicy", "", "spec: {policy: {semver: {range: 1.x}}}\n"), tagpolicy.Existing{}},

		{"an ImageUpdateAutomation", automation("ImageUpdateAutomation", "", "spec: {update: {path: ./deploy}}\n"), tagpolicy.Existing{Automations: []tagpolicy.ExistingAutomation{{Named: named, Path: "./deploy"}}}},
		{"of the whole repository", automation("ImageUpdateAutomation", "", "spec: {interval: 1m}\n"), tagpolicy.Existing{Automations: []tagpolicy.ExistingAutomation{{Named: named}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, "flux: {namespace: flux-system}", "images.yaml", test.in)
			j.run(t, flux.NewExisting(&j.rules, j.report, tagpolicy.Existing{}))
			if diff := cmp.Diff(test.want, j.report.Existing); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if j.after() != test.in || len(j.report.Findings) > 0 {
				t.Errorf("changed: %s %q", j.after(), j.codes())
			}
		})
	}
}

// TestExistingAround: what is around the files of a run counts as well; without spec.flux nothing of
// the files is looked at, and an object from a stream has no file.
func TestExistingAround(t *testing.T) {
	around := tagpolicy.Existing{Scans: []tagpolicy.ExistingScan{{Named: tagpolicy.Named{Name: "other"}, Image: "ghcr.io/a/c"}}}
	for _, test := range []struct {
		name, spec string
		want       []tagpolicy.ExistingScan
	}{
		{"asked for", "flux: {namespace: flux-system}", append(slices.Clone(around.Scans), tagpolicy.ExistingScan{Named: tagpolicy.Named{Name: "shop"}, Image: "ghcr.io/a/b"})},
		{"not asked for", "upstreams: [{registry: ghcr.io}]", around.Scans},
	} {
		j := newJob(t, test.spec, "", automation("ImageRepository", "", "spec: {image: ghcr.io/a/b}\n"))
		j.run(t, flux.NewExisting(&j.rules, j.report, around))
		if diff := cmp.Diff(test.want, j.report.Existing.Scans); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.name, diff)
		}
	}
}

// TestScanMoves: an ImageRepository of the user scans the cache where the configuration says so,
// logs in as ECR wants it, and goes back with a restore. What the run knows of it is what it is then.
func TestScanMoves(t *testing.T) {
	const (
		inCache = host + "ghcr/a/b"
		toCache = "flux: {namespace: flux-system, scan: Cache}"
		toUp    = "flux: {namespace: flux-system}"
	)
	for _, test := range []struct {
		name, spec, metadata string
		in, want             string // the spec of the object; an empty want is the same
		says                 string
	}{
		{"to the cache", toCache, "", "  image: ghcr.io/a/b\n  interval: 5m\n", "  image: " + inCache + "\n  provider: aws\n  interval: 5m\n", "scanned in the cache, as spec.flux.scan says, with provider: aws"},
		{"with the upstream's login", toCache, "", "  image: ghcr.io/a/b\n  secretRef:\n    name: token\n  interval: 5m\n", "  image: " + inCache + "\n  provider: aws\n  interval: 5m\n", "the secretRef token was removed"},
		{"with another provider", toCache, "", "  image: ghcr.io/a/b\n  provider: generic\n", "  image: " + inCache + "\n  provider: aws\n", "provider: aws"},
		{"with the right provider", toCache, "", "  image: ghcr.io/a/b\n  provider: aws\n", "  image: " + inCache + "\n  provider: aws\n", "provider: aws"},
		{"in the cache without a provider", toCache, "", "  image: " + inCache + "\n", "  image: " + inCache + "\n  provider: aws\n", "provider: aws"},
		{"in the cache already", toCache, "", "  image: " + inCache + "\n  provider: aws\n", "", ""},
		{"the upstream is scanned", toUp, "", "  image: ghcr.io/a/b\n", "", ""},
		{"an override for this repository", "flux: {namespace: flux-system, overrides: [{repository: ghcr.io/a/b, scan: Cache}]}", "", "  image: ghcr.io/a/b\n", "  image: " + inCache + "\n  provider: aws\n", "spec.flux.scan"},
		{"an override for another", "flux: {namespace: flux-system, overrides: [{repository: ghcr.io/a/c, scan: Cache}]}", "", "  image: ghcr.io/a/b\n", "", ""},
		{"a repository that is left out", "flux: {namespace: flux-system, scan: Cache, exclude: [ghcr.io/a/*]}", "", "  image: ghcr.io/a/b\n", "", ""},
		{"another registry", toCache, "", "  image: quay.io/a/b\n", "", ""},
		{"no reference", toCache, "", "  image: ghcr.io/A B\n", "", ""},
		{"an object that opted out", toCache, ", annotations: {ecrcache.amerintlxperts.github.io/ignore: \"true\"}", "  image: ghcr.io/a/b\n", "", ""},
		{"an object that no selector takes", toCache + "\n  rewrite: {exclude: [{name: shop}]}", "", "  image: ghcr.io/a/b\n", "", ""},
		{"restored", restore + toCache, "", "  image: " + inCache + "\n  provider: aws\n  interval: 5m\n", "  image: ghcr.io/a/b\n  interval: 5m\n", "scanned at the upstream"},
		{"restored, with a provider of the user", restore + toCache, "", "  image: " + inCache + "\n  provider: generic\n", "  image: ghcr.io/a/b\n  provider: generic\n", "scanned at the upstream"},
		{"restored, with a secret of the user", restore + toCache, "", "  image: " + inCache + "\n  secretRef: {name: token}\n", "  image: ghcr.io/a/b\n  secretRef: {name: token}\n", "scanned at the upstream"},
		{"restored already", restore + toCache, "", "  image: ghcr.io/a/b\n", "", ""},
		{"restored already, with a provider of the user", restore + toCache, "", "  image: ghcr.io/a/b\n  provider: aws\n", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			head := automation("ImageRepository", test.metadata, "spec:\n")
			want := test.want
			if want == "" {
				want = test.in
			}
			j := newJob(t, test.spec, "images.yaml", head+test.in)
			j.run(t, flux.NewExisting(&j.rules, j.report, tagpolicy.Existing{}))
			if diff := cmp.Diff(head+want, j.after()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			told := ""
			for _, f := range j.report.Findings {
				told += f.Message
			}
			if test.says == "" && told != "" || !strings.Contains(told, test.says) {
				t.Errorf("told %q, want %q", told, test.says)
			}
			again := newJob(t, test.spec, "images.yaml", j.after())
			again.run(t, flux.NewExisting(&again.rules, again.report, tagpolicy.Existing{}))
			if again.after() != j.after() {
				t.Errorf("a second run gives\n%s", again.after())
			}
			if diff := cmp.Diff(again.report.Existing, j.report.Existing); diff != "" {
				t.Errorf("the run knows something else than what is written: -written +known\n%s", diff)
			}
			moved := min(len(told), 1)
			if j.report.Rewritten != moved || j.report.Changed != moved {
				t.Errorf("%d references in %d items are told, want %d", j.report.Rewritten, j.report.Changed, moved)
			}
		})
	}
}

// TestScanStays: a run that writes nothing but comments moves no scan, and one that cannot be written
// is told.
func TestScanStays(t *testing.T) {
	const spec = "flux: {namespace: flux-system, scan: Cache}"
	j := newJob(t, spec, "images.yaml", automation("ImageRepository", "", "spec:\n  image: ghcr.io/a/b\n"))
	j.run(t, flux.NewExisting(&j.rules, j.report, tagpolicy.Existing{}).Keeping())
	if j.after() != j.text || len(j.report.Findings) > 0 || len(j.report.Existing.Scans) != 1 || j.report.Existing.Scans[0].Image != "ghcr.io/a/b" {
		t.Errorf("%s %q %+v", j.after(), j.codes(), j.report.Existing)
	}
	j = newJob(t, spec, "images.yaml", automation("ImageRepository", "", "spec:\n  image: >-\n    ghcr.io/\n    a/b\n"))
	j.run(t, flux.NewExisting(&j.rules, j.report, tagpolicy.Existing{}))
	if j.after() != j.text {
		t.Errorf("%s %q", j.after(), j.codes())
	}
}
