package chartvalues

// wellKnownCharts are charts that join nothing to the names listed here, in the versions
// listed here. Each row was read in the source, and the hand-run measurement of test/charts
// holds it to the chart.
var wellKnownCharts = []wellKnown{
	{
		name: "app-template", from: []string{"oci://ghcr.io/bjw-s-labs/helm", "https://bjw-s-labs.github.io/helm-charts", "oci://ghcr.io/bjw-s/helm", "https://bjw-s.github.io/helm-charts"},
		versions: []string{"4"},
		whole:    []string{"controllers.*.containers.*.image.repository", "controllers.*.initContainers.*.image.repository"},
		source:   "https://github.com/bjw-s-labs/helm-charts/blob/main/charts/library/common/templates/lib/container/fields/_image.tpl",
	},
}
