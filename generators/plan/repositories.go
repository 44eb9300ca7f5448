package plan

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// repositories plans those of the images that were seen, when they are to be made
// before the first pull.
func (b *builder) repositories(images []image.Reference) {
	if b.in.Repositories != v1alpha1.RepositoriesPreCreate {
		return
	}
	names := b.cached(images)
	if len(names) == 0 {
		b.Warn(NoRepositories, infrastructure+".repositories", v1alpha1.RepositoriesPreCreate, "no image of an upstream was seen, so no repository is made, and nodes without "+createRepository+" cannot pull; give the function the manifests")
	}
	for _, name := range names {
		if HasPlaceholder(name) {
			b.Warn(RepositoryUnknown, "", name, "the repository's name holds a placeholder, so it cannot be made before the first pull")
			continue
		}
		b.plan.Repositories = append(b.plan.Repositories, Repository{Name: b.name(name), Repository: name, Settings: b.settings()})
	}
}

// cached are the repositories of the cache for images of upstreams, each once and
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

// HasPlaceholder reports whether the name of a repository or a tag holds something that
// is filled in later.
func HasPlaceholder(name string) bool { return image.Reference{Repository: name}.HasPlaceholder() }
