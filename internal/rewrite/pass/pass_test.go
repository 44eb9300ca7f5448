package pass_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

const ghcr = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"

// A job is one pass over objects: what a session does with it.
type job struct {
	rules  decide.Rules
	report *outcome.Report
	finder *fields.Finder
}

// newJob prepares a job by a configuration with some lines in its spec. own are its rewrite.fields.
func newJob(t *testing.T, spec string, own ...fields.Row) *job {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n  " + spec + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	finder, err := fields.NewFinder(append(fields.Table(), fields.OCIAddresses(), own)...)
	if err != nil {
		t.Fatal(err)
	}
	return &job{decide.NewRules(c), outcome.NewReport(c, false, false, false), finder}
}

// objects reads the objects of a text, and the source that they are in.
func objects(t *testing.T, text string) (*object.Text, []*object.Object) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	source := object.NewText("app.yaml", func(string) bool { return false }, &object.LateTexts{})
	var all []*object.Object
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			t.Fatal(err)
		}
		if root != nil {
			all = append(all, object.New(source, &items[i], root, i))
		}
	}
	return source, all
}

// run gives the objects of a text to a pass, with their images moved to the cache, and returns the
// text after the edits of the pass.
func (j *job) run(t *testing.T, p pass.Pass, text string) string {
	t.Helper()
	source, all := objects(t, text)
	for _, o := range all {
		source.Scalars.Reset()
		j.finder.NewSearch().Find(o.Kind, o.Root, func(place *fields.Place) {
			if place.Row.Form == fields.ChartText { // a session reads what is in the text
				return
			}
			d := j.rules.Decide(o, place, place.Texts().String())
			if d.Kind == decide.Changed {
				source.Scalars.NewTexts[place.Name] = d.Proposed
			}
			p.Image(object.At(o, place), &d)
		})
		p.End(o)
		p.EndItem(o)
	}
	p.EndText(source)
	p.Finish()
	return string(yamlbytes.Splice([]byte(text), source.Edits))
}

// said lists the findings: OBJECT FIELD CODE CURRENT.
func (j *job) said() []string {
	var all []string
	for _, f := range j.report.Findings {
		all = append(all, strings.Join(strings.Fields(f.Resource.Kind+" "+f.Resource.Name+" "+f.Field.Path+" "+string(f.Code)+" "+f.Field.Current), " "))
	}
	return all
}

