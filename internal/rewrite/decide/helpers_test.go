package decide_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

const (
	registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	digest   = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	// upstreams has a whole registry, Docker Hub, and a part of a registry.
	upstreams = "upstreams: [{registry: ghcr.io}, {registry: docker.io}, {registry: quay.io/prometheus, prefix: prom}]"
	restore   = "rewrite: {direction: Restore}"
)

// rulesOf are the rules of a configuration with some lines in its spec.
func rulesOf(t *testing.T, spec ...string) *decide.Rules {
	t.Helper()
	text := "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n"
	c, err := config.Parse([]byte(text + "  " + strings.Join(spec, "\n  ") + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	r := decide.NewRules(c)
	return &r
}

// read reads the object of a file.
func read(t *testing.T, file, text string) *object.Object {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil || len(items) != 1 {
		t.Fatalf("%d items of\n%s: %v", len(items), text, err)
	}
	root, err := items[0].Parse()
	if err != nil {
		t.Fatal(err)
	}
	return object.New(object.NewText(file, func(string) bool { return false }, &object.LateTexts{}), &items[0], root, 0)
}

// each decides about all image fields of an object, addresses of charts included.
func each(t *testing.T, r *decide.Rules, o *object.Object, visit func(*fields.Place, *decide.Decision)) {
	t.Helper()
	eachOf(t, r, nil, o, visit)
}

// eachOf does the same for an object with values of a chart, which may be nil.
func eachOf(t *testing.T, r *decide.Rules, chart *chartvalues.Chart, o *object.Object, visit func(*fields.Place, *decide.Decision)) {
	t.Helper()
	rows := append(slices.Clone(fields.Table()), fields.OCIAddresses())
	if r.Config.Spec.Rewrite.AnyField {
		rows = append(rows, fields.Everything())
	}
	finder, err := fields.NewFinder(rows...)
	if err != nil {
		t.Fatal(err)
	}
	search := finder.NewSearch()
	search.WholeNames, search.Chart = r.HasWholeNames(o), chart
	seen := map[*yamlbytes.Node]bool{}
	search.Find(o.Kind, o.Root, func(p *fields.Place) {
		if seen[p.Name] || p.Row.Form == fields.ChartText {
			return
		}
		seen[p.Name] = true
		d := r.Decide(o, p, p.Texts().String())
		visit(p, &d)
	})
}

// pod is a Pod with one container.
func pod(image string) string {
	return "apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: web}\nspec:\n  containers:\n  - name: main\n    image: '" + image + "'\n"
}

// of says what becomes of the image of a Pod.
func of(t *testing.T, r *decide.Rules, image string) string {
	t.Helper()
	all := told(t, r, read(t, "app.yaml", pod(image)))
	if len(all) != 1 {
		t.Fatalf("%s: %q", image, all)
	}
	_, what, _ := strings.Cut(all[0], ": ")
	return what
}

// told says what becomes of all images of an object, a line each.
func told(t *testing.T, r *decide.Rules, o *object.Object) []string {
	t.Helper()
	var lines []string
	each(t, r, o, func(p *fields.Place, d *decide.Decision) { lines = append(lines, p.Path()+": "+line(d)) })
	return lines
}

// kinds are the kinds of decisions in words.
var kinds = map[decide.Kind]string{
	decide.Foreign: "foreign", decide.Excluded: "excluded", decide.Cached: "cached",
	decide.Unchanged: "unchanged", decide.Changed: "to ", decide.Doubtful: "doubtful",
}

// line says what a decision does: to a new text, in which CACHE is the cache's host, or nothing.
// Findings follow, but not those that say no more.
func line(d *decide.Decision) string {
	line := kinds[d.Kind] + strings.ReplaceAll(d.Proposed, registry, "CACHE")
	for _, f := range d.Findings {
		if f.Code == outcome.Rewritten || f.Code == outcome.Restored {
			continue
		}
		what := string(f.Code)
		if f.Reason != "" {
			what = f.Reason
		}
		line += fmt.Sprintf(", %s %s", f.Severity, what)
		if f.Pulled {
			line += " pulled"
		}
	}
	if d.Left {
		line += ", left"
	}
	if d.Doubt != "" {
		line += ", doubt"
	}
	return line
}

// written returns the texts of an object that change, each with the new one.
func written(t *testing.T, r *decide.Rules, o *object.Object) []string {
	t.Helper()
	return writtenOf(t, r, nil, o)
}

// writtenOf does the same for an object with values of a chart, which may be nil.
func writtenOf(t *testing.T, r *decide.Rules, chart *chartvalues.Chart, o *object.Object) []string {
	t.Helper()
	var lines []string
	eachOf(t, r, chart, o, func(p *fields.Place, d *decide.Decision) {
		if d.Kind != decide.Changed {
			if d.Kind == decide.Doubtful || len(d.Findings) > 0 || d.Doubt != "" {
				lines = append(lines, d.Current+": "+line(d))
			}
			return
		}
		changes, err := decide.Compose(p, d)
		if err != nil {
			lines = append(lines, d.Current+": "+err.Error())
		}
		for _, c := range changes {
			lines = append(lines, c.Node.Value+" to "+strings.ReplaceAll(c.Text, registry, "CACHE"))
		}
	})
	slices.Sort(lines)
	return slices.Compact(lines)
}
