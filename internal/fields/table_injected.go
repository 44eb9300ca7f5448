package fields

// injected are annotations that name the image of a container which a webhook adds to the pod.
var injected = []Row{
	// https://github.com/istio/istio/blob/master/manifests/charts/istio-control/istio-discovery/files/injection-template.yaml
	// uses a value with a slash as it is, and joins any other value to the hub of its values.
	{Path: `**/annotations/sidecar.istio.io\/proxyImage`, Slash: true},
	// https://github.com/linkerd/linkerd2/blob/main/pkg/k8s/labels.go: a repository, whose
	// version is in another annotation
	{Path: `**/annotations/config.linkerd.io\/proxy-image`, Form: Repository},
	{Path: `**/annotations/config.linkerd.io\/debug-image`, Form: Repository},
	// https://github.com/linkerd/website/blob/main/linkerd.io/content/2.10/reference/proxy-configuration.md:
	// of versions before 2.19
	{Path: `**/annotations/config.linkerd.io\/init-image`, Form: Repository},
	// https://github.com/hashicorp/vault-k8s/blob/main/agent-inject/agent/annotations.go
	{Path: `**/annotations/vault.hashicorp.com\/agent-image`},
	// https://github.com/bank-vaults/vault-secrets-webhook/blob/main/pkg/common/common.go
	{Path: `**/annotations/vault.security.banzaicloud.io\/vault-image`},
	{Path: `**/annotations/vault.security.banzaicloud.io\/vault-env-image`},
	{Path: `**/annotations/vault.security.banzaicloud.io\/vault-ct-image`},
	// https://bank-vaults.dev/docs/mutating-webhook/annotations/
	{Path: `**/annotations/secrets-webhook.security.bank-vaults.io\/secret-init-image`},
	// https://github.com/dapr/dapr/blob/master/pkg/injector/annotations/annotations.go
	{Path: `**/annotations/dapr.io\/sidecar-image`},
	// https://github.com/DataDog/datadog-agent/blob/main/pkg/clusteragent/admission/mutate/autoinstrumentation/annotations.go:
	// "the complete library image"
	{Path: `**/annotations/admission.datadoghq.com\/apm-inject.custom-image`},
	{Path: `**/annotations/admission.datadoghq.com\/java-lib.custom-image`},
	{Path: `**/annotations/admission.datadoghq.com\/js-lib.custom-image`},
	{Path: `**/annotations/admission.datadoghq.com\/python-lib.custom-image`},
	{Path: `**/annotations/admission.datadoghq.com\/dotnet-lib.custom-image`},
	{Path: `**/annotations/admission.datadoghq.com\/ruby-lib.custom-image`},
	{Path: `**/annotations/admission.datadoghq.com\/php-lib.custom-image`},
}
