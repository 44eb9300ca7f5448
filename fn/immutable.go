package fn

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// immutableField is the code of a change that AWS does not make.
const immutableField = finding.Code("immutable-field")

// immutable are the fields that cannot change once the resource is made. ACK's API
// server refuses a change, Crossplane's provider does not make it.
var immutable = [...]struct{ group, kind, path string }{
	{"ecr.services.k8s.aws", "PullThroughCacheRule", "spec/ecrRepositoryPrefix"},
	{"ecr.services.k8s.aws", "PullThroughCacheRule", "spec/upstreamRegistryURL"},
	{"ecr.services.k8s.aws", "PullThroughCacheRule", "spec/upstreamRepositoryPrefix"},
	{"ecr.services.k8s.aws", "RepositoryCreationTemplate", "spec/prefix"},
	{"ecr.services.k8s.aws", "Repository", "spec/name"},
	{"secretsmanager.services.k8s.aws", "Secret", "spec/name"},
	{"ecr.aws", "PullThroughCacheRule", "spec/forProvider/ecrRepositoryPrefix"},
	{"ecr.aws", "PullThroughCacheRule", "spec/forProvider/upstreamRegistryUrl"},
	{"ecr.aws", "PullThroughCacheRule", "spec/forProvider/upstreamRepositoryPrefix"},
	{"ecr.aws", "RepositoryCreationTemplate", "spec/forProvider/prefix"},
	{"secretsmanager.aws", "Secret", "spec/forProvider/name"},
}

// warnImmutable tells of fields that change in an object that is there, and cannot
// change in AWS.
func (u *upsert) warnImmutable(item *yamlbytes.Node, o *object.Object) {
	if u.silent {
		return
	}
	group := strings.TrimSuffix(strings.TrimSuffix(o.Group(), ".upbound.io"), ".m")
	for _, f := range immutable {
		if f.group != group || f.kind != o.Kind {
			continue
		}
		keys := strings.Split(f.path, "/")
		was, is := item.Text(keys...), o.Tree().Text(keys...)
		if was != "" && was != is {
			u.told(o, finding.Warning, immutableField, "%s changes from %q to %q, which AWS does not do: remove the object from the cluster, and with it what it made in AWS, before this is applied, or give the upstream another prefix", strings.Join(keys, "."), was, is)
		}
	}
}
