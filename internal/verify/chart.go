package verify

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// chart adds a chart with its own values, and once more with every other values file
// that lies beside them.
func (d *discovery) chart(dir, file string) {
	if strings.Contains("/"+dir+"/", "/charts/") && d.isSubchart(dir) {
		return // built with the chart that it is a part of
	}
	text, err := os.ReadFile(d.tree.path(file))
	if err != nil || len(objects(text)) == 0 || objects(text)[0].text("type") == "library" {
		return
	}
	base := target{kind: OfHelm, name: "chart " + dir, file: file, dir: dir}
	d.targets = append(d.targets, base)
	for _, pattern := range []string{"values*.yaml", "values*.yml", "*values.yaml", "ci/*values.yaml"} {
		found, _ := filepath.Glob(filepath.Join(d.tree.path(dir), pattern)) // the pattern is a right one
		for _, values := range found {
			rel := path.Join(dir, filepath.ToSlash(strings.TrimPrefix(values, d.tree.path(dir)+string(filepath.Separator))))
			one := base
			one.name, one.values = base.name+" with "+path.Base(rel), []string{rel}
			if rel != path.Join(dir, "values.yaml") && !slices.ContainsFunc(d.targets, func(t target) bool { return t.name == one.name && t.dir == dir }) {
				d.targets = append(d.targets, one)
			}
		}
	}
}

// isSubchart reports whether a chart lies in the charts directory of another one.
func (d *discovery) isSubchart(dir string) bool {
	above := path.Dir(dir)
	return path.Base(above) == "charts" && d.tree.isFile(path.Join(path.Dir(above), "Chart.yaml"))
}

// helmRelease adds a chart of this repository with the values of a HelmRelease.
func (d *discovery) helmRelease(file string, o object) {
	chart := o.at("spec", "chart", "spec")
	if !d.charts || o.text("kind") != "HelmRelease" {
		return
	}
	t := target{kind: OfHelm, name: "HelmRelease " + o.name(), file: file}
	dir, inside := local(chart.text("chart"))
	if chart.at("sourceRef").text("kind") != "GitRepository" || !inside || !d.tree.isFile(path.Join(dir, "Chart.yaml")) {
		t.unbuildable = "the chart is not in this repository"
		d.targets = append(d.targets, t)
		return
	}
	t.dir = dir
	for _, values := range chart.texts("valuesFiles") {
		if rel, inside := local(values); inside {
			t.values = append(t.values, rel)
		}
	}
	if values := o.at("spec", "values"); values != nil {
		t.valuesText = []byte(marshal(values))
	}
	d.targets = append(d.targets, t)
}

// argocdChart adds a chart of this repository with the values of an Application.
func (d *discovery) argocdChart(t target, helm object) {
	t.kind = OfHelm
	for _, values := range helm.texts("valueFiles") {
		rel, inside := local(t.dir, values)
		switch {
		case strings.HasPrefix(values, "/"):
			rel, inside = local(values)
		case strings.HasPrefix(values, "$"): // of another source, which is this repository, too, if the file is there
			_, below, _ := strings.Cut(values, "/")
			rel, inside = local(below)
		}
		if inside && d.tree.isFile(rel) {
			t.values = append(t.values, rel)
		}
	}
	switch values := helm.at("valuesObject"); {
	case values != nil:
		t.valuesText = []byte(marshal(values))
	case helm.text("values") != "":
		t.valuesText = []byte(helm.text("values"))
	}
	for _, value := range helm.list("parameters") {
		p := asObject(value)
		t.parameters = append(t.parameters, p.text("name")+"="+p.text("value"))
	}
	d.targets = append(d.targets, t)
}
