package image

import (
	"slices"
	"strings"
)

// A Credential says what a pull-through cache rule needs to sign in at an upstream.
type Credential string

// The values of Credential.
const (
	CredentialRequired Credential = "Required" // a secret; refused without, even for public images
	CredentialNone     Credential = "None"     // public images only
	CredentialRole     Credential = "Role"     // another ECR registry: an IAM role when the account differs
)

// A Kind is a registry that ECR can cache, or a family of registries, such as those of GitLab.
type Kind struct {
	Name       string   // upstreamRegistry in ECR's API
	URL        string   // upstreamRegistryUrl in ECR's API
	Hosts      []string // the hosts in references to it
	Credential Credential
	Prefix     string // the prefix to use when none is configured
	// UpstreamPrefix says that a rule may have an upstreamRepositoryPrefix.
	UpstreamPrefix bool
}

// dockerHub is the host that stands for Docker Hub in canonical references.
const dockerHub = "docker.io"

// hubHosts is every host of Docker Hub; references without a host name it too.
var hubHosts = []string{dockerHub, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"}

// kinds lists the upstream registries of ECR's user guide and API model
// (CreatePullThroughCacheRule). Only Chainguard's own guide says that a rule for Chainguard may
// have an upstreamRepositoryPrefix; AWS's page is about ECR registries
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html).
var kinds = [...]Kind{
	{Name: "github-container-registry", URL: "ghcr.io", Hosts: []string{"ghcr.io"}, Credential: CredentialRequired, Prefix: "ghcr"},
	{Name: "docker-hub", URL: "registry-1.docker.io", Hosts: hubHosts, Credential: CredentialRequired, Prefix: "docker-hub"},
	{Name: "gitlab-container-registry", URL: "registry.gitlab.com", Hosts: []string{"registry.gitlab.com"}, Credential: CredentialRequired, Prefix: "gitlab"},
	{Name: "chainguard", URL: "cgr.dev", Hosts: []string{"cgr.dev"}, Credential: CredentialRequired, Prefix: "chainguard", UpstreamPrefix: true},
	{Name: "quay", URL: "quay.io", Hosts: []string{"quay.io"}, Credential: CredentialNone, Prefix: "quay"},
	{Name: "k8s", URL: "registry.k8s.io", Hosts: []string{"registry.k8s.io"}, Credential: CredentialNone, Prefix: "k8s"},
	{Name: "ecr-public", URL: "public.ecr.aws", Hosts: []string{"public.ecr.aws"}, Credential: CredentialNone, Prefix: "ecr-public"},
}

// Families of registries: each customer has a host, which is URL and Hosts.
var (
	azure = Kind{Name: "azure-container-registry", Credential: CredentialRequired, Prefix: "azure"}
	ecr   = Kind{Name: "ecr", Credential: CredentialRole, Prefix: "ecr", UpstreamPrefix: true}
)

// KnownUpstream returns the kind of a registry, given as host or host/path in any letter case. It
// reports false for a registry that ECR cannot cache.
func KnownUpstream(registry string) (Kind, bool) {
	host, _ := splitRegistry(registry)
	for _, k := range kinds {
		if slices.Contains(k.Hosts, host) {
			k.Hosts = slices.Clone(k.Hosts) // the table stays ours
			return k, true
		}
	}
	if name, found := strings.CutSuffix(host, ".azurecr.io"); found && isLabel(name) {
		return azure.at(host), true
	}
	if registry, ok := ParseECRHost(host); ok {
		k := ecr
		k.Hosts = registry.hosts()
		k.URL = k.Hosts[0] // the only form that the API's documentation has
		return k, true
	}
	return Kind{}, false
}

// at returns the kind of one host of a family.
func (k Kind) at(host string) Kind {
	k.URL, k.Hosts = host, []string{host}
	return k
}

// isLabel reports whether s is one label of a host name.
func isLabel(s string) bool {
	return s != "" && strings.IndexByte(s, '.') < 0 && checkHost(s) == ""
}

// KnownRegistries returns what [KnownUpstream] accepts, for error messages.
func KnownRegistries() []string {
	names := make([]string, 0, len(kinds)+2)
	for _, k := range kinds {
		names = append(names, k.Hosts[0])
	}
	return append(names, "NAME.azurecr.io", "ACCOUNT.dkr.ecr.REGION.amazonaws.com")
}

// splitRegistry splits an upstream's registry into its host, in lower case unless it has a
// placeholder, and its path.
func splitRegistry(registry string) (host, path string) {
	host, path, _ = cut(registry, '/')
	if plain(host) {
		host = strings.ToLower(host)
	}
	return host, path
}

// uncacheable lists well-known registries that ECR cannot cache, with what to do instead. A name
// that begins with "." is a suffix.
var uncacheable = [...]struct{ host, reason string }{
	{"mirror.gcr.io", "mirror.gcr.io is a mirror of Docker Hub, and ECR cannot cache it; name the image as Docker Hub does (docker.io/…), which ECR can cache"},
	{"gcr.io", googleReason},
	{".gcr.io", googleReason},
	{".pkg.dev", "ECR cannot cache Google Artifact Registry; copy the image into a registry ECR can cache, or push it to ECR"},
	{"mcr.microsoft.com", "ECR caches Azure registries (NAME.azurecr.io), not Microsoft's own mcr.microsoft.com; push the image to ECR"},
	{"docker.elastic.co", "ECR cannot cache docker.elastic.co; Elastic's images on Docker Hub (docker.io/elastic) can be cached"},
	{"k8s.gcr.io", "k8s.gcr.io is frozen and ECR cannot cache it; its images moved to registry.k8s.io, which ECR can cache"},
	{"nvcr.io", "ECR cannot cache nvcr.io; push the image to ECR"},
	{"registry.redhat.io", "ECR cannot cache registry.redhat.io; push the image to ECR"},
	{"registry.access.redhat.com", "ECR cannot cache registry.access.redhat.com; push the image to ECR"},
}

const googleReason = "ECR cannot cache gcr.io; copy the image into a registry ECR can cache, or push it to ECR"

// Uncacheable returns why ECR cannot cache a well-known registry, given as host or host/path in
// any letter case, and reports false for others. A registry that is neither here nor in
// [KnownUpstream] is somebody's own (Harbor, Nexus, a self-hosted GitLab), which ECR cannot
// cache either.
func Uncacheable(registry string) (reason string, found bool) {
	host, _ := splitRegistry(registry)
	for _, u := range uncacheable {
		if host == u.host {
			return u.reason, true
		}
	}
	for _, u := range uncacheable {
		if u.host[0] == '.' && strings.HasSuffix(host, u.host) {
			return u.reason, true
		}
	}
	return "", false
}
