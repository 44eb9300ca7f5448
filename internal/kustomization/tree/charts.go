package tree

import (
	"cmp"
	"path"
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// readGenerators notes the charts and the generators of a kustomization, whose output is not read.
// ConfigMaps of configMapGenerator are read: see ConfigMaps.
func (t *Tree) readGenerators(k *Kustomization) {
	home := k.Document.Root.Text("helmGlobals", "chartHome")
	for _, key := range []string{"helmCharts", "helmChartInflationGenerator"} {
		list := k.Document.Root.Get(key)
		if list == nil {
			continue
		}
		for i, chart := range list.Items {
			k.Unread = append(k.Unread, t.chart(k, k.Document, chart, key+"["+strconv.Itoa(i)+"]", home))
		}
	}
	for _, r := range references(k.Document.Root, "generators") {
		for _, d := range t.configured(k, r, map[string]bool{}) {
			if d.Root.Text("kind") == "HelmChartInflationGenerator" {
				k.Unread = append(k.Unread, t.chart(k, d, d.Root, "", ""))
				continue
			}
			u := t.unreadAt(k.Document, r.Node, r.Key, "a generator")
			u.Values, u.Given = manifest.Texts(d.Root), t.Rules.Given(d.File)
			k.Unread = append(k.Unread, u)
		}
	}
}

// chart returns a chart as a part that is not read. Its values, and the files of a chart in this
// tree, may be rewritten, so it notes their texts. at is the path of the chart n in d, home
// the directory of charts that helmGlobals names.
func (t *Tree) chart(k *Kustomization, d *manifest.Document, n *yamlbytes.Node, at, home string) Unread {
	u := t.unreadAt(d, n, at, "the chart "+cmp.Or(n.Text("name"), n.Text("chartName")))
	u.Values = append(manifest.Texts(n.Get("valuesInline")), manifest.Texts(n.Get("values"))...)
	u.Given = t.Rules.Given(d.File)
	for _, file := range t.valuesFiles(k, n) {
		u.read(t, file)
	}
	home = t.Within(k.Dir, cmp.Or(home, n.Text("chartHome"), "charts"))
	name := cmp.Or(n.Text("name"), n.Text("chartName"))
	versioned := name + "-" + cmp.Or(n.Text("version"), n.Text("chartVersion"))
	// kustomize unpacks a chart with a version into NAME-VERSION/NAME.
	seen := map[string]bool{}
	u.readBelow(t, t.Within(home, name), seen)
	u.readBelow(t, t.Within(home, path.Join(versioned, name)), seen)
	return u
}

// valuesFiles returns the values files that a chart names
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/builtins/HelmChartInflationGenerator.go).
func (t *Tree) valuesFiles(k *Kustomization, chart *yamlbytes.Node) []string {
	var all []string
	for _, r := range references(chart, "additionalValuesFiles") {
		all = append(all, t.Within(k.Dir, r.Text))
	}
	if file := chart.Text("valuesFile"); file != "" {
		all = append(all, t.Within(k.Dir, file))
	}
	return all
}
