package flux_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/google/go-cmp/cmp"
)

const (
	writing = "flux: {namespace: flux-system, markers: true}"
	digest  = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
	marker  = ` # {"$imagepolicy": "flux-system:app"}`
	byTag   = ` # {"$imagepolicy": "flux-system:app:tag"}`
	byHash  = ` # {"$imagepolicy": "flux-system:app:digest"}`
	pod     = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: "
	values  = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: app}\nspec:\n  values:\n    image:\n      repository: "
	entries = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- name: ghcr.io/a/app\n  "
)

// isVersion is what a policy by versions sorts.
var isVersion = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+$`).MatchString

// policyOf is a policy for every image; Cache and Digests say what Flux writes.
func policyOf(p tagpolicy.ImagePolicy) tagpolicy.ImagePolicies {
	if p.Name == "" && p.Rivals == nil {
		p.Name = "flux-system:app"
	}
	p.Counts = isVersion
	return func([]image.Reference, tagpolicy.Existing) func(image.Reference) tagpolicy.ImagePolicy {
		return func(image.Reference) tagpolicy.ImagePolicy { return p }
	}
}

// TestSetterComments: a comment is written where what Flux would write is of the kind that stands
// there, and says which part that is. Anything else has no comment, and its reason.
func TestSetterComments(t *testing.T) {
	const up, cached = "ghcr.io/a/app", host + "ghcr/a/app"
	var (
		upstream = tagpolicy.ImagePolicy{}
		cache    = tagpolicy.ImagePolicy{Cache: true}
		digests  = tagpolicy.ImagePolicy{Digests: true}
	)
	for _, test := range []struct {
		name     string
		restores bool
		policy   tagpolicy.ImagePolicy
		in, want string // an empty want is no comment
		why      string
	}{
		{"upstream in Git, upstream scanned", true, upstream, pod + up + ":v1.2.3\n", pod + up + ":v1.2.3" + marker + "\n", ""},
		{"upstream in Git, cache scanned", true, cache, pod + up + ":v1.2.3\n", "", "rewrite these first"},
		{"cache in Git, upstream scanned", false, upstream, pod + cached + ":v1.2.3\n", "", "Flux would write the upstream's name over the cache's"},
		{"cache in Git, cache scanned", false, cache, pod + cached + ":v1.2.3\n", pod + cached + ":v1.2.3" + marker + "\n", ""},
		{"rewritten by this run, upstream scanned", false, upstream, pod + up + ":v1.2.3\n", "", "Flux would write the upstream's name over the cache's"},
		{"rewritten by this run, cache scanned", false, cache, pod + up + ":v1.2.3\n", pod + up + ":v1.2.3" + marker + "\n", ""},
		{"restored by this run, upstream scanned", true, upstream, pod + cached + ":v1.2.3\n", pod + cached + ":v1.2.3" + marker + "\n", ""},

		{"a tag in values, upstream scanned", false, upstream, values + cached + "\n      tag: v1.2.3\n", values + cached + "\n      tag: v1.2.3" + byTag + "\n", ""},
		{"a tag in values, cache scanned", false, cache, values + cached + "\n      tag: v1.2.3\n", values + cached + "\n      tag: v1.2.3" + byTag + "\n", ""},
		{"a tag in values, upstream kept", true, upstream, values + up + "\n      tag: v1.2.3\n", values + up + "\n      tag: v1.2.3" + byTag + "\n", ""},
		{"newTag of kustomize", false, upstream, entries + "newName: " + cached + "\n  newTag: v1.2.3\n", entries + "newName: " + cached + "\n  newTag: v1.2.3" + byTag + "\n", ""},
		{"newName of kustomize alone", false, upstream, entries + "newName: " + cached + "\n", "", ""},
		{"digest of kustomize alone", false, upstream, entries + "newName: " + cached + "\n  digest: " + digest + "\n", "", "Flux would drop the digest"},

		{"a digest after the tag", false, cache, pod + cached + ":v1.2.3@" + digest + "\n", "", "Flux would drop the digest"},
		{"a digest after the tag, reflected", false, tagpolicy.ImagePolicy{Cache: true, Digests: true}, pod + cached + ":v1.2.3@" + digest + "\n", pod + cached + ":v1.2.3@" + digest + marker + "\n", ""},
		{"a digest beside the tag", false, upstream, values + cached + "\n      tag: v1.2.3\n      digest: " + digest + "\n", "", "Flux would drop the digest"},
		{"a digest beside the tag, reflected", false, digests, values + cached + "\n      tag: v1.2.3\n      digest: " + digest + "\n", values + cached + "\n      tag: v1.2.3" + byTag + "\n      digest: " + digest + byHash + "\n", ""},
		{"a digest beside the tag without its algorithm", false, digests, values + cached + "\n      tag: v1.2.3\n      digest: " + strings.TrimPrefix(digest, "sha256:") + "\n", "", "Flux would drop the digest"},
		{"a digest in the tag's field", false, digests, values + cached + "\n      tag: v1.2.3@" + digest + "\n", "", "Flux's :tag writes the tag alone"},

		{"a tag that the policy does not sort", false, cache, pod + cached + ":latest\n", "", "the policy takes no tag like this one"},
		{"a tag in values that it does not sort", false, cache, values + cached + "\n      tag: latest\n", "", "the policy takes no tag like this one"},
		{"no tag", false, cache, pod + cached + "\n", "", ""},
		{"a placeholder", false, cache, pod + cached + ":${TAG}\n", "", "the policy takes no tag like this one"},
		{"the default of a variable, over which Flux would write", true, upstream, pod + "${IMAGE:-" + up + ":v1.2.3}\n", "", ""},
		{"another registry", false, cache, pod + "quay.io/a/app:v1.2.3\n", "", ""},

		{
			"a name with line breaks", true,
			tagpolicy.ImagePolicy{Name: "flux-system:a\r\nkind: \"b\"\u0085\u2028\u2029"},
			pod + up + ":v1.2.3\n",
			pod + up + `:v1.2.3 # {"$imagepolicy": "flux-system:a\r\nkind: \"b\"\u0085\u2028\u2029"}` + "\n", "",
		},
		{"no place in brackets", false, cache, "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: \"" + cached + ":v1.2.3\"}]}\n", "", "no comment is possible there"},
		{"a comment on the line", false, cache, pod + cached + ":v1.2.3 # ours\n", "", "no comment is possible there"},
		{"the comment is there", false, cache, pod + cached + ":v1.2.3" + marker + "\n", "", ""},
		{"the comment that is there names another policy", false, cache, pod + cached + ":v1.2.3 # {\"$imagepolicy\": \"mine:own\"}\n", "", ""},
		{"the comment that is there undoes the rewriting", false, upstream, pod + cached + ":v1.2.3" + marker + "\n", "", "Flux would write the upstream's name over the cache's"},
		{"the comment that is there undoes what this run rewrites, which is a warning of its own", false, upstream, pod + up + ":v1.2.3" + marker + "\n", "", ""},
		{"another's comment there, upstream scanned", false, upstream, pod + cached + ":v1.2.3 # {\"$imagepolicy\": \"mine:own\"}\n", "", ""},
		{"several policies", false, tagpolicy.ImagePolicy{Rivals: []string{"shop/a", "shop/b"}}, pod + cached + ":v1.2.3\n", "", "several image policies sort tags like this one (shop/a, shop/b)"},
		{"several policies and a comment", false, tagpolicy.ImagePolicy{Rivals: []string{"shop/a", "shop/b"}}, pod + cached + ":v1.2.3" + marker + "\n", "", ""},
		{"no policy", false, tagpolicy.ImagePolicy{Rivals: []string{}}, pod + cached + ":v1.2.3\n", "", ""},

		{"one tag for two fields", false, upstream, values + cached + "\n      tag: &t v1.2.3\n    side:\n      image:\n        repository: " + cached + "\n        tag: *t\n", values + cached + "\n      tag: &t v1.2.3" + byTag + "\n    side:\n      image:\n        repository: " + cached + "\n        tag: *t\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			spec, want := writing, test.want
			if test.restores {
				spec = restore + writing
			}
			if want == "" {
				want = test.in
			}
			j := newJob(t, spec, "deploy/app.yaml", test.in)
			j.run(t, flux.NewSetterComments(&j.rules, j.report, policyOf(test.policy)))
			if diff := cmp.Diff(want, j.after()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			told := j.messages(outcome.MarkerNotWritten)
			if test.why == "" && told != "" || !strings.Contains(told, test.why) {
				t.Errorf("told %q, want %q", told, test.why)
			}
			if test.why != "" && (!strings.HasPrefix(told, "1 image reference without a fitting setter comment: ") || !strings.Contains(told, "(deploy/app.yaml:")) {
				t.Errorf("told %q, without the number and the place", told)
			}
			written := strings.Count(want, "$imagepolicy") - strings.Count(test.in, "$imagepolicy")
			if j.report.Marked != written || strings.Count(j.messages(outcome.MarkerWritten), "\n") != written {
				t.Errorf("%d comments are told, want %d: %q", j.report.Marked, written, j.codes())
			}
		})
	}
}

