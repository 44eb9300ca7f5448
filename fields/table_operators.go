package fields

// The fields of custom resources, a row each, read in the kinds' public
// CustomResourceDefinitions. A row that ends in **/image stands for every field
// of that name in the group's kinds, all of which are images there.

// Databases and caches.
var databases = []Row{
	{Group: "postgresql.cnpg.io", Kind: "Cluster", Path: "spec/imageName"},
	{Group: "postgresql.cnpg.io", Kind: "Cluster", Path: "spec/postgresql/extensions[]/image/reference"},
	{Group: "postgresql.cnpg.io", Kind: "ImageCatalog", Path: "spec/**/image"},
	{Group: "postgresql.cnpg.io", Kind: "ImageCatalog", Path: "spec/**/image/reference"},
	{Group: "postgresql.cnpg.io", Kind: "ClusterImageCatalog", Path: "spec/**/image"},
	{Group: "postgresql.cnpg.io", Kind: "ClusterImageCatalog", Path: "spec/**/image/reference"},
	{Group: "postgresql.cnpg.io", Kind: "Pooler", Path: "spec/pgbouncer/image"},
	{Group: "acid.zalan.do", Path: "**/dockerImage"},
	{Group: "acid.zalan.do", Kind: "postgresql", Path: "spec/sidecars[]/image"},
	{Group: "acid.zalan.do", Kind: "OperatorConfiguration", Path: "configuration/docker_image"},
	{Group: "acid.zalan.do", Kind: "OperatorConfiguration", Path: "configuration/connection_pooler/connection_pooler_image"},
	{Group: "acid.zalan.do", Kind: "OperatorConfiguration", Path: "configuration/logical_backup/logical_backup_docker_image"},
	{Group: "postgres-operator.crunchydata.com", Path: "spec/**/image"},
	{Group: "pgv2.percona.com", Path: "spec/**/image"},
	{Group: "pxc.percona.com", Path: "spec/**/image"},
	{Group: "psmdb.percona.com", Path: "spec/**/image"},
	{Group: "ps.percona.com", Path: "spec/**/image"},
	{Group: "pxc.percona.com", Path: "spec/initImage"},
	{Group: "psmdb.percona.com", Path: "spec/initImage"},
	{Group: "k8s.mariadb.com", Path: "spec/**/image"},
	{Group: "planetscale.com", Kind: "VitessCluster", Path: "spec/images/**"},
	{Group: "scylla.scylladb.com", Path: "spec/**/image"},
	{Group: "scylla.scylladb.com", Kind: "ScyllaCluster", Path: "spec/repository", Form: Repository},
	{Group: "k8ssandra.io", Path: "spec/**/containerImage", Form: ImageMap},
	{Group: "cassandra.datastax.com", Kind: "CassandraDatacenter", Path: "spec/serverImage"},
	{Group: "dragonflydb.io", Kind: "Dragonfly", Path: "spec/image"},
	{Group: "databases.spotahome.com", Kind: "RedisFailover", Path: "spec/**/image"},
	{Group: "redis.redis.opstreelabs.in", Path: "spec/**/image"},
	{Group: "valkey.io", Path: "spec/**/image"},
	{Group: "rabbitmq.com", Kind: "RabbitmqCluster", Path: "spec/image"},
	{Group: "minio.min.io", Kind: "Tenant", Path: "spec/**/image"},
	{Group: "seaweed.seaweedfs.com", Path: "spec/**/image"},
	{Group: "ceph.rook.io", Kind: "CephCluster", Path: "spec/cephVersion/image"},
	{Group: "ceph.rook.io", Path: "spec/**/image"},
	{Group: "pingcap.com", Path: "spec/**/image"},
	{Group: "pingcap.com", Path: "spec/**/baseImage", Form: Repository},
	{Group: "clickhouse.com", Path: "spec/**/image", Form: Image},
	{Group: "elasticsearch.k8s.elastic.co", Kind: "Elasticsearch", Path: "spec/image"},
	{Group: "kibana.k8s.elastic.co", Kind: "Kibana", Path: "spec/image"},
	{Group: "apm.k8s.elastic.co", Kind: "ApmServer", Path: "spec/image"},
	{Group: "beat.k8s.elastic.co", Kind: "Beat", Path: "spec/image"},
	{Group: "agent.k8s.elastic.co", Kind: "Agent", Path: "spec/image"},
	{Group: "logstash.k8s.elastic.co", Kind: "Logstash", Path: "spec/image"},
	{Group: "enterprisesearch.k8s.elastic.co", Kind: "EnterpriseSearch", Path: "spec/image"},
	{Group: "maps.k8s.elastic.co", Kind: "ElasticMapsServer", Path: "spec/image"},
}

