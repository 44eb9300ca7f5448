package kustomization

import (
	"path"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// readGenerators notes what a build gets from where we do not read: charts, and
// generators other than kustomize's own, whose images are not kustomize's to change.
func (t *tree) readGenerators(k *target) {
	home := k.document.Root.Text("helmGlobals", "chartHome")
	for _, key := range []string{"helmCharts", "helmChartInflationGenerator"} {
		list := k.document.Root.Get(key)
		if list == nil {
			continue
		}
		for i, chart := range list.Items {
			k.unread = append(k.unread, t.chart(k, k.document, chart, key+"["+itoa(i)+"]", home))
		}
	}
	for _, r := range references(k.document.Root, "generators") {
		for _, d := range t.configured(k, r, 0) {
			if d.Root.Text("kind") == "HelmChartInflationGenerator" {
				k.unread = append(k.unread, t.chart(k, d, d.Root, "", ""))
				continue
			}
			u := t.unreadAt(k.document, r.node, r.key, "a generator")
			u.values, u.given = texts(d.Root), t.rules.Given(d.File)
			k.unread = append(k.unread, u)
		}
	}
}

// chart is what a chart brings, of which the rewriting may move the values, and what stands
// in its directory.
func (t *tree) chart(k *target, d *Document, n *yamlbytes.Node, at, home string) unread {
	u := t.unreadAt(d, n, at, "the chart "+firstOf(n.Text("name"), n.Text("chartName")))
	u.values = append(texts(n.Get("valuesInline")), texts(n.Get("values"))...)
	u.given = t.rules.Given(d.File)
	for _, file := range t.valuesFiles(k, n) {
		u.read(t, file)
	}
	home = t.within(k.dir, firstOf(home, n.Text("chartHome"), "charts"))
	name := firstOf(n.Text("name"), n.Text("chartName"))
	versioned := name + "-" + firstOf(n.Text("version"), n.Text("chartVersion"))
	u.readBelow(t, t.within(home, name), 0)
	u.readBelow(t, t.within(home, path.Join(versioned, name)), 0)
	return u
}

// valuesFiles are the files with values of a chart that are named
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/builtins/HelmChartInflationGenerator.go).
func (t *tree) valuesFiles(k *target, chart *yamlbytes.Node) []string {
	var all []string
	for _, r := range references(chart, "additionalValuesFiles") {
		all = append(all, t.within(k.dir, r.text))
	}
	if file := chart.Text("valuesFile"); file != "" {
		all = append(all, t.within(k.dir, file))
	}
	return all
}

// read adds a file whose images may move.
func (u *unread) read(t *tree, file string) {
	if !t.rules.Given(file) {
		return
	}
	if text, err := t.files.Read(file); err == nil {
		u.values, u.given = append(u.values, string(text)), true
	}
}

// readBelow adds the files of a chart, with those of the charts in it: its values and its
// templates.
func (u *unread) readBelow(t *tree, dir string, depth int) {
	if depth > deepest || !t.files.IsDir(dir) {
		return
	}
	for _, file := range t.files.List(dir) {
		if t.files.IsDir(file) {
			u.readBelow(t, file, depth+1)
		} else {
			u.read(t, file)
		}
	}
}
