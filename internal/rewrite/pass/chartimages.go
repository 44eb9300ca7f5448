package pass

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// ChartImages is the pass that warns, in a check of all images, of charts whose images are
// nowhere in Git: the values of a release set none, so those of the chart are pulled. It does
// not warn of a release that sets some, because it cannot know whether they are all.
type ChartImages struct {
	None
	rules  *decide.Rules
	report *outcome.Report
	// withImage holds the roots of the objects that set an image.
	withImage map[*yamlbytes.Node]bool
}

// NewChartImages returns the pass.
func NewChartImages(r *decide.Rules, report *outcome.Report) *ChartImages {
	return &ChartImages{rules: r, report: report, withImage: map[*yamlbytes.Node]bool{}}
}

// Image remembers that the object sets an image.
func (c *ChartImages) Image(at *object.Occurrence, _ *decide.Decision) {
	o := at.Object
	for o.Text.Outer != nil {
		o = o.Text.Outer
	}
	c.withImage[o.Root] = true
}

// End warns of an object that sets none.
func (c *ChartImages) End(o *object.Object) {
	if _, untouchable := o.Untouchable(); untouchable || o.IsIgnored || o.Text.Outer != nil || c.withImage[o.Root] || !c.rules.SelectsObject(o) {
		return
	}
	if field, chart := publishedChart(o); chart != "" {
		c.report.AddAbout(o, finding.Finding{
			Severity: finding.Warning, Code: outcome.ChartImages, Field: finding.Field{Path: field, Current: chart}, Line: o.Line(o.Root.Get("spec")),
			Message: "the values set no image, so those of the chart are pulled, which are not in Git; render it to see them: helm template … | ecrcache check --all; for all HelmReleases of Flux: ecrcache releases",
		})
	}
}

// EndItem forgets the objects of the item.
func (c *ChartImages) EndItem(root *object.Object) {
	if root.Text.Outer == nil {
		clear(c.withImage)
	}
}

// publishedChart returns the chart that an object installs from a registry or a repository of
// charts, and the field that names it. Both are empty for a chart in Git or in the object itself,
// and for an object that takes values from elsewhere as well.
func publishedChart(o *object.Object) (field, chart string) {
	spec := o.Root.Get("spec")
	switch {
	case o.Kind.Group == object.FluxHelmGroup && o.Kind.Kind == "HelmRelease" && spec.Get("valuesFrom") == nil && spec.Get("postRenderers") == nil:
		if source := spec.At("chart", "spec", "sourceRef").Text("kind"); source == "HelmRepository" || source == "" && spec.Get("chart") != nil {
			return "spec.chart.spec.chart", spec.At("chart", "spec").Text("chart")
		}
		return "spec.chartRef.name", spec.Get("chartRef").Text("name")
	case o.Kind.Group == "helm.cattle.io" && o.Kind.Kind == "HelmChart" && spec.Get("valuesSecrets") == nil && spec.Get("chartContent") == nil:
		return "spec.chart", spec.Text("chart")
	case o.Kind.Group == "argoproj.io" && o.Kind.Kind == "Application" && spec.Get("sources") == nil && spec.At("source", "helm", "valueFiles") == nil:
		return "spec.source.chart", spec.Text("source", "chart")
	}
	return "", ""
}
