package ack

// Immutable returns the fields, such as spec/name, that cannot change once the resource is
// made: the API server refuses the change. It returns none for kinds of other targets.
func Immutable(group, kind string) []string {
	switch group + "/" + kind {
	case "ecr.services.k8s.aws/PullThroughCacheRule":
		return []string{"spec/ecrRepositoryPrefix", "spec/upstreamRegistryURL", "spec/upstreamRepositoryPrefix"}
	case "ecr.services.k8s.aws/RepositoryCreationTemplate":
		return []string{"spec/prefix"}
	case "ecr.services.k8s.aws/Repository", "secretsmanager.services.k8s.aws/Secret":
		return []string{"spec/name"}
	}
	return nil
}
