// Package corpus makes the inputs of the benchmark: the objects of a cluster in
// sensible shares, the same bytes for the same seed, of any length, in constant
// memory. It knows which references a right program changes, because it can write
// the same corpus as that program should leave it.
//
// It uses the standard library alone and knows nothing of the program.
package corpus

const (
	// Registry is the upstream that is moved to the cache.
	Registry = "ghcr.io"
	// Account and Region are those of the cache.
	Account = "123456789012"
	Region  = "ca-central-1"
	// Cache is what stands in front of a repository once it is moved.
	Cache = Account + ".dkr.ecr." + Region + ".amazonaws.com"
	// Prefix is the cache rule's.
	Prefix = "ghcr"
)

// Config is the configuration that the program gets, on the command line and as
// the functionConfig of a list.
const Config = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
spec:
  accountID: "` + Account + `"
  region: ` + Region + `
`
