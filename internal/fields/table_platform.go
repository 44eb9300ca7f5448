package fields

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
	{Group: "fluxcd.controlplane.io", Kind: "FluxInstance", Path: "spec/distribution/registry", Form: Prefix},
	{Group: "cloudsql.cloud.google.com", Kind: "AuthProxyWorkload", Path: "spec/authProxyContainer/image"},
	{Group: "dynatrace.com", Path: "spec/**/image"},
	{Group: "dynatrace.com", Path: "spec/**/codeModulesImage"},
	{Group: "dynatrace.com", Path: "spec/**/imageRef", Form: ImageMap},
	{Group: "falcon.crowdstrike.com", Path: "spec/**/image"},
	{Group: "awx.ansible.com", Kind: "AWX", Path: "spec/image", Form: Repository},
	{Group: "awx.ansible.com", Kind: "AWX", Path: "spec/control_plane_ee_image"},
	{Group: "awx.ansible.com", Kind: "AWX", Path: "spec/ee_images[]/image"},
	{Group: "caching.internal.knative.dev", Kind: "Image", Path: "spec/image"},
	{Group: "kubevirt.io", Path: "spec/**/containerDisk/image"},
	{Group: "kubevirt.io", Path: "spec/**/kernelBoot/container/image"},
	{Group: "kubevirt.io", Kind: "KubeVirt", Path: "spec/imageRegistry", Form: Prefix},
	{Group: "install.istio.io", Kind: "IstioOperator", Path: "spec/hub", Form: Prefix},
	{Group: "install.istio.io", Kind: "IstioOperator", Path: "spec/values", Form: ChartValues},
	{Group: "sailoperator.io", Path: "spec/values", Form: ChartValues},
	// https://docs.tigera.io/calico/latest/reference/installation/api: it ends in a slash; an
	// image is <registry><imagePath>/<imagePrefix><imageName>
	{Group: "operator.tigera.io", Path: "spec/registry", Form: Prefix, Deep: true},
	// https://knative.dev/docs/install/operator/configuring-serving-cr/: ${NAME} is filled in
	{Group: "operator.knative.dev", Path: "spec/registry/default"},
	{Group: "operator.knative.dev", Path: "spec/registry/override/*"},
	{Group: "gateway.gloo.solo.io", Kind: "GatewayParameters", Path: "spec/**/image", Form: ImageMap},
	{Group: "operator.gatekeeper.sh", Kind: "Gatekeeper", Path: "spec/image/image"},
	{Group: "operator.cluster.x-k8s.io", Path: "spec/**/containers[]/imageUrl"},
	{Group: "operator.karmada.io", Kind: "Karmada", Path: "spec/**/imageRepository", Form: Repository},
	{Group: "operator.open-cluster-management.io", Path: "spec/imagePullSpec"},
	{Group: "operator.open-cluster-management.io", Path: "spec/registrationImagePullSpec"},
	{Group: "operator.open-cluster-management.io", Path: "spec/workImagePullSpec"},
	{Group: "operator.open-cluster-management.io", Path: "spec/placementImagePullSpec"},
	{Group: "operator.open-cluster-management.io", Path: "spec/addOnManagerImagePullSpec"},
	{Group: "submariner.io", Path: "spec/repository", Form: Prefix},
	{Group: "submariner.io", Path: "spec/imageOverrides/*"},
	{Group: "k0smotron.io", Kind: "Cluster", Path: "spec/image", Form: Repository},
	{Group: "controlplane.cluster.x-k8s.io", Kind: "K0smotronControlPlane", Path: "spec/image", Form: Repository},
	{Group: "tuppr.home-operations.com", Path: "spec/**/image", Form: Image},
}

// Nodes: their devices, their storage, and the images kept on them.
var nodes = []Row{
	{Group: "nfd.kubernetes.io", Kind: "NodeFeatureDiscovery", Path: "spec/operand/image"},
	{Group: "mellanox.com", Path: "spec/**/repository", Form: Prefix}, // an image's name is joined to it
	{Group: "deviceplugin.intel.com", Path: "spec/image"},
	{Group: "deviceplugin.intel.com", Path: "spec/initImage"},
	{Group: "longhorn.io", Kind: "EngineImage", Path: "spec/image"},
	{Group: "piraeus.io", Kind: "LinstorCluster", Path: "spec/repository", Form: Prefix},
	{Group: "core.libopenstorage.org", Kind: "StorageCluster", Path: "spec/**/image"},
	{Group: "oadp.openshift.io", Kind: "DataProtectionApplication", Path: "spec/unsupportedOverrides/*", Guess: true},
	{Group: "oadp.openshift.io", Kind: "DataProtectionApplication", Path: "spec/**/customPlugins[]/image"},
	{Group: "apps.kruise.io", Kind: "ImagePullJob", Path: "spec/image"},
	{Group: "apps.kruise.io", Kind: "ImageListPullJob", Path: "spec/images[]"},
	{Group: "kubefledged.io", Kind: "ImageCache", Path: "spec/cacheSpec[]/images[]"},
}

// Application servers and functions.
var applications = []Row{
	{Group: "apps.openliberty.io", Path: "spec/applicationImage"},
	{Group: "rc.app.stacks", Path: "spec/applicationImage"},
	{Group: "wildfly.org", Kind: "WildFlyServer", Path: "spec/applicationImage"},
	{Group: "weblogic.oracle", Path: "spec/**/image"},
	{Group: "coherence.oracle.com", Path: "spec/**/image"},
	{Group: "openfaas.com", Kind: "Function", Path: "spec/image"},
	{Group: "fission.io", Kind: "Environment", Path: "spec/**/image"},
	{Group: "rhdh.redhat.com", Kind: "Backstage", Path: "spec/application/image"},
}

// Machine learning.
var learning = []Row{
	{Group: "serving.kserve.io", Path: "spec/**/image"},
	{Group: "machinelearning.seldon.io", Kind: "SeldonDeployment", Path: "spec/**/image"},
	{Group: "trainer.kubeflow.org", Kind: "TrainJob", Path: "spec/trainer/image"},
	{Group: "config.kubeflow.org", Kind: "KatibConfig", Path: "runtime/**/image"},
	{Group: "nvidia.com", Path: "spec/**/repository", Form: Prefix},
	{Group: "nvidia.com", Path: "spec/**/image", Guess: true}, // a name below repository, or a whole reference
	{Group: "kubeai.org", Kind: "Model", Path: "spec/image"},
	{Group: "toolhive.stacklok.dev", Path: "spec/image"},
	{Group: "kagent.dev", Path: "spec/**/image"},
	{Group: "core.k8sgpt.ai", Kind: "K8sGPT", Path: "spec/repository", Form: Repository},
}