// TestSetterCommentsShared: a tag that two images share by an anchor has the comment of the first, and
// the other, which another policy would update, is told.
func TestSetterCommentsShared(t *testing.T) {
	in := values + host + "ghcr/a/app\n      tag: &t v1.2.3\n    side:\n      image:\n        repository: " + host + "ghcr/a/other\n        tag: *t\n"
	byName := func([]image.Reference, tagpolicy.Existing) func(image.Reference) tagpolicy.ImagePolicy {
		return func(upstream image.Reference) tagpolicy.ImagePolicy {
			return tagpolicy.ImagePolicy{Name: "flux-system:" + strings.TrimPrefix(upstream.Repository, "a/"), Counts: isVersion}
		}
	}
	j := newJob(t, writing, "app.yaml", in)
	j.run(t, flux.NewSetterComments(&j.rules, j.report, byName))
	if want := strings.Replace(in, "&t v1.2.3", "&t v1.2.3"+byTag, 1); j.after() != want {
		t.Errorf("-want +got\n%s", cmp.Diff(want, j.after()))
	}
	if told := j.messages(outcome.MarkerNotWritten); !strings.Contains(told, "an anchor shares the value with another image") || !strings.Contains(told, "a/other") {
		t.Errorf("told %q", told)
	}
}

// TestSetterCommentsFields: what is told of a comment names the field that it follows.
func TestSetterCommentsFields(t *testing.T) {
	j := newJob(t, writing, "app.yaml", values+host+"ghcr/a/app\n      tag: v1.2.3\n      digest: "+digest+"\n---\n"+entries+"newName: "+host+"ghcr/a/app\n  newTag: v1.2.3\n")
	j.run(t, flux.NewSetterComments(&j.rules, j.report, policyOf(tagpolicy.ImagePolicy{Digests: true})))
	got := map[string]string{}
	for _, f := range j.report.Findings {
		got[f.Field.Path] = f.Field.Proposed
	}
	want := map[string]string{"spec.values.image.tag": strings.TrimSpace(byTag), "spec.values.image.digest": strings.TrimSpace(byHash), "images[0].newTag": strings.TrimSpace(byTag)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSetterCommentsOff: nothing is written, and nothing told, where nobody asked for comments; and
// what goes back to no file is told once.
func TestSetterCommentsOff(t *testing.T) {
	in := pod + host + "ghcr/a/app:v1.2.3\n  - name: b\n    image: " + host + "ghcr/a/app:latest\n"
	for _, test := range []struct {
		name, spec, path string
		policies         tagpolicy.ImagePolicies
		want             []string
	}{
		{"without policies", writing, "app.yaml", nil, nil},
		{"without markers", "flux: {namespace: flux-system}", "app.yaml", policyOf(tagpolicy.ImagePolicy{}), nil},
		{"without a file", writing, "", policyOf(tagpolicy.ImagePolicy{Cache: true}), []string{"info marker-not-written"}},
		{"without either", "flux: {namespace: flux-system}", "", policyOf(tagpolicy.ImagePolicy{Cache: true}), nil},
	} {
		j := newJob(t, test.spec, test.path, in)
		j.run(t, flux.NewSetterComments(&j.rules, j.report, test.policies))
		if got := j.codes(); j.after() != in || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q\n%s", test.name, got, test.want, j.after())
		}
	}
}

// TestSetterCommentsReasons: the references of one reason are one warning, each once, sorted.
func TestSetterCommentsReasons(t *testing.T) {
	image := func(name, rest string) string {
		return "  - name: x\n    image: " + host + "ghcr/a/" + name + rest + "\n"
	}
	j := newJob(t, writing, "app.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"+image("z", ":v1.2.3")+image("b", ":v1.2.3")+image("c", ":latest"))
	j.run(t, flux.NewSetterComments(&j.rules, j.report, policyOf(tagpolicy.ImagePolicy{})))
	told := j.messages(outcome.MarkerNotWritten)
	for _, want := range []string{
		"2 image references without a fitting setter comment: Flux would write the upstream's name",
		host + "ghcr/a/b:v1.2.3 (app.yaml:8), " + host + "ghcr/a/z:v1.2.3 (app.yaml:6)",
		"1 image reference without a fitting setter comment: the policy takes no tag like this one",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("no %q in %s", want, told)
		}
	}
}

