package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// chartImages is the pass of a check of all images that warns of charts whose images are
// nowhere in Git: the values of a release set none, so that the chart's own are pulled. Of
// a release that sets some, nobody knows whether they are all.
type chartImages struct {
	noPass
	rules  *rules
	report *Report
	// sets are the objects that set an image, by their root.
	sets map[*yamlbytes.Node]bool
}

func newChartImages(r *rules, report *Report) *chartImages {
	return &chartImages{rules: r, report: report, sets: map[*yamlbytes.Node]bool{}}
}

func (c *chartImages) image(at *occurrence, _ *decision) {
	o := at.object
	for o.text.outer != nil {
		o = o.text.outer
	}
	c.sets[o.root] = true
}

func (c *chartImages) end(o *object) {
	if _, untouchable := o.untouchable(); untouchable || o.isIgnored || o.text.outer != nil || c.sets[o.root] || !c.rules.selectsObject(o) {
		return
	}
	if field, chart := publishedChart(o); chart != "" {
		c.report.add(o, finding.Finding{
			Severity: finding.Warning, Code: ChartImages, Field: finding.Field{Path: field, Current: chart}, Line: o.line(o.root.Get("spec")),
			Message: "the values set no image, so those of the chart are pulled, which are not in Git; render it to see them: helm template … | ecrcache check --all",
		})
	}
}

func (c *chartImages) endItem(root *object) {
	if root.text.outer == nil {
		clear(c.sets)
	}
}

// publishedChart is the chart that an object installs from elsewhere, with its field; empty
// for one that takes values from elsewhere as well, or whose chart is in Git.
func publishedChart(o *object) (field, chart string) {
	spec := o.root.Get("spec")
	switch {
	case o.kind.Group == fluxHelm && o.kind.Kind == "HelmRelease" && spec.Get("valuesFrom") == nil && spec.Get("postRenderers") == nil:
		if source := spec.At("chart", "spec", "sourceRef").Text("kind"); source == "HelmRepository" || source == "" && spec.Get("chart") != nil {
			return "spec.chart.spec.chart", spec.At("chart", "spec").Text("chart")
		}
		return "spec.chartRef.name", spec.Get("chartRef").Text("name")
	case o.kind.Group == "helm.cattle.io" && o.kind.Kind == "HelmChart":
		return "spec.chart", spec.Text("chart")
	case o.kind.Group == "argoproj.io" && o.kind.Kind == "Application" && spec.Get("sources") == nil && spec.At("source", "helm", "valueFiles") == nil:
		return "spec.source.chart", spec.Text("source", "chart")
	}
	return "", ""
}
