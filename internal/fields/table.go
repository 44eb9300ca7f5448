package fields

// Values is the kind in rows for documents without a kind that are the values of a chart.
const Values = "(values)"

// core has a row for each field that every cluster has.
//
// Pod specs are found at any depth of any kind, which covers Deployment …
// CronJob, ReplicaSet and PodTemplate, and every custom resource that embeds a
// pod template, such as Argo Rollout, Knative Service and ClusterServiceVersion.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
var core = []Row{
	{Path: "**/containers[]/image"},
	{Path: "**/initContainers[]/image"},
	{Path: "**/ephemeralContainers[]/image"},
	{Path: "**/volumes[]/image/reference"},
	// Operators pass images to what they create: RELATED_IMAGE_… and the like.
	{Path: "**/env[]/value", Guess: true},

	// Flux: https://fluxcd.io/flux/components/
	{Group: "helm.toolkit.fluxcd.io", Kind: "HelmRelease", Path: "spec/values", Form: ChartValues},
	{Group: "helm.toolkit.fluxcd.io", Kind: "HelmRelease", Path: "spec/postRenderers[]/kustomize/images[]", Form: KustomizeImage},
	{Group: "kustomize.toolkit.fluxcd.io", Kind: "Kustomization", Path: "spec/images[]", Form: KustomizeImage},
	{Group: "kustomize.toolkit.fluxcd.io", Kind: "Kustomization", Path: "spec/postBuild/substitute/*", Guess: true},

	// The values of a chart in a document of their own, and in a ConfigMap that a
	// HelmRelease reads.
	{Kind: Values, Path: ".", Form: ChartValues},
	{Kind: "ConfigMap", Path: "data/*", Form: ChartText, Guess: true},

	// kustomize: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
	{Group: "kustomize.config.k8s.io", Kind: "Kustomization", Path: "images[]", Form: KustomizeImage},
	{Group: "kustomize.config.k8s.io", Kind: "Kustomization", Path: "imageTags[]", Form: KustomizeImage},
	{Group: "kustomize.config.k8s.io", Kind: "Component", Path: "images[]", Form: KustomizeImage},
	// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/helmcharts/
	{Group: "kustomize.config.k8s.io", Kind: "Kustomization", Path: "helmCharts[]/valuesInline", Form: ChartValues},
	{Group: "kustomize.config.k8s.io", Kind: "Component", Path: "helmCharts[]/valuesInline", Form: ChartValues},
	{Kind: "ImageTagTransformer", Path: "imageTag", Form: KustomizeImage},
}

// arguments are the words of command lines (rewrite.args).
var arguments = []Row{
	{Path: "**/args[]", Form: Argument, Guess: true},
	{Path: "**/command[]", Form: Argument, Guess: true},
}

// ociAddresses are the addresses of charts and manifests (rewrite.ociURLs).
var ociAddresses = []Row{
	{Group: "source.toolkit.fluxcd.io", Kind: "OCIRepository", Path: "spec/url", Form: OCIAddress, Guess: true},
	{Group: "source.toolkit.fluxcd.io", Kind: "HelmRepository", Path: "spec/url", Form: OCIAddress, Guess: true},
	{Group: "argoproj.io", Kind: "Application", Path: "**/repoURL", Form: OCIAddress, Guess: true},
	{Group: "argoproj.io", Kind: "ApplicationSet", Path: "**/repoURL", Form: OCIAddress, Guess: true},
}

// everything is every scalar (rewrite.anyField).
var everything = []Row{{Path: "**", Guess: true}}

// Arguments returns the rows of command lines. Callers do not change them.
func Arguments() []Row { return arguments }

// OCIAddresses returns the rows of charts and manifests in registries. Callers do
// not change them.
func OCIAddresses() []Row { return ociAddresses }

// Everything returns the row of every scalar there is. Callers do not change it.
func Everything() []Row { return everything }

// tables hold the rows known without configuration.
var tables = [...][]Row{core, injected, charts, databases, streaming, observability, delivery, platform, nodes, applications, learning}

// Table returns the rows known without configuration, in lists. Callers do not change
// them.
func Table() [][]Row { return tables[:] }

// Pushed returns the rows of fields that say where an image is pushed to, or that may pass such a
// destination to a build. Callers do not change them.
func Pushed() []Row { return pushed }

// pushed follows the public definitions of the kinds.
var pushed = []Row{
	// https://github.com/tektoncd/pipeline/blob/main/docs/tasks.md#specifying-parameters: any
	// of them may be the image that a task builds, and results say what was built.
	{Group: "tekton.dev", Path: "**/params/**"},
	{Group: "tekton.dev", Path: "**/results/**"},
	{Group: "triggers.tekton.dev", Path: "**/params/**"},
	// https://github.com/shipwright-io/build/blob/main/docs/build.md#defining-the-output
	{Group: "shipwright.io", Path: "**/output/**"},
	{Group: "shipwright.io", Path: "**/paramValues/**"},
	// https://github.com/openshift/api/blob/master/build/v1/types.go: BuildOutput
	{Group: "build.openshift.io", Path: "**/output/**"},
	// https://github.com/buildpacks-community/kpack/tree/main/pkg/apis/build/v1alpha2: of
	// Image, Builder and Build
	{Group: "kpack.io", Path: "spec/tag"},
	{Group: "kpack.io", Path: "spec/tags"},
	{Group: "kpack.io", Path: "spec/additionalTags"},
	{Group: "kpack.io", Path: "spec/cache/registry/tag"},
	// https://github.com/strimzi/strimzi-kafka-operator/tree/main/api/src/main/java/io/strimzi/api/kafka/model/connect/build
	{Group: "kafka.strimzi.io", Path: "spec/build/output/**"},
	// https://github.com/OpenFunction/OpenFunction/blob/main/apis/core/v1beta2/function_types.go:
	// "Function image name", which its build pushes
	{Group: "core.openfunction.io", Kind: "Function", Path: "spec/image"},
}