// TestMarkersThatUndo: where a reference is rewritten, a comment by which Flux would write something
// else there is warned of; not where its policy scans the cache.
func TestMarkersThatUndo(t *testing.T) {
	const comment = ` # {"$imagepolicy": "flux-system:app`
	scanned := func(repository string) tagpolicy.Existing {
		return tagpolicy.Existing{
			Scans:    []tagpolicy.ExistingScan{{Named: tagpolicy.Named{Name: "scan"}, Image: repository}},
			Policies: []tagpolicy.ExistingPolicy{{Named: tagpolicy.Named{Name: "app"}, Scan: tagpolicy.Named{Name: "scan"}}},
		}
	}
	for _, test := range []struct {
		name, in string
		existing tagpolicy.Existing
		says     string
	}{
		{"a whole reference", pod + "ghcr.io/a/app:v1.2.3" + comment + "\"}\n", tagpolicy.Existing{}, "write the upstream's reference here"},
		{"the name in values", values + "ghcr.io/a/app" + comment + ":name\"}\n      tag: v1.2.3\n", tagpolicy.Existing{}, "write the upstream's name here"},
		{"the tag in a whole reference", pod + "ghcr.io/a/app:v1.2.3" + comment + ":tag\"}\n", tagpolicy.Existing{}, "write the tag alone here"},
		{"the digest in a whole reference", pod + "ghcr.io/a/app:v1.2.3" + comment + ":digest\"}\n", tagpolicy.Existing{}, "write the digest alone here"},
		{"the tag in values", values + "ghcr.io/a/app\n      tag: v1.2.3" + comment + ":tag\"}\n", tagpolicy.Existing{}, ""},
		{"another comment", pod + "ghcr.io/a/app:v1.2.3 # flux-system:app\n", tagpolicy.Existing{}, ""},
		{"a broken comment", pod + "ghcr.io/a/app:v1.2.3 # {\"$imagepolicy\": \n", tagpolicy.Existing{}, ""},
		{"not rewritten", pod + "quay.io/a/app:v1.2.3" + comment + "\"}\n", tagpolicy.Existing{}, ""},
		{"rewritten before", pod + host + "ghcr/a/other:latest" + comment + "\"}\n", tagpolicy.Existing{}, ""},
		{"a policy of the user that scans the cache", pod + "ghcr.io/a/app:v1.2.3" + comment + "\"}\n", scanned(host + "ghcr/a/app"), ""},
		{"the name, by a policy of the user that scans the cache", values + "ghcr.io/a/app" + comment + ":name\"}\n      tag: v1.2.3\n", scanned(host + "ghcr/a/app"), ""},
		{"a policy of the user that scans the upstream", pod + "ghcr.io/a/app:v1.2.3" + comment + "\"}\n", scanned("ghcr.io/a/app"), "write the upstream's reference here"},
		{"a policy of the user that scans something else", pod + "ghcr.io/a/app:v1.2.3" + comment + "\"}\n", scanned("not a reference"), "write the upstream's reference here"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, writing, "app.yaml", test.in)
			j.report.Existing = test.existing
			j.run(t, flux.NewSetterComments(&j.rules, j.report, policyOf(tagpolicy.ImagePolicy{Rivals: []string{}})))
			told := j.messages(outcome.FluxMarker)
			if test.says == "" && told != "" || !strings.Contains(told, test.says) {
				t.Errorf("told %q, want %q", told, test.says)
			}
			if j.after() != test.in {
				t.Errorf("the comment is not kept:\n%s", j.after())
			}
		})
	}
	t.Run("a restore", func(t *testing.T) {
		j := newJob(t, restore+writing, "app.yaml", pod+host+"ghcr/a/app:v1.2.3"+comment+"\"}\n")
		j.run(t, flux.NewSetterComments(&j.rules, j.report, policyOf(tagpolicy.ImagePolicy{})))
		if told := j.messages(outcome.FluxMarker); told != "" {
			t.Error(told)
		}
	})
}

