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

// A repository is one of an upstream, by its names on both sides, with the tags in
// use.
type repository struct {
	upstream, cached, mapped string // mapped is the name in ECR
	tags                     []string
	digestOnly, listed       bool
}

// A gathering sorts the repositories that are met into those that are wanted,
// excluded, and open: a placeholder stands in their names.
type gathering struct {
	flux           *v1alpha1.Flux
	cache          *image.Cache
	wanted         map[string]*repository
	excluded, open map[string]bool
}

// repositories returns the distinct repositories that are wanted, by their
// canonical names upstream, sorted.
func (b *pairing) repositories(images []image.Reference) []*repository {
	g := &gathering{b.spec, b.plan.Cache, map[string]*repository{}, map[string]bool{}, map[string]bool{}}
	for _, ref := range images {
		g.take(ref, false)
	}
	for _, name := range g.flux.Images {
		if ref, err := image.Parse(name); err == nil {
			g.take(ref, true)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.open)) {
		b.Warn(Placeholder, "", name, "the repository's name holds a placeholder, so Flux cannot scan it; list the repositories it stands for in "+section+".images")
	}
	for name := range g.excluded {
		b.excludable = append(b.excludable, &repository{upstream: name})
	}
	return slices.SortedFunc(maps.Values(g.wanted), func(a, b *repository) int { return strings.Compare(a.upstream, b.upstream) })
}

// take notes a reference. What is listed is wanted, whatever the globs say.
func (g *gathering) take(ref image.Reference, listed bool) {
	name, moved, ok := canonical(g.cache, ref)
	switch {
	case !ok || strings.HasSuffix(name, "/"):
	case !listed && !g.flux.Scans(name):
		g.excluded[name] = true
	case plan.HasPlaceholder(name):
		g.open[name] = true
	default:
		if g.wanted[name] == nil {
			g.wanted[name] = &repository{upstream: name, cached: moved.Name(), mapped: moved.Repository}
		}
		g.wanted[name].use(ref, listed)
	}
}

// use notes the tag of a reference, or that it has none.
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

// infer returns the policy for the tags in use, and where there is none, why.
func (r *repository) infer() (*v1alpha1.FluxPolicy, *v1alpha1.FluxTagFilter, tagpolicy.Reason) {
	policy, filter, why := tagpolicy.Infer(r.tags)
	if why == tagpolicy.IsListed && r.digestOnly {
		why = tagpolicy.IsDigest
	}
	return policy, filter, why
}
