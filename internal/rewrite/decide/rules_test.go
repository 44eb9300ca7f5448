package decide_test

import (
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestSelection: include and exclude select by kind, name, namespace and container. Where both match,
// exclude wins. It holds in both directions, and for what would only be reported.
func TestSelection(t *testing.T) {
	for spec, want := range map[string]string{
		"include: [{kind: Pod}]":                               "to",
		"include: [{kind: Deployment}]":                        "excluded",
		"include: [{kind: Deployment}, {name: 'a*'}]":          "to",
		"include: [{namespace: web, container: main}]":         "to",
		"include: [{namespace: web, container: sidecar}]":      "excluded",
		"exclude: [{kind: Pod}]":                               "excluded",
		"exclude: [{kind: Pod, name: other}]":                  "to",
		"exclude: [{namespace: web}]":                          "excluded",
		"exclude: [{container: 'm*'}]":                         "excluded",
		"exclude: [{container: istio-*}]":                      "to",
		"include: [{kind: Pod}], exclude: [{container: main}]": "excluded",
	} {
		for direction, image := range map[string]string{"Rewrite": "ghcr.io/acme/app:v1", "Restore": registry + "/ghcr/acme/app:v1"} {
			r := rulesOf(t, "rewrite: {direction: "+direction+", "+spec+"}")
			got := of(t, r, image)
			if want == "to" && got[:2] != want || want != "to" && got != want {
				t.Errorf("%s with direction %s: %s, want %s", spec, direction, got, want)
			}
			r.IgnoreSelectors = true
			if got := of(t, r, image); got[:2] != "to" {
				t.Errorf("%s, without selectors: %s", spec, got)
			}
		}
	}
	r := rulesOf(t, "rewrite: {exclude: [{container: main}, {kind: Job}]}")
	for kind, want := range map[string]bool{"Pod": true, "Job": false} {
		if got := r.SelectsObject(read(t, "a.yaml", "apiVersion: v1\nkind: "+kind+"\nmetadata: {name: a}\n")); got != want {
			t.Errorf("an object of kind %s is selected: %t", kind, got)
		}
	}
}

// TestLeftSeverity: a check fails for what is left, whatever a run that writes would say of it.
func TestLeftSeverity(t *testing.T) {
	for mode, want := range map[string]finding.Severity{"Write": finding.Info, "Check": finding.Error} {
		if got := rulesOf(t, "rewrite: {mode: "+mode+"}").LeftSeverity(reason.Status); got != want {
			t.Errorf("%s: %s, want %s", mode, got, want)
		}
	}
}

// TestNamesUpstream: a value names an upstream when it is an image of it, or the first part of one.
func TestNamesUpstream(t *testing.T) {
	for _, test := range []struct {
		direction, text string
		want            bool
	}{
		{"Rewrite", "ghcr.io", true},
		{"Rewrite", "ghcr.io/", true},
		{"Rewrite", "ghcr.io/acme", true},
		{"Rewrite", "ghcr.io/acme/app:v1\n", true},
		{"Rewrite", "${R:-ghcr.io}", true},
		{"Rewrite", "quay.io", false}, // a part is covered
		{"Rewrite", "quay.io/prometheus", true},
		{"Rewrite", "quay.io/other", false},
		{"Rewrite", "nginx", false}, // a word may be anything
		{"Rewrite", "pull ghcr.io/acme/app", false},
		{"Rewrite", registry + "/ghcr", false},
		{"Restore", registry + "/ghcr", true},
		{"Restore", registry + "/ghcr/acme/app:v1", true},
		{"Restore", registry, false},
		{"Restore", "ghcr.io/acme", false},
	} {
		r := rulesOf(t, upstreams, "rewrite: {direction: "+test.direction+"}")
		if got := r.NamesUpstream(&yamlbytes.Node{Kind: yamlbytes.Scalar, Value: test.text}); got != test.want {
			t.Errorf("%s of %q: %t", test.direction, test.text, got)
		}
	}
}

// TestIsHubWord: docker.io/acme may be an image, or the first part of names. A tag or a digest says
// that it is an image, and another registry has no library/.
func TestIsHubWord(t *testing.T) {
	r := rulesOf(t, upstreams)
	for reference, want := range map[string]bool{
		"docker.io/acme": true, "index.docker.io/acme": true,
		"docker.io/acme:v1": false, "docker.io/acme" + digest: false, "docker.io/acme/app": false,
		"acme": false, "ghcr.io/acme": false, "registry.k8s.io/pause": false,
	} {
		ref, err := image.Parse(reference)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.IsHubWord(ref); got != want {
			t.Errorf("%s: %t", reference, got)
		}
	}
}

// TestHubPart: in a field that need not be an image, one word at Docker Hub stays, unless its key says
// that it is an image.
func TestHubPart(t *testing.T) {
	r := rulesOf(t, upstreams, "rewrite: {anyField: true}")
	for spec, want := range map[string]string{
		"{hub: docker.io/acme}":                             "foreign",
		"{hub: 'docker.io/acme:v1'}":                        "to CACHE/docker-hub/library/acme:v1",
		"{hub: docker.io/acme/app}":                         "to CACHE/docker-hub/acme/app",
		"{workerImage: docker.io/acme}":                     "to CACHE/docker-hub/library/acme",
		"{env: [{name: WEB_IMAGE, value: docker.io/acme}]}": "to CACHE/docker-hub/library/acme",
		"{env: [{name: WEB_HUB, value: docker.io/acme}]}":   "foreign",
		"{hub: ghcr.io/acme}":                               "to CACHE/ghcr/acme",
		"{hub: acme}":                                       "foreign", // without a host it may be anything
		"{hub: acme/app}":                                   "foreign",
		"{hub: 'docker.io/${NAME}'}":                        "foreign",
		"{hub: 'ghcr.io/Acme'}":                             "foreign",
	} {
		var got string
		each(t, r, read(t, "a.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: "+spec+"\n"), func(p *fields.Place, d *decide.Decision) {
			if p.Key() == "hub" || p.Key() == "workerImage" || p.Key() == "value" {
				got = line(d)
			}
		})
		if got != want {
			t.Errorf("%s: %s, want %s", spec, got, want)
		}
	}
}

// TestPullWarnings: a digest that ECR has not seen may be refused, and a tag that moves is looked up
// once a day. A tag beside the name, or one that is not known, is not taken for a missing one.
func TestPullWarnings(t *testing.T) {
	const entry = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: a, newName: ghcr.io/acme/app}]\n"
	for text, want := range map[string][]finding.Code{
		pod("ghcr.io/acme/app:v1"):                 nil,
		pod("ghcr.io/acme/app:latest"):             {outcome.MovingTag},
		pod("ghcr.io/acme/app"):                    {outcome.MovingTag},
		pod("ghcr.io/acme/app" + digest):           {outcome.DigestPull},
		pod("ghcr.io/acme/app:latest" + digest):    {outcome.DigestPull},
		pod("ghcr.io/acme/app:v1@${DIGEST}"):       {outcome.DigestPull},
		pod("ghcr.io/acme/app${TAG}"):              nil,
		pod("ghcr.io/acme/app${DIGEST:+@$DIGEST}"): {outcome.DigestPull},
		entry: nil,
		release("{image: {repository: ghcr.io/acme/app}}"):              nil, // the chart has a tag
		release("{image: {repository: ghcr.io/acme/app, tag: latest}}"): {outcome.MovingTag},
	} {
		each(t, rulesOf(t), read(t, "a.yaml", text), func(_ *fields.Place, d *decide.Decision) {
			if d.Kind != decide.Changed || !slices.Equal(d.PullWarnings, want) {
				t.Errorf("%s, %q, want %q, of\n%s", line(d), d.PullWarnings, want, text)
			}
		})
	}
}