// TestReached: a comment in a file that no automation of the policy's namespace updates is warned of.
func TestReached(t *testing.T) {
	automation := func(namespace, path string) tagpolicy.ExistingAutomation {
		return tagpolicy.ExistingAutomation{Named: tagpolicy.Named{Namespace: namespace, Name: "auto"}, Path: path}
	}
	fromTop := func(file string) string { return "repo/" + file }
	for _, test := range []struct {
		name, spec  string
		automations []tagpolicy.ExistingAutomation
		fromTop     func(string) string
		in          string // the image and its comment
		says        string
	}{
		{"the directory above", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./repo")}, fromTop, "v1.2.3", ""},
		{"the directory", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "repo/deploy/")}, fromTop, "v1.2.3", ""},
		{"all of the repository", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "")}, fromTop, "v1.2.3", ""},
		{"another directory", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, fromTop, "v1.2.3", "1 file with setter comments that no ImageUpdateAutomation of the namespace flux-system updates (flux-system/auto updates ./clusters): deploy/app.yaml; widen spec.update.path"},
		{"a directory whose name begins so", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./repo/dep")}, fromTop, "v1.2.3", "flux-system/auto updates ./repo/dep"},
		{"one of two", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters"), automation("flux-system", "./repo/deploy")}, fromTop, "v1.2.3", ""},
		{"without a namespace it is that of the configuration", writing, []tagpolicy.ExistingAutomation{automation("", "./clusters")}, fromTop, "v1.2.3", "auto updates ./clusters"},
		{"of another namespace", writing, []tagpolicy.ExistingAutomation{automation("shop", "./clusters")}, fromTop, "v1.2.3", ""},
		{"a comment that was there", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, fromTop, "v1.2.3" + marker, "deploy/app.yaml"},
		{"a comment of another namespace", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, fromTop, `v1.2.3 # {"$imagepolicy": "shop:own"}`, ""},
		{"a comment that names no policy", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, fromTop, `v1.2.3 # {"$imagepolicy": "flux-system"}`, ""},
		{"no comment", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, fromTop, "latest", ""},
		{"none here, so perhaps elsewhere", writing, nil, fromTop, "v1.2.3", ""},
		{"no Git repository", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, nil, "v1.2.3", ""},
		{"a file outside of it", writing, []tagpolicy.ExistingAutomation{automation("flux-system", "./clusters")}, func(string) string { return "" }, "v1.2.3", ""},
		{"the one that is generated", strings.Replace(writing, "true}", "true, automation: {name: made, path: ./clusters, checkoutBranch: main, sourceRef: {name: x}, author: {name: a, email: a@example.com}}}", 1), nil, fromTop, "v1.2.3", "flux-system/made updates ./clusters"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, test.spec, "deploy/app.yaml", pod+host+"ghcr/a/app:"+test.in+"\n  - name: b\n    image: "+host+"ghcr/a/app:"+test.in+"\n")
			j.report.Existing = tagpolicy.Existing{Automations: test.automations, FromTop: test.fromTop}
			j.run(t, flux.NewSetterComments(&j.rules, j.report, policyOf(tagpolicy.ImagePolicy{Cache: true})))
			told := j.messages(outcome.MarkerUnreached)
			if test.says == "" && told != "" || !strings.Contains(told, test.says) {
				t.Errorf("told %q, want %q", told, test.says)
			}
			if told != "" && !slices.Contains(j.codes(), string(finding.Warning)+" marker-unreached") {
				t.Errorf("no warning: %q", j.codes())
			}
		})
	}
}

