package planner

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// repositories plans those of the images that the manifests use, when they are to be made
// before the first pull.
func (b *builder) repositories(images []image.Reference) {
	if b.in.Repositories != v1alpha1.RepositoriesPreCreate {
		return
	}
	names := b.cached(images)
	if len(names) == 0 {
		b.Warn(plan.NoRepositories, infrastructure+".repositories", v1alpha1.RepositoriesPreCreate, "no image of an upstream was seen, so no repository is made, and nodes without "+createRepository+" cannot pull; give the function the manifests")
	}
	for _, name := range names {
		if plan.HasPlaceholder(name) {
			b.Warn(plan.RepositoryUnknown, "", name, "the repository's name holds a placeholder, so it cannot be made before the first pull")
			continue
		}
		b.plan.Repositories = append(b.plan.Repositories, plan.Repository{Name: b.name(name), Repository: name, Settings: b.settings()})
	}
}

// cached returns the repositories of the cache for images of upstreams, each once and
// sorted.
func (b *builder) cached(images []image.Reference) []string {
	cache := b.plan.Cache
	var names []string
	for _, ref := range images {
		ref.Tag, ref.Digest = "", ""
		if moved, err := cache.Rewrite(ref); err == nil && moved.Repository != "" {
			names = append(names, strings.TrimSuffix(moved.Repository, "/"))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
