package fields

// The values of charts in objects other than HelmRelease, a row each, and objects
// whose fields are a chart's values.
var charts = []Row{
	// https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
	{Group: "argoproj.io", Path: "spec/**/helm/valuesObject", Form: ChartValues},
	{Group: "argoproj.io", Path: "spec/**/helm/values", Form: ChartText},
	{Group: "argoproj.io", Path: "spec/**/helm/parameters[]/value", Guess: true},
	{Group: "argoproj.io", Path: "spec/**/kustomize/images[]", Form: SetImage},

	// https://docs.k3s.io/add-ons/helm#helmchart-field-definitions
	{Group: "helm.cattle.io", Kind: "HelmChart", Path: "spec/jobImage"},
	{Group: "helm.cattle.io", Path: "spec/valuesContent", Form: ChartText},
	{Group: "helm.cattle.io", Kind: "HelmChart", Path: "spec/set/*", Guess: true},

	// https://fleet.rancher.io/ref-crds
	{Group: "fleet.cattle.io", Path: "spec/helm/values", Form: ChartValues},
	{Group: "fleet.cattle.io", Path: "spec/targets[]/helm/values", Form: ChartValues},

	// https://github.com/crossplane-contrib/provider-helm
	{Group: "helm.crossplane.io", Kind: "Release", Path: "spec/forProvider/values", Form: ChartValues},
	{Group: "helm.crossplane.io", Kind: "Release", Path: "spec/forProvider/set[]/value", Guess: true},

	{Group: "apps.gitlab.com", Kind: "GitLab", Path: "spec/chart/values", Form: ChartValues},
	{Group: "collectors.grafana.com", Kind: "Alloy", Path: "spec/**/image", Form: ImageMap},
	{Group: "charts.nginx.org", Kind: "NginxIngress", Path: "spec/**/image", Form: ImageMap},
}