// TestPullWarningsOfParts: in a field that holds an image only sometimes, the tag may be elsewhere.
func TestPullWarningsOfParts(t *testing.T) {
	var got [][]finding.Code
	o := read(t, "a.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {a: ghcr.io/acme/app, b: 'ghcr.io/acme/app:latest'}\n")
	each(t, rulesOf(t, "rewrite: {anyField: true}"), o, func(_ *fields.Place, d *decide.Decision) {
		if d.Kind == decide.Changed {
			got = append(got, d.PullWarnings)
		}
	})
	if len(got) != 2 || got[0] != nil || !slices.Equal(got[1], []finding.Code{outcome.MovingTag}) {
		t.Errorf("%q", got)
	}
}

// TestPullWarningsAreSaid: each code has one text, which says what to do.
func TestPullWarningsAreSaid(t *testing.T) {
	var codes []finding.Code
	for _, known := range decide.KnownPullWarnings() {
		codes = append(codes, known.Code)
		if known.Message == "" {
			t.Errorf("%s has no text", known.Code)
		}
	}
	if want := []finding.Code{outcome.DigestPull, outcome.MovingTag}; !slices.Equal(codes, want) {
		t.Errorf("%q, want %q", codes, want)
	}
}

// TestPlan: a text that kustomize copies is known by its file, document and path, which for an entry
// of a List begin with its position.
func TestPlan(t *testing.T) {
	o := read(t, "map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {image: ghcr.io/acme/app, other: ghcr.io/acme/web}\n")
	r := rulesOf(t)
	copied := func() []string {
		var paths []string
		fields.EachScalar(o.Root, func(s *fields.Spot) {
			if !s.Key && r.IsCopied(o, s) {
				paths = append(paths, s.Path())
			}
		})
		return paths
	}
	if got := copied(); got != nil {
		t.Errorf("without a plan: %q", got)
	}
	r.Plan = &kustomization.Plan{Copied: []build.CopiedText{{Place: manifest.Place{File: "map.yaml", Path: "data.image"}}, {Place: manifest.Place{File: "other.yaml", Path: "data.other"}}}}
	if got := copied(); !slices.Equal(got, []string{"data.image"}) {
		t.Errorf("copied: %q", got)
	}
	for name, test := range map[string]struct {
		file, annotations string
		want              manifest.Place
	}{
		"its file":                    {"map.yaml", "", manifest.Place{File: "map.yaml", Path: "data.image"}},
		"by annotation, on its stdin": {"", "{internal.config.kubernetes.io/path: a.yaml, internal.config.kubernetes.io/index: '2'}", manifest.Place{File: "a.yaml", Index: 2, Path: "data.image"}},
		"its file before annotations": {"map.yaml", "{internal.config.kubernetes.io/path: a.yaml}", manifest.Place{File: "map.yaml", Path: "data.image"}},
	} {
		o := read(t, test.file, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: "+test.annotations+"}\n")
		if got := decide.PlaceOf(o, "data.image"); got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}