// TestSharedAnchors: YAML cannot change a value in one of the fields that share it
// (https://yaml.org/spec/1.2.2/#alias-nodes), so somebody must know of a value that is rewritten and
// is also no image.
func TestSharedAnchors(t *testing.T) {
	const head, warned = "kind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - image: &i ", "Pod app shared-anchor ghcr.io/amerintlxperts/app:v1"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"in another field":         {head + "ghcr.io/amerintlxperts/app:v1\n    env: [{name: A, value: x}]\n  note: *i\n", []string{warned}},
		"in another image alone":   {head + "ghcr.io/amerintlxperts/app:v1\n  - image: *i\n", nil},
		"in both":                  {head + "ghcr.io/amerintlxperts/app:v1\n  - image: *i\n  note: *i\n", []string{warned}},
		"that is not rewritten":    {head + "quay.io/amerintlxperts/app:v1\n  note: *i\n", nil},
		"of a whole container":     {"kind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - &c {image: ghcr.io/amerintlxperts/app:v1}\n  other: *c\n", nil},
		"without an alias":         {head + "ghcr.io/amerintlxperts/app:v1\n", nil},
		"of two objects":           {head + "ghcr.io/amerintlxperts/app:v1\n  note: *i\n---\n" + head + "ghcr.io/amerintlxperts/app:v1\n", []string{warned}},
		"the other field is above": {"kind: Pod\nmetadata: {name: app, annotations: {was: &i ghcr.io/amerintlxperts/app:v1}}\nspec: {containers: [{image: *i}]}\n", []string{warned}},
	} {
		j := newJob(t, "")
		j.run(t, pass.NewSharedAnchors(j.report), test.text)
		if diff := cmp.Diff(test.want, j.said()); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestUnusedFields: a row of rewrite.fields that no object has is most likely misspelled; one of
// the program's own table is not.
func TestUnusedFields(t *testing.T) {
	used, unused := fields.Row{Kind: "Widget", Path: "spec/image", User: true}, fields.Row{Kind: "Widget", Path: "spec/picture", User: true}
	j := newJob(t, "", used, unused)
	p := pass.NewUnusedFields(j.report, j.finder)
	for row := range j.finder.Rows() {
		if row.Path == used.Path && row.User {
			p.Found(row)
		}
	}
	p.Found(nil)
	p.Finish()
	if len(j.report.Findings) != 1 || j.report.Findings[0].Code != outcome.UnusedField || !strings.Contains(j.report.Findings[0].Message, "spec/picture") {
		t.Errorf("%+v", j.report.Findings)
	}
}

// TestChartImages: a chart of k3s that takes values from Secrets, or that is in the object itself,
// may set images that are not seen (https://docs.k3s.io/add-ons/helm). The other releases are in
// the tests of the package above.
func TestChartImages(t *testing.T) {
	for spec, want := range map[string][]string{
		"{chart: shop}": {"HelmChart shop spec.chart chart-images shop"},
		"{chart: shop, valuesContent: 'replicas: 1'}":    {"HelmChart shop spec.chart chart-images shop"},
		"{chart: shop, valuesSecrets: [{name: values}]}": nil,
		"{chart: shop, chartContent: H4sIAAAAAAAA}":      nil,
		"{repo: https://charts.example.com}":             nil,
	} {
		j := newJob(t, "rewrite: {mode: Check}")
		j.run(t, pass.NewChartImages(&j.rules, j.report), "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: shop}\nspec: "+spec+"\n")
		if diff := cmp.Diff(want, j.said()); diff != "" {
			t.Errorf("%s: -want +got\n%s", spec, diff)
		}
	}
}

// TestPullWarnings: what may surprise at pulls is said once for all images that a run changes, and
// not of what somebody accepted.
func TestPullWarnings(t *testing.T) {
	pod := func(name, image string) string {
		return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "}\nspec: {containers: [{image: '" + image + "'}]}\n---\n"
	}
	const digest = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	accepted := "app, annotations: {ecrcache.amerintlxperts.github.io/accept: 'moving-tag: it is only a test'}"
	for name, test := range map[string]struct {
		text string
		want []string // parts of the messages
	}{
		"none":                   {pod("app", "ghcr.io/amerintlxperts/app:v1"), nil},
		"once for an image":      {pod("app", "ghcr.io/amerintlxperts/app:latest") + pod("web", "ghcr.io/amerintlxperts/app:latest"), []string{"1 image reference: "}},
		"two":                    {pod("app", "ghcr.io/amerintlxperts/app") + pod("web", "ghcr.io/amerintlxperts/web:latest"), []string{"2 image references: "}},
		"of each sort":           {pod("app", "ghcr.io/amerintlxperts/app") + pod("web", "ghcr.io/amerintlxperts/web"+digest), []string{ghcr + "amerintlxperts/web" + digest, ghcr + "amerintlxperts/app"}},
		"in the cache already":   {pod("app", ghcr+"amerintlxperts/app:latest"), nil},
		"of no upstream":         {pod("app", "quay.io/amerintlxperts/app:latest"), nil},
		"accepted":               {pod(accepted, "ghcr.io/amerintlxperts/app"), nil},
		"accepted of one object": {pod(accepted, "ghcr.io/amerintlxperts/app") + pod("web", "ghcr.io/amerintlxperts/web"), []string{"1 image reference: "}},
	} {
		j := newJob(t, "")
		j.run(t, pass.NewPullWarnings(j.report), test.text)
		if len(j.report.Findings) != len(test.want) {
			t.Errorf("%s: %+v", name, j.report.Findings)
			continue
		}
		for i, f := range j.report.Findings {
			if f.Severity != finding.Warning || !strings.Contains(f.Message, test.want[i]) {
				t.Errorf("%s: %s %s, want %s", name, f.Severity, f.Message, test.want[i])
			}
		}
	}
}

// TestSeenImages: what goes through the cache is collected by its name at the upstream, each once;
// charts and manifests, which no node pulls, are apart.
func TestSeenImages(t *testing.T) {
	j := newJob(t, "rewrite: {ociURLs: true}")
	j.run(t, pass.NewSeenImages(j.report), "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n"+
		"  - image: ghcr.io/amerintlxperts/web:v1\n  - image: ghcr.io/amerintlxperts/app:v2\n  - image: "+ghcr+"amerintlxperts/app:v2\n  - image: quay.io/amerintlxperts/app:v1\n"+
		"---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\nspec: {url: oci://ghcr.io/amerintlxperts/manifests}\n"+
		"---\napiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux}\nspec: {distribution: {registry: ghcr.io/fluxcd}}\n")
	var images, artifacts []string
	for _, ref := range j.report.Images {
		images = append(images, ref.String())
	}
	for _, ref := range j.report.Artifacts {
		artifacts = append(artifacts, ref.String())
	}
	if diff := cmp.Diff([]string{"ghcr.io/amerintlxperts/app:v2", "ghcr.io/amerintlxperts/web:v1"}, images); diff != "" {
		t.Errorf("images: -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ghcr.io/amerintlxperts/manifests"}, artifacts); diff != "" {
		t.Errorf("artifacts: -want +got\n%s", diff)
	}
}
