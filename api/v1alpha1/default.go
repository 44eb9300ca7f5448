package v1alpha1

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// DefaultRegistry is the only upstream of a configuration that gives none.
const DefaultRegistry = "ghcr.io"

// defaultMaxResults is more results than anybody reads, and few enough to print.
const defaultMaxResults = 1000

// Default fills in everything that may be left out. It also removes the slash that may end a
// prefix, because ECR adds it.
func (c *PullThroughCache) Default() {
	s := &c.Spec
	setDefault(&s.Endpoint, string(image.IPv4))
	if len(s.Upstreams) == 0 {
		s.Upstreams = []Upstream{{Registry: DefaultRegistry}}
	}
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		if known, ok := image.KnownUpstream(u.Registry); ok {
			setDefault(&u.Prefix, known.Prefix)
		}
		u.Prefix = strings.TrimSuffix(u.Prefix, "/")
		u.UpstreamRepositoryPrefix = strings.TrimSuffix(u.UpstreamRepositoryPrefix, "/")
	}
	s.defaultCredentials()
	for i := range s.Upstreams {
		s.Upstreams[i].Credential.setDefaults(s.Upstreams[i].Prefix)
	}
	s.Infrastructure.setDefaults()
	s.Kustomize.setDefaults()
	s.Flux.setDefaults()
	s.Admission.setDefaults()
	s.Warm.setDefaults()
	s.Rewrite.setDefaults()
}

// defaultCredentials gives a credential to the upstreams that need one, when the cache itself
// is generated: without it ECR refuses their rules. Upstreams with the same prefix share a
// rule, so a credential of one of them counts for all.
func (s *Spec) defaultCredentials() {
	if s.Infrastructure == nil {
		return
	}
	given := map[string]bool{}
	for i := range s.Upstreams {
		given[s.Upstreams[i].Prefix] = given[s.Upstreams[i].Prefix] || s.Upstreams[i].Credential != nil
	}
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		known, ok := image.KnownUpstream(u.Registry)
		if ok && known.Credential == image.CredentialRequired && !given[u.Prefix] {
			u.Credential, given[u.Prefix] = &Credential{}, true
		}
	}
}

func (w *Rewrite) setDefaults() {
	setDefault(&w.Mode, ModeWrite)
	setDefault(&w.Direction, DirectionRewrite)
	setDefault(&w.Digests, DigestsKeep)
	setDefault(&w.PullSecrets, PullSecretsKeep)
	if w.PullSecrets == PullSecretsRemove && len(w.PullSecretNames) == 0 {
		w.PullSecretNames = []string{"*"}
	}
	if w.MaxResults == nil {
		w.MaxResults = new(defaultMaxResults)
	}
	for i := range w.Fields {
		setDefault(&w.Fields[i].Form, FormReference)
	}
}

// DefaultSecretKey is the key of a Kubernetes Secret that holds a credential's JSON.
const DefaultSecretKey = "credentials.json"

// setDefaults fills in what may be left out of a credential. One that names a role, or a secret in
// AWS and nothing else, needs no Kubernetes Secret. Package planner makes the names in AWS, and
// checks them.
func (k *Credential) setDefaults(prefix string) {
	if k == nil || k.RoleARN != "" || k.ARN != "" && k.SecretName == "" && k.KubernetesSecret == (KubernetesSecret{}) {
		return
	}
	if prefix != "" {
		setDefault(&k.KubernetesSecret.Name, strings.NewReplacer("/", "-", "_", "-").Replace(prefix)+"-credentials")
	}
	setDefault(&k.KubernetesSecret.Key, DefaultSecretKey)
}

func (i *Infrastructure) setDefaults() {
	if i == nil {
		return
	}
	setDefault(&i.Provider, ProviderACK)
	setDefault(&i.Repositories, RepositoriesOnPull)
	setDefault(&i.Template.ImageTagMutability, "MUTABLE")
	for n := range i.Lifecycle {
		setDefault(&i.Lifecycle[n].Action, "expire")
	}
	if i.Scanning != nil {
		setDefault(&i.Scanning.ScanType, "BASIC")
		for n := range i.Scanning.Rules {
			setDefault(&i.Scanning.Rules[n].ScanFrequency, "SCAN_ON_PUSH")
		}
	}
	if i.PushSecret != nil {
		setDefault(&i.PushSecret.SecretStoreRef.Kind, "ClusterSecretStore")
		setDefault(&i.PushSecret.RefreshInterval, "1h")
	}
	if i.Outputs != nil {
		setDefault(&i.Outputs.Name, "ecr-cache")
	}
	if i.Network != nil {
		setDefault(&i.Network.Buckets, BucketsAll)
	}
	if i.Monitoring != nil && i.Monitoring.FailuresPerHour == 0 {
		i.Monitoring.FailuresPerHour = defaultFailuresPerHour
	}
	if i.ACK != nil {
		setDefault(&i.ACK.DeletionPolicy, "retain")
	}
	if i.Crossplane != nil {
		setDefault(&i.Crossplane.Functions, FunctionsGenerate)
	}
	if i.Terraform != nil {
		setDefault(&i.Terraform.Destroy, DestroyPrevent)
	}
}

// setDefaults fills in what Flux requires. What Flux has a default for itself is left out, so
// that it is not written into the generated objects.
func (f *Flux) setDefaults() {
	if f == nil {
		return
	}
	setDefault(&f.Scan, ScanUpstream)
	setDefault(&f.Interval, "10m")
	setDefault(&f.DigestReflectionPolicy, DigestsNever)
	f.Policy.setDefaults()
	for i := range f.Overrides {
		f.Overrides[i].Policy.setDefaults()
	}
	if a := f.Automation; a != nil {
		setDefault(&a.Name, "image-updates")
		setDefault(&a.SourceRef.Kind, "GitRepository")
		setDefault(&a.Interval, "10m")
	}
}

func (p *FluxPolicy) setDefaults() {
	if p == nil {
		return
	}
	for _, order := range []*FluxOrder{p.Alphabetical, p.Numerical} {
		if order != nil {
			setDefault(&order.Order, "asc")
		}
	}
}

// ExcludedNamespaces returns the namespaces that the admission policies ignore when the
// configuration names none: if the cache fails, the Pods that make it must be able to start.
func ExcludedNamespaces() []string {
	return []string{"ack-system", "crossplane-system", "flux-system", "kube-system", "upbound-system"}
}

func (a *Admission) setDefaults() {
	if a == nil {
		return
	}
	if a.Mutate == nil {
		a.Mutate = new(true)
	}
	setDefault(&a.FailurePolicy, FailureIgnore)
	setDefault(&a.Controllers, ControllersBuiltIn)
	setDefault(&a.Engine, EngineKubernetes)
	setDefault(&a.Version, "v1")
	if a.ExcludeNamespaces == nil {
		a.ExcludeNamespaces = ExcludedNamespaces()
	}
	if a.Parameters != nil {
		setDefault(&a.Parameters.RegistryKey, "ecr_registry_url")
	}
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
