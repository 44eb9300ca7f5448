package target

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// chart adds a chart with its own values, and once more with every other values file beside
// them.
func (d *discovery) chart(dir, file string) {
	if strings.Contains("/"+dir+"/", "/charts/") && d.isSubchart(dir) {
		return // built with the chart that it is a part of
	}
	text, err := os.ReadFile(d.tree.Path(file))
	if err != nil || len(objects(text)) == 0 || objects(text)[0].text("type") == "library" {
		return
	}
	base := Target{Kind: OfHelm, Name: "chart " + dir, File: file, Dir: dir}
	d.targets = append(d.targets, base)
	for _, pattern := range []string{"values*.yaml", "values*.yml", "*values.yaml", "ci/*values.yaml"} {
		found, _ := filepath.Glob(filepath.Join(d.tree.Path(dir), pattern)) // it fails for malformed patterns alone
		for _, values := range found {
			rel := path.Join(dir, filepath.ToSlash(strings.TrimPrefix(values, d.tree.Path(dir)+string(filepath.Separator))))
			one := base
			one.Name, one.Values = base.Name+" with "+path.Base(rel), []string{rel}
			if rel != path.Join(dir, "values.yaml") && !slices.ContainsFunc(d.targets, func(t Target) bool { return t.Name == one.Name && t.Dir == dir }) {
				d.targets = append(d.targets, one)
			}
		}
	}
}

// isSubchart reports whether a chart is in the charts directory of another one.
func (d *discovery) isSubchart(dir string) bool {
	above := path.Dir(dir)
	return path.Base(above) == "charts" && d.tree.IsFile(path.Join(path.Dir(above), "Chart.yaml"))
}

// helmRelease adds a chart of this repository with the values of a HelmRelease.
func (d *discovery) helmRelease(file string, o object) {
	chart := o.at("spec", "chart", "spec")
	if !d.charts || o.text("kind") != "HelmRelease" {
		return
	}
	t := Target{Kind: OfHelm, Name: "HelmRelease " + o.name(), File: file}
	dir, inside := tree.Local(chart.text("chart"))
	if chart.at("sourceRef").text("kind") != "GitRepository" || !inside || !d.tree.IsFile(path.Join(dir, "Chart.yaml")) {
		t.Unbuildable = "the chart is not in this repository"
		d.targets = append(d.targets, t)
		return
	}
	t.Dir = dir
	for _, values := range chart.texts("valuesFiles") {
		if rel, inside := tree.Local(values); inside {
			t.Values = append(t.Values, rel)
		}
	}
	if values := o.at("spec", "values"); values != nil {
		t.ValuesTexts = [][]byte{[]byte(marshal(values))}
	}
	d.targets = append(d.targets, t)
}

// argocdChart adds a chart of this repository with the values of an Application.
func (d *discovery) argocdChart(t Target, helm object) {
	t.Kind = OfHelm
	for _, values := range helm.texts("valueFiles") {
		rel, inside := tree.Local(t.Dir, values)
		switch {
		case strings.HasPrefix(values, "/"):
			rel, inside = tree.Local(values)
		case strings.HasPrefix(values, "$"): // $REF/FILE of another source, which may be this repository as well
			_, below, _ := strings.Cut(values, "/")
			rel, inside = tree.Local(below)
		}
		if inside && d.tree.IsFile(rel) {
			t.Values = append(t.Values, rel)
		}
	}
	switch values := helm.at("valuesObject"); {
	case values != nil:
		t.ValuesTexts = [][]byte{[]byte(marshal(values))}
	case helm.text("values") != "":
		t.ValuesTexts = [][]byte{[]byte(helm.text("values"))}
	}
	for _, value := range helm.list("parameters") {
		p := asObject(value)
		t.Parameters = append(t.Parameters, p.text("name")+"="+p.text("value"))
	}
	d.targets = append(d.targets, t)
}
