package leftover_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/leftover"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

const (
	registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	// upstreams has a whole registry, Docker Hub, and a part of a registry.
	upstreams = "upstreams: [{registry: ghcr.io}, {registry: docker.io}, {registry: quay.io/prometheus, prefix: prom}]"
)

// leave rewrites documents by a configuration with some lines in its spec, and returns what the passes
// of leftovers report of them.
func leave(t *testing.T, text string, spec ...string) *outcome.Report {
	t.Helper()
	index, items := chartindex.NewIndex(false, nil), split(t, text)
	index.AddFile("app.yaml", items)
	index.Resolve()
	return leaveItems(t, index, items, spec...)
}

// split splits a text into documents.
func split(t *testing.T, text string) []yamlbytes.Item {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// leaveItems does the same with an index of the texts that other documents name.
func leaveItems(t *testing.T, index *chartindex.Index, items []yamlbytes.Item, spec ...string) *outcome.Report {
	t.Helper()
	header := "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n"
	c, err := config.Parse([]byte(header + "  " + strings.Join(spec, "\n  ") + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows := fields.Table()
	for on, more := range map[*bool][]fields.Row{&c.Spec.Rewrite.Args: fields.Arguments(), &c.Spec.Rewrite.OCIURLs: fields.OCIAddresses(), &c.Spec.Rewrite.AnyField: fields.Everything()} {
		if *on {
			rows = append(rows[:len(rows):len(rows)], more)
		}
	}
	finder, err := fields.NewFinder(rows...)
	if err != nil {
		t.Fatal(err)
	}
	rules, search := decide.NewRules(c), finder.NewSearch()
	search.Enters = object.MayChange
	report := outcome.NewReport(c, rules.Restore, rules.Check, false)
	left := leftover.NewPass(leftover.Run{Rules: &rules, Report: report, Values: index, Finder: finder, Search: search, Prefilter: hosts.NewPrefilter(rules.Hosts)})
	substitutes := leftover.NewSubstitutes(&rules, report, index)
	source := object.NewText("app.yaml", func(string) bool { return false }, &object.LateTexts{})
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			t.Fatal(err)
		}
		source.Scalars.Reset()
		item := object.New(source, &items[i], root, i)
		objects := []*object.Object{item}
		if entries := item.Entries(); entries != nil {
			objects = nil
			for j, entry := range entries {
				objects = append(objects, item.Entry(entry, j))
			}
		}
		for _, o := range objects {
			if _, untouchable := o.Untouchable(); !untouchable && !o.IsIgnored {
				search.Find(o.Kind, root, func(p *fields.Place) { decided(t, &rules, left, object.At(o, p)) })
			}
			left.End(o)
			substitutes.End(o)
		}
		left.EndItem(item)
	}
	substitutes.Finish()
	return report
}

// decided does with the image of a field what a run does before the pass sees it.
func decided(t *testing.T, rules *decide.Rules, left *leftover.Pass, at *object.Occurrence) {
	t.Helper()
	p := at.Place
	if _, protected := at.Object.Protected(p.Where()); protected || p.Row.Form == fields.ChartText {
		return
	}
	d := rules.Decide(at.Object, p, p.Texts().String())
	if d.Kind == decide.Changed {
		changes, err := decide.Compose(p, &d)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			at.Object.Text.Scalars.NewTexts[c.Node] = c.Text
		}
	}
	if p.Row.Form == fields.KustomizeImage {
		at.Object.Text.Scalars.Matched[p.Parent.Get("name")] = true
	}
	left.Image(at, &d)
}

// lines are the findings of a report in short: path, severity and reason, and what a check asks.
func lines(r *outcome.Report) []string {
	var all []string
	for i := range r.Findings {
		f := &r.Findings[i]
		line := fmt.Sprintf("%s: %s %s", f.Field.Path, f.Severity, f.Reason)
		if f.Pulled {
			line += ", pulled"
		}
		all = append(all, line)
	}
	return all
}

// of is an object of a kind, with lines that follow its metadata.
func of(apiVersion, kind, text string) string {
	return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: app, namespace: web}\n" + text + "\n"
}

// widget is an object of a kind that is not known, pod a Pod with a container of some keys, and
// configMap a ConfigMap with some data.
func widget(spec string) string { return of("example.com/v1", "Widget", "spec: "+spec) }

func pod(container string) string {
	return of("v1", "Pod", "spec: {containers: [{name: main, "+container+"}]}")
}
func configMap(data string) string { return of("v1", "ConfigMap", "data: "+data) }
