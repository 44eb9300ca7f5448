package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
)

var (
	services = []string{"orders", "billing", "catalog", "search", "mail", "users", "reports", "stock"}
	parts    = []string{"api", "worker", "web", "job", "proxy"}
)

// others are images of other registries, which stay.
var others = []string{
	"docker.io/library/nginx:1.29", "quay.io/prometheus/node-exporter:v1.9.1", "registry.k8s.io/pause:3.10",
	"public.ecr.aws/docker/library/redis:7.4", "busybox:1.37", "quay.io/jetstack/cert-manager-controller:v1.18.2",
	"registry.k8s.io/ingress-nginx/controller:v1.13.0", "docker.io/grafana/grafana:12.1.0",
}

// Repositories are all that the corpus names below the upstream.
func Repositories() []string {
	var all []string
	for _, s := range services {
		for _, p := range parts {
			all = append(all, "amerintlxperts/"+s+"-"+p)
		}
	}
	return all
}

// Images are all that the corpus may hold in the fields of containers: those of
// the upstream with what they become, and those of other registries with themselves.
func Images() []Reference {
	var all []Reference
	for _, repository := range Repositories() {
		for version := range versions {
			for _, suffix := range suffixes(repository, version) {
				all = append(all, moved(repository, suffix))
			}
		}
	}
	for _, other := range others {
		all = append(all, Reference{other, other})
	}
	return all
}

const versions = 12

// suffixes are what may stand behind a repository: a tag, both, a digest.
func suffixes(repository string, version int) []string {
	tag := fmt.Sprintf(":v1.%d.0", version)
	sum := sha256.Sum256([]byte(repository + tag))
	digest := "@sha256:" + hex.EncodeToString(sum[:])
	return []string{tag, tag + digest, digest}
}

func moved(repository, suffix string) Reference {
	return Reference{Registry + "/" + repository + suffix, Cache + "/" + Prefix + "/" + repository + suffix}
}

// anImage is an image of the upstream: most have a tag, some a digest.
func anImage(r *rand.Rand) Reference {
	repository := "amerintlxperts/" + pick(r, services) + "-" + pick(r, parts)
	form := slices.Index([]bool{r.IntN(100) < 85, r.IntN(100) < 66, true}, true)
	return moved(repository, suffixes(repository, r.IntN(versions))[form])
}

// change is the text of a reference that must change.
func (b *builder) change(r Reference) string {
	b.references = append(b.references, r)
	if b.rewritten {
		return r.New
	}
	return r.Old
}

// upstream is an image that must change, as people write it: some in quotes, some
// with a comment for another tool behind it.
func (b *builder) upstream() string {
	text := b.change(anImage(b.random))
	switch n := b.random.IntN(100); {
	case n < 15:
		text = `"` + text + `"`
	case n < 20:
		text = "'" + text + "'"
	}
	switch n := b.random.IntN(100); {
	case n < 8:
		text += " # renovate: datasource=docker"
	case n < 9:
		text += ` # {"$imagepolicy": "flux-system:` + b.name + `"}`
	}
	return text
}

// decoy is an image of the upstream that stands where nothing must change.
func (b *builder) decoy() string { return anImage(b.random).Old }

func (b *builder) other() string { return pick(b.random, others) }
