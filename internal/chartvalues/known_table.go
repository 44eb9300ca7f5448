package chartvalues

// wellKnownCharts are charts that use the names listed here as they are, in the versions listed
// here, by their source. go run . -known known in test/charts compares the rows with the charts.
var wellKnownCharts = []wellKnown{
	{
		name: "app-template", from: []string{"oci://ghcr.io/bjw-s-labs/helm", "oci://ghcr.io/bjw-s/helm", "https://bjw-s-labs.github.io/helm-charts", "https://bjw-s.github.io/helm-charts"},
		versions: []string{"2", "3", "4"}, whole: []string{"controllers.*.containers.*.image.repository", "controllers.*.initContainers.*.image.repository"},
		source: "https://github.com/bjw-s-labs/helm-charts/blob/main/charts/library/common/templates/lib/container/fields/_image.tpl",
	},
	{
		name: "crowdsec", from: []string{"https://crowdsecurity.github.io/helm-charts"},
		versions: []string{"0.24"}, whole: []string{"image.repository"},
		source: "https://github.com/crowdsecurity/helm-charts/blob/main/charts/crowdsec/templates/lapi-deployment.yaml",
	},
	{
		name: "dex", from: []string{"https://charts.dexidp.io"},
		versions: []string{"0.24"}, whole: []string{"image.repository"},
		source: "https://github.com/dexidp/helm-charts/blob/master/charts/dex/templates/deployment.yaml",
	},
	{
		name: "minecraft", from: []string{"https://itzg.github.io/minecraft-server-charts"},
		versions: []string{"5"}, whole: []string{"image.repository", "mcbackup.image.repository"},
		source: "https://github.com/itzg/minecraft-server-charts/blob/master/charts/minecraft/templates/deployment.yaml",
	},
	{
		name: "minecraft-bedrock", from: []string{"https://itzg.github.io/minecraft-server-charts"},
		versions: []string{"2"}, whole: []string{"image.repository"},
		source: "https://github.com/itzg/minecraft-server-charts/blob/master/charts/minecraft-bedrock/templates/deployment.yaml",
	},
	{
		name: "ollama", from: []string{"https://helm.otwld.com"},
		versions: []string{"1"}, whole: []string{"image.repository"},
		source: "https://github.com/otwld/ollama-helm/blob/main/templates/deployment.yaml",
	},
	{
		name: "opensearch-dashboards", from: []string{"https://opensearch-project.github.io/helm-charts"},
		versions: []string{"3"}, whole: []string{"image.repository"},
		source: "https://github.com/opensearch-project/helm-charts/blob/main/charts/opensearch-dashboards/templates/deployment.yaml",
	},
	{
		name: "prometheus-mongodb-exporter", from: prometheusCommunity,
		versions: []string{"3"}, whole: []string{"image.repository"},
		source: "https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-mongodb-exporter/templates/deployment.yaml",
	},
	{
		name: "prometheus-nats-exporter", from: prometheusCommunity,
		versions: []string{"2"}, whole: []string{"image.repository"},
		source: "https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-nats-exporter/templates/deployment.yaml",
	},
	{
		name: "prometheus-rabbitmq-exporter", from: prometheusCommunity,
		versions: []string{"2"}, whole: []string{"image.repository"},
		source: "https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-rabbitmq-exporter/templates/deployment.yaml",
	},
	{
		name: "prometheus-redis-exporter", from: prometheusCommunity,
		versions: []string{"6"}, whole: []string{"image.repository"},
		source: "https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-redis-exporter/templates/deployment.yaml",
	},
	{
		name: "prometheus-statsd-exporter", from: prometheusCommunity,
		versions: []string{"1"}, whole: []string{"image.repository"},
		source: "https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-statsd-exporter/templates/deployment.yaml",
	},
	{
		name: "vault", from: []string{"https://helm.releases.hashicorp.com"},
		versions: []string{"0.24", "0.25", "0.26", "0.27", "0.28", "0.29", "0.30", "0.31", "0.32", "0.33", "0.34"},
		whole:    []string{"server.image.repository", "injector.image.repository", "csi.image.repository", "csi.agent.image.repository"},
		source:   "https://github.com/hashicorp/vault-helm/blob/main/templates/server-statefulset.yaml",
	},
}

// prometheusCommunity are the addresses of that project's charts
// (https://github.com/prometheus-community/helm-charts#usage).
var prometheusCommunity = []string{"https://prometheus-community.github.io/helm-charts", "oci://ghcr.io/prometheus-community/charts"}

// skippingCharts are charts that begin a container's image with a name and ignore the registry in
// the same map, with the paths of those names.
var skippingCharts = map[string][]string{
	// https://github.com/kubeshop/helm-charts/blob/main/charts/testkube-logs/templates/deployment.yaml
	"testkube-logs": {"image.repository"},
}
