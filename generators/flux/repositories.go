package flux

import (
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// A repository is a repository of an upstream, with its names there and in the cache, and the
// tags in use.
type repository struct {
	upstream   string   // ghcr.io/org/app
	cached     string   // the same in the cache, with its host
	mapped     string   // cached without the host: ghcr/org/app
	tags       []string // of the manifests; an empty one means latest
	digestOnly bool     // whether a manifest has a digest and no tag
	listed     bool     // in spec.flux.images
}

// hasTag reports whether a manifest has a tag of the repository.
func (r *repository) hasTag() bool {
	return slices.ContainsFunc(r.tags, func(tag string) bool { return tag != "" })
}

// canonicalNames returns the canonical names of repositories, such as docker.io/library/nginx for
// nginx. It leaves out those of no upstream.
func canonicalNames(cache *image.Cache, written []string) []string {
	var all []string
	for _, text := range written {
		if ref, err := image.Parse(text); err == nil {
			if name, _, ok := canonical(cache, ref); ok {
				all = append(all, name)
			}
		}
	}
	return all
}

// A collection sorts repositories into those to scan, those that are excluded, and those whose
// names have a placeholder.
type collection struct {
	flux           *v1alpha1.Flux
	cache          *image.Cache
	wanted         map[string]*repository
	excluded, open map[string]bool // open: the name has a placeholder
}

// repositories returns the distinct repositories to scan, sorted by their canonical names.
func (b *pairing) repositories(images []image.Reference) []*repository {
	c := &collection{b.spec, b.plan.Cache, map[string]*repository{}, map[string]bool{}, map[string]bool{}}
	for _, ref := range images {
		c.add(ref, false)
	}
	for _, name := range c.flux.Images {
		if ref, err := image.Parse(name); err == nil {
			c.add(ref, true)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.open)) {
		b.Warn(Placeholder, "", name, "the repository's name holds a placeholder, so Flux cannot scan it; list the repositories it stands for in "+section+".images")
	}
	for name := range c.excluded {
		b.excludable = append(b.excludable, &repository{upstream: name})
	}
	return slices.SortedFunc(maps.Values(c.wanted), func(a, b *repository) int { return strings.Compare(a.upstream, b.upstream) })
}

// add adds the repository of a reference. A listed repository is scanned even when the globs
// exclude it.
func (c *collection) add(ref image.Reference, listed bool) {
	name, moved, ok := canonical(c.cache, ref)
	switch {
	case !ok || strings.HasSuffix(name, "/"):
	case !listed && !c.flux.Scans(name):
		c.excluded[name] = true
	case plan.HasPlaceholder(name):
		c.open[name] = true
	default:
		if c.wanted[name] == nil {
			c.wanted[name] = &repository{upstream: name, cached: moved.Name(), mapped: moved.Repository}
		}
		c.wanted[name].use(ref, listed)
	}
}

// use adds the tag of a reference, or notes that it has none.
func (r *repository) use(ref image.Reference, listed bool) {
	r.listed = r.listed || listed
	switch {
	case listed:
	case ref.Tag == "" && ref.Digest != "":
		r.digestOnly = true
	case !slices.Contains(r.tags, ref.Tag):
		r.tags = append(r.tags, ref.Tag) // empty: no tag, which means latest
	}
}

// infer returns the policy for the tags in use, or the reason why there is none.
func (r *repository) infer() (*v1alpha1.FluxPolicy, *v1alpha1.FluxTagFilter, tagpolicy.Reason) {
	policy, filter, why := tagpolicy.Infer(r.tags)
	if why == tagpolicy.IsListed && r.digestOnly {
		why = tagpolicy.IsDigest
	}
	return policy, filter, why
}
