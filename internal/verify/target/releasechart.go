package target

import (
	"cmp"
	"maps"
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// A Chart is one that Helm fetches.
type Chart struct {
	// Name is the name in a repository, or the whole address of an OCI registry: oci://….
	Name string
	// Repository is the address of the Helm repository; empty with OCI. Version is a version, or
	// a range of versions; empty for the newest.
	Repository, Version string
}

// chart finds the chart of a HelmRelease, in the version that a patch of it may set; without a
// patch, patch is o. It returns why the chart cannot be rendered; empty when it can.
func (c *objectIndex) chart(r *Release, o, patch *located) string {
	if ref := o.at("spec", "chartRef"); ref != nil {
		return c.chartOfRef(r, o, ref)
	}
	spec := o.at("spec", "chart", "spec")
	if version := patch.at("spec", "chart", "spec").text("version"); version != "" {
		spec = maps.Clone(spec)
		spec["version"] = version
	}
	return c.chartOfSpec(r, o, spec)
}

// chartOfRef finds the chart that spec.chartRef names
// (https://fluxcd.io/flux/components/helm/helmreleases/#chart-reference).
func (c *objectIndex) chartOfRef(r *Release, o *located, ref object) string {
	kind, namespace, name := ref.text("kind"), cmp.Or(ref.text("namespace"), r.ObjectNamespace), ref.text("name")
	source := c.named(kind, namespace, name, o)
	switch {
	case source == nil:
		return refer(kind, namespace, name) + " is not in these files"
	case kind == "HelmChart":
		return c.chartOfSpec(r, source, source.at("spec"))
	case kind != "OCIRepository":
		return kind + " is no kind that spec.chartRef takes"
	}
	spec := source.at("spec")
	version := spec.at("ref")
	chart := &Chart{Name: spec.text("url"), Version: cmp.Or(version.text("semver"), version.text("tag"))}
	if digest := version.text("digest"); digest != "" { // it takes precedence over the others
		chart.Name, chart.Version = chart.Name+"@"+digest, ""
	}
	return r.setChart(chart)
}

// chartOfSpec finds the chart of spec.chart.spec, or of a HelmChart, which has the same fields
// (https://fluxcd.io/flux/components/source/helmcharts/).
func (c *objectIndex) chartOfSpec(r *Release, o *located, spec object) string {
	name, ref := spec.text("chart"), spec.at("sourceRef")
	kind, namespace := ref.text("kind"), cmp.Or(ref.text("namespace"), o.at("metadata").text("namespace"))
	if kind == "GitRepository" || kind == "Bucket" {
		dir, inside := tree.Local(name)
		if !inside || !c.tree.IsFile(path.Join(dir, "Chart.yaml")) {
			return "its chart " + name + " of a " + kind + " is not in this repository"
		}
		r.Dir = dir
		for _, values := range spec.texts("valuesFiles") {
			if rel, inside := tree.Local(values); inside && c.tree.IsFile(rel) {
				r.Values = append(r.Values, rel)
			}
		}
		return ""
	}
	source := c.named(kind, namespace, ref.text("name"), o)
	if source == nil {
		return refer(kind, namespace, ref.text("name")) + " is not in these files"
	}
	for _, values := range spec.texts("valuesFiles") {
		if values != "values.yaml" {
			r.Missing = append(r.Missing, "the file "+values+" inside of the chart")
		}
	}
	url := source.at("spec").text("url")
	if strings.HasPrefix(url, "oci://") {
		return r.setChart(&Chart{Name: strings.TrimSuffix(url, "/") + "/" + name, Version: spec.text("version")})
	}
	return r.setChart(&Chart{Name: name, Repository: url, Version: spec.text("version")})
}

// setChart sets the chart, or returns why Helm cannot fetch it.
func (r *Release) setChart(c *Chart) string {
	switch {
	case c.Repository == "" && !strings.HasPrefix(c.Name, "oci://"):
		return "its source has no address"
	case strings.HasPrefix(c.Name, "-"), strings.HasPrefix(c.Version, "-"), strings.HasPrefix(c.Repository, "-"):
		return "a chart, a version or an address cannot begin with -" // Helm takes it for an option
	}
	for _, text := range []string{c.Name, c.Repository, c.Version} {
		if hasPlaceholder(text) {
			return "its chart has a placeholder: " + text
		}
	}
	r.Chart = c
	return ""
}
