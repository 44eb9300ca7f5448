package fields

// injected are annotations that name the image of a container which a webhook puts into
// the pod. A value without a registry may be a part of a name.
var injected = []Row{
	// https://istio.io/latest/docs/reference/config/annotations/#SidecarProxyImage
	{Path: `**/annotations/sidecar.istio.io\/proxyImage`, Guess: true},
	// https://linkerd.io/2/reference/proxy-configuration/: the version stands beside it
	{Path: `**/annotations/config.linkerd.io\/proxy-image`, Guess: true},
	{Path: `**/annotations/config.linkerd.io\/init-image`, Guess: true},
	{Path: `**/annotations/config.linkerd.io\/debug-image`, Guess: true},
	// https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations
	{Path: `**/annotations/vault.hashicorp.com\/agent-image`, Guess: true},
	// https://bank-vaults.dev/docs/mutating-webhook/annotations/
	{Path: `**/annotations/vault.security.banzaicloud.io\/vault-image`, Guess: true},
	{Path: `**/annotations/vault.security.banzaicloud.io\/vault-env-image`, Guess: true},
	// https://docs.dapr.io/reference/arguments-annotations-overview/
	{Path: `**/annotations/dapr.io\/sidecar-image`, Guess: true},
	// https://docs.datadoghq.com/tracing/trace_collection/library_injection_local/
	{Path: `**/annotations/admission.datadoghq.com\/java-lib.custom-image`, Guess: true},
	{Path: `**/annotations/admission.datadoghq.com\/js-lib.custom-image`, Guess: true},
	{Path: `**/annotations/admission.datadoghq.com\/python-lib.custom-image`, Guess: true},
	{Path: `**/annotations/admission.datadoghq.com\/dotnet-lib.custom-image`, Guess: true},
	{Path: `**/annotations/admission.datadoghq.com\/ruby-lib.custom-image`, Guess: true},
	{Path: `**/annotations/admission.datadoghq.com\/php-lib.custom-image`, Guess: true},
}