// Messages, streams and batch work.
var streaming = []Row{
	{Group: "kafka.strimzi.io", Kind: "Kafka", Path: "spec/**/image"},
	{Group: "kafka.strimzi.io", Path: "spec/image"}, // not spec/build/output/image, which is pushed to
	{Group: "kafka.strimzi.io", Path: "spec/**/brokerRackInitImage"},
	{Group: "kafka.strimzi.io", Path: "spec/**/clientRackInitImage"},
	{Group: "flink.apache.org", Kind: "FlinkDeployment", Path: "spec/image"},
	{Group: "sparkoperator.k8s.io", Path: "spec/**/image"},
	{Group: "ray.io", Path: "spec/**/image"},
	{Group: "druid.apache.org", Kind: "Druid", Path: "spec/**/image"},
	{Group: "temporal.io", Kind: "TemporalCluster", Path: "spec/**/image"},
}

// Metrics, logs and traces.
var observability = []Row{
	{Group: "monitoring.coreos.com", Path: "spec/**/image"},
	{Group: "monitoring.coreos.com", Path: "spec/**/baseImage", Form: Repository},
	{Group: "opentelemetry.io", Path: "spec/**/image"},
	{Group: "operator.victoriametrics.com", Path: "spec/**/image", Form: Image},
	{Group: "operator.victoriametrics.com", Path: "spec/**/configReloaderImage"},
	{Group: "jaegertracing.io", Kind: "Jaeger", Path: "spec/**/image"},
	{Group: "grafana.integreatly.org", Kind: "Grafana", Path: "spec/version", Guess: true}, // a version, or a whole image
	{Group: "tempo.grafana.com", Kind: "TempoStack", Path: "spec/images/*"},
	{Group: "fluentbit.fluent.io", Path: "spec/image"},
	{Group: "fluentd.fluent.io", Path: "spec/image"},
	{Group: "logging.banzaicloud.io", Path: "spec/**/image", Form: Image},
	{Group: "logging.banzaicloud.io", Path: "spec/**/configReloaderImage", Form: ImageMap},
	{Group: "datadoghq.com", Kind: "DatadogAgent", Path: "spec/**/image", Form: Image},
	{Group: "k6.io", Path: "spec/**/image"},
	{Group: "testworkflows.testkube.io", Path: "spec/**/image"},
}

// Builds, workflows and delivery.
var delivery = []Row{
	{Group: "tekton.dev", Path: "spec/**/image"},
	{Group: "argoproj.io", Path: "spec/**/container/image"},
	{Group: "argoproj.io", Path: "spec/**/script/image"},
	{Group: "argoproj.io", Path: "spec/**/sidecars[]/image"},
	{Group: "argoproj.io", Kind: "ArgoCD", Path: "spec/**/image", Form: Repository},
	{Group: "actions.github.com", Kind: "AutoscalingListener", Path: "spec/image"},
	{Group: "actions.summerwind.dev", Path: "spec/**/image"},
	{Group: "apps.gitlab.com", Kind: "Runner", Path: "spec/helperImage"},
	{Group: "apps.gitlab.com", Kind: "Runner", Path: "spec/runnerImage"},
	{Group: "apps.gitlab.com", Kind: "Runner", Path: "spec/buildImage"},
	{Group: "renovate-operator.mogenius.com", Kind: "RenovateJob", Path: "spec/image"},
	{Group: "workspace.devfile.io", Path: "spec/components[]/container/image"},
	{Group: "core.spinkube.dev", Kind: "SpinApp", Path: "spec/image"},
}

