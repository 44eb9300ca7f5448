package crossplane

import "strings"

// Immutable returns the fields, such as spec/forProvider/name, that cannot change once the
// resource is made: the provider does not make the change. It returns none for kinds of
// other targets.
func Immutable(group, kind string) []string {
	// Cluster-scoped kinds are in ecr.aws.upbound.io, namespaced ones in ecr.aws.m.upbound.io.
	group = strings.TrimSuffix(strings.TrimSuffix(group, ".upbound.io"), ".m")
	switch group + "/" + kind {
	case "ecr.aws/PullThroughCacheRule":
		return []string{"spec/forProvider/ecrRepositoryPrefix", "spec/forProvider/upstreamRegistryUrl", "spec/forProvider/upstreamRepositoryPrefix"}
	case "ecr.aws/RepositoryCreationTemplate":
		return []string{"spec/forProvider/prefix"}
	case "secretsmanager.aws/Secret":
		return []string{"spec/forProvider/name"}
	}
	return nil
}