// TestSetters: the comments of Flux are found in the order of the text, and those that are not wanted
// go, with nothing else.
func TestSetters(t *testing.T) {
	const list = "kind: X\nspec:\n  a: ghcr.io/a/app:v1 # {\"$imagepolicy\": \"ns:one\"}\n  tag: v1 # {\"$imagepolicy\": \"ns:two:tag\"}\n  c: x # ours\n  list: [y, z] # {\"$imagepolicy\": \"ns:three:digest\"}\n  d: x # {\"other\": \"ns:four\"}\n  e: # {\"$imagepolicy\": \"ns:five\"}\n  - f\n"
	first := flux.Setter{File: "app.yaml", Line: 3, Field: "spec.a", Value: "ghcr.io/a/app:v1", Policy: "ns:one"}
	second := flux.Setter{File: "app.yaml", Line: 4, Field: "spec.tag", Value: "v1", Policy: "ns:two", Part: "tag"}
	third := flux.Setter{File: "app.yaml", Line: 6, Field: "spec.list[1]", Value: "z", Policy: "ns:three", Part: "digest"}
	for _, test := range []struct {
		name, in string
		drops    string // the policy whose comments go; all for "*"
		want     []flux.Setter
		after    string
	}{
		{"listed", list, "", []flux.Setter{first, second, third}, list},
		{"one goes", list, "ns:two", []flux.Setter{first, second, third}, strings.Replace(list, ` # {"$imagepolicy": "ns:two:tag"}`, "", 1)},
		{"all go", list, "*", []flux.Setter{first, second, third}, strings.NewReplacer(` # {"$imagepolicy": "ns:one"}`, "", ` # {"$imagepolicy": "ns:two:tag"}`, "", ` # {"$imagepolicy": "ns:three:digest"}`, "").Replace(list)},
		{"none there", "kind: X\na: b # c\n", "*", nil, "kind: X\na: b # c\n"},
		{"without a space", "a: b #{\"$imagepolicy\":\"ns:one\"}\n", "*", []flux.Setter{{File: "app.yaml", Line: 1, Field: "a", Value: "b", Policy: "ns:one"}}, "a: b\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, writing, "app.yaml", test.in)
			found, edits := flux.Setters(j.objects[0], func(s *flux.Setter) bool { return test.drops == "*" || s.Policy == test.drops })
			j.objects[0].Edit(edits...)
			if diff := cmp.Diff(test.want, found); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if diff := cmp.Diff(test.after, j.after()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