// Operators, networks and clusters.
var platform = []Row{
	{Group: "operators.coreos.com", Kind: "CatalogSource", Path: "spec/image"},
	{Group: "operators.coreos.com", Kind: "ClusterServiceVersion", Path: "spec/relatedImages[]/image"},
	{Group: "operators.coreos.com", Kind: "ClusterServiceVersion", Path: "metadata/annotations/containerImage"},
	{Group: "operator.external-secrets.io", Kind: "OperatorConfig", Path: "spec/**/image", Form: ImageMap},
	{Group: "upgrade.cattle.io", Kind: "Plan", Path: "spec/**/image", Form: Repository},
	{Group: "vault.banzaicloud.com", Kind: "Vault", Path: "spec/**/image"},
	{Group: "vault.banzaicloud.com", Kind: "Vault", Path: "spec/bankVaultsImage"},
	{Group: "vault.banzaicloud.com", Kind: "Vault", Path: "spec/statsdImage"},
	{Group: "vault.banzaicloud.com", Kind: "Vault", Path: "spec/fluentdImage"},
	{Group: "k8s.keycloak.org", Kind: "Keycloak", Path: "spec/image"},
	{Group: "gateway.envoyproxy.io", Kind: "EnvoyProxy", Path: "spec/**/container/image"},
	{Group: "gateway.envoyproxy.io", Kind: "EnvoyProxy", Path: "spec/**/container/imageRepository", Form: Repository},
	{Group: "gateway.kgateway.dev", Kind: "GatewayParameters", Path: "spec/**/image", Form: Image},
	{Group: "gateway.nginx.org", Kind: "NginxProxy", Path: "spec/**/image", Form: Image},
	{Group: "tailscale.com", Path: "spec/**/image", Form: Image},
	{Group: "twingate.com", Kind: "TwingateConnector", Path: "spec/image", Form: Image},
	{Group: "policies.kubewarden.io", Kind: "PolicyServer", Path: "spec/image"},
	{Group: "fluxcd.controlplane.io", Kind: "FluxInstance", Path: "spec/distribution/registry", Form: Repository},
	{Group: "cloudsql.cloud.google.com", Kind: "AuthProxyWorkload", Path: "spec/authProxyContainer/image"},
	{Group: "dynatrace.com", Path: "spec/**/image"},
	{Group: "dynatrace.com", Path: "spec/**/codeModulesImage"},
	{Group: "awx.ansible.com", Kind: "AWX", Path: "spec/image", Form: Repository},
	{Group: "caching.internal.knative.dev", Kind: "Image", Path: "spec/image"},
	{Group: "kubevirt.io", Path: "spec/**/containerDisk/image"},
	{Group: "k0smotron.io", Kind: "Cluster", Path: "spec/image", Form: Repository},
	{Group: "tuppr.home-operations.com", Path: "spec/**/image", Form: Image},
}

// Machine learning.
var learning = []Row{
	{Group: "serving.kserve.io", Path: "spec/**/image"},
	{Group: "machinelearning.seldon.io", Kind: "SeldonDeployment", Path: "spec/**/image"},
	{Group: "trainer.kubeflow.org", Kind: "TrainJob", Path: "spec/trainer/image"},
	{Group: "config.kubeflow.org", Kind: "KatibConfig", Path: "runtime/**/image"},
	{Group: "nvidia.com", Path: "spec/**/repository", Form: Repository},
	{Group: "toolhive.stacklok.dev", Path: "spec/image"},
	{Group: "kagent.dev", Path: "spec/**/image"},
	{Group: "core.k8sgpt.ai", Kind: "K8sGPT", Path: "spec/repository", Form: Repository},
}
