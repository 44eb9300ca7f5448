package pass

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// chartImages is the pass of a check of all images that warns of charts whose images are
// nowhere in Git: the values of a release set none, so that the chart's own are pulled. Of
// a release that sets some, nobody knows whether they are all.
type chartImages struct {
	None
	rules  *decide.Rules
	report *outcome.Report
	// sets are the objects that set an image, by their root.
	sets map[*yamlbytes.Node]bool
}

func NewChartImages(r *decide.Rules, report *outcome.Report) *chartImages {
	return &chartImages{rules: r, report: report, sets: map[*yamlbytes.Node]bool{}}
}

func (c *chartImages) Image(at *object.Occurrence, _ *decide.Decision) {
	o := at.Object
	for o.Text.Outer != nil {
		o = o.Text.Outer
	}
	c.sets[o.Root] = true
}

func (c *chartImages) End(o *object.Object) {
	if _, untouchable := o.Untouchable(); untouchable || o.IsIgnored || o.Text.Outer != nil || c.sets[o.Root] || !c.rules.SelectsObject(o) {
		return
	}
	if field, chart := publishedChart(o); chart != "" {
		c.report.AddAbout(o, finding.Finding{
			Severity: finding.Warning, Code: outcome.ChartImages, Field: finding.Field{Path: field, Current: chart}, Line: o.Line(o.Root.Get("spec")),
			Message: "the values set no image, so those of the chart are pulled, which are not in Git; render it to see them: helm template … | ecrcache check --all",
		})
	}
}

func (c *chartImages) EndItem(root *object.Object) {
	if root.Text.Outer == nil {
		clear(c.sets)
	}
}

// publishedChart is the chart that an object installs from elsewhere, with its field; empty
// for one that takes values from elsewhere as well, or whose chart is in Git.
func publishedChart(o *object.Object) (field, chart string) {
	spec := o.Root.Get("spec")
	switch {
	case o.Kind.Group == object.FluxHelmGroup && o.Kind.Kind == "HelmRelease" && spec.Get("valuesFrom") == nil && spec.Get("postRenderers") == nil:
		if source := spec.At("chart", "spec", "sourceRef").Text("kind"); source == "HelmRepository" || source == "" && spec.Get("chart") != nil {
			return "spec.chart.spec.chart", spec.At("chart", "spec").Text("chart")
		}
		return "spec.chartRef.name", spec.Get("chartRef").Text("name")
	case o.Kind.Group == "helm.cattle.io" && o.Kind.Kind == "HelmChart":
		return "spec.chart", spec.Text("chart")
	case o.Kind.Group == "argoproj.io" && o.Kind.Kind == "Application" && spec.Get("sources") == nil && spec.At("source", "helm", "valueFiles") == nil:
		return "spec.source.chart", spec.Text("source", "chart")
	}
	return "", ""
}
