package image

import "strings"

// uncacheable is well-known registries that ECR's pull-through cache cannot
// have as upstreams, with what to do instead. A name that begins with "." is a
// suffix.
var uncacheable = [...]struct{ host, reason string }{
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

// Uncacheable tells why ECR cannot cache a registry, given as host or
// host/path, in any letter case. A registry that is neither known here nor to
// [KnownUpstream] is somebody's own (Harbor, Nexus, a self-hosted GitLab),
// which ECR cannot cache either.
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
