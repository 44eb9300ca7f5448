package chartindex

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// Charts returns the chart in a directory, or nil where there is none.
type Charts func(dir string) *chartvalues.Chart

// ChartOf returns the chart whose values an object holds, or is; nil when it is not known.
func (x *Index) ChartOf(o *object.Object) *chartvalues.Chart {
	if !x.readsCharts {
		return nil
	}
	root := o
	for root.Text.Outer != nil {
		root = root.Text.Outer
	}
	if root.Kind.Kind == fields.Values {
		return x.chartOfFile(path.Clean(root.File.Path))
	}
	if root.Kind.Kind == "ConfigMap" {
		return x.textCharts[root.Resource.Name].one
	}
	return x.chartNamed(root.File.Path, root.Root)
}

// chartOfFile returns the chart of a file of values: the one in its folder, or the one that is
// installed with it. The values of a chart's own tests are in its folder ci
// (https://github.com/helm/chart-testing).
func (x *Index) chartOfFile(file string) *chartvalues.Chart {
	if x.chartsAt != nil {
		dir := path.Dir(file)
		if path.Base(dir) == "ci" {
			dir = path.Dir(dir)
		}
		if c := x.chartsAt(dir); c != nil {
			return c
		}
	}
	return x.fileCharts[file].one
}

// An onlyChart is the chart that values are for, where they are for one alone.
type onlyChart struct {
	one *chartvalues.Chart // nil for several as well, and for one that is not known
	set bool               // something names the values
}

// and adds a chart that the values are for.
func (c onlyChart) and(another *chartvalues.Chart) onlyChart {
	if c.set {
		return onlyChart{set: true}
	}
	return onlyChart{another, true}
}

// chartNamed returns the chart that an object installs; nil when it is not known.
func (x *Index) chartNamed(file string, root *yamlbytes.Node) *chartvalues.Chart {
	switch root.Text("kind") {
	case "HelmRelease":
		return x.chartOfRelease(root.Get("spec"))
	case "Application":
		return chartOfSources(root.Get("spec"))
	case "ApplicationSet":
		return chartOfSources(root.At("spec", "template", "spec"))
	case "HelmChart":
		spec := root.Get("spec")
		return published(spec.Text("repo"), spec.Text("chart"), spec.Text("version"))
	}
	if entries := elements(root.Get("helmCharts")); len(entries) == 1 {
		return chartOfKustomize(file, root, entries[0], x.chartsAt)
	}
	return nil
}

// chartOfRelease returns the chart of a HelmRelease of Flux, by the source that it names
// (https://fluxcd.io/flux/components/helm/helmreleases/).
func (x *Index) chartOfRelease(spec *yamlbytes.Node) *chartvalues.Chart {
	if ref := spec.Get("chartRef"); ref.Text("kind") == "OCIRepository" {
		source := x.sources["OCIRepository/"+ref.Text("name")]
		return published(source.url, "", source.version)
	}
	chart := spec.At("chart", "spec")
	if chart.Text("sourceRef", "kind") != "HelmRepository" {
		return chartvalues.KnownByName(path.Base(chart.Text("chart")))
	}
	source := x.sources["HelmRepository/"+chart.Text("sourceRef", "name")]
	return published(source.url, chart.Text("chart"), chart.Text("version"))
}

// chartOfSources returns the chart of an Application of Argo CD, if it has one alone
// (https://argo-cd.readthedocs.io/en/stable/user-guide/helm/).
func chartOfSources(spec *yamlbytes.Node) *chartvalues.Chart {
	only := onlyChart{}
	for _, source := range append(elements(spec.Get("sources")), spec.Get("source")) {
		if source.Text("chart") != "" {
			only = only.and(published(source.Text("repoURL"), source.Text("chart"), source.Text("targetRevision")))
		} else if source.Get("helm") != nil {
			return nil // values of a chart in Git, which is not looked for
		}
	}
	return only.one
}

// chartOfKustomize returns the chart of an entry of helmCharts: that in chartHome, or one that
// is fetched (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/helmcharts/).
func chartOfKustomize(file string, root, entry *yamlbytes.Node, charts Charts) *chartvalues.Chart {
	if repo := entry.Text("repo"); repo != "" {
		return published(repo, entry.Text("name"), entry.Text("version"))
	}
	home := root.Text("helmGlobals", "chartHome")
	if home == "" {
		home = "charts"
	}
	if charts == nil || path.IsAbs(home) {
		return nil
	}
	return charts(path.Join(path.Dir(file), home, entry.Text("name")))
}

// published returns the chart with a name and version at an address. The address of a chart in
// a registry may have the name at its end; then name is empty.
func published(from, name, version string) *chartvalues.Chart {
	from = strings.TrimSuffix(from, "/")
	if from != "" && !strings.Contains(from, "://") {
		from = "oci://" + from // as Argo CD writes it
	}
	if name == "" {
		from, name = path.Split(from)
		from = strings.TrimSuffix(from, "/")
	}
	return chartvalues.Known(name, from, version)
}

// A chartSource is where charts come from, with the version that it names.
type chartSource struct{ url, version string }

// sourceMarks mark every item that says where charts come from.
var sourceMarks = []scan.Marks{{Rare: 'R', Words: []string{"HelmRepository", "OCIRepository"}}}

// source adds a source of charts. Two with one name may be in namespaces that kustomizations
// set: then it is not known which one is meant, unless they are the same.
func (x *Index) source(root *yamlbytes.Node) {
	kind := root.Text("kind")
	if kind != "HelmRepository" && kind != "OCIRepository" {
		return
	}
	key := kind + "/" + root.Text("metadata", "name")
	found := chartSource{root.Text("spec", "url"), root.Text("spec", "ref", "tag")}
	if found.version == "" {
		found.version = root.Text("spec", "ref", "semver")
	}
	if before, ok := x.sources[key]; ok && before != found {
		found = chartSource{}
	}
	x.sources[key] = found
}

// chartsOfValues finds the charts of ConfigMaps and files that hold values, by the objects that
// name them.
func (x *Index) chartsOfValues() {
	for _, i := range x.installs {
		dir := path.Dir(i.file)
		if entries := elements(i.root.Get("helmCharts")); len(entries) > 0 {
			for _, entry := range entries {
				chart := chartOfKustomize(i.file, i.root, entry, x.chartsAt)
				for _, file := range append(elements(entry.Get("additionalValuesFiles")), entry.Get("valuesFile")) {
					x.isFor(path.Join(dir, file.Text()), chart)
				}
			}
			continue
		}
		chart := x.chartNamed(i.file, i.root)
		for _, from := range elements(i.root.At("spec", "valuesFrom")) {
			x.fromConfigMap(from.Text("name"), keyOr(from.Text("valuesKey")), chart)
		}
	}
}

// isFor remembers that a file holds values of a chart.
func (x *Index) isFor(file string, chart *chartvalues.Chart) {
	x.fileCharts[file] = x.fileCharts[file].and(chart)
}

// fromConfigMap remembers that a ConfigMap, and the files that it is generated from, are values
// of a chart.
func (x *Index) fromConfigMap(name, key string, chart *chartvalues.Chart) {
	x.textCharts[name] = x.textCharts[name].and(chart)
	for _, g := range x.generated {
		if g.name == name && g.key == key {
			x.isFor(g.file, chart)
		}
	}
}
