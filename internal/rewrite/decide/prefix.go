package decide

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

// PlaceholderName is joined to a prefix to make a reference of it, in the place of the name
// that an operator joins. deepName is for operators whose names have two parts or more.
const (
	PlaceholderName = "/image"
	deepName        = "/organization/image"
)

// decidePrefix decides about the first part of a reference, to which an operator joins
// names. It changes when every name that can be joined to it goes through the cache. A path
// without a host names no registry, so it never changes.
func (r *Rules) decidePrefix(o *object.Object, p *fields.Place, current string) Decision {
	name := PlaceholderName
	if p.Row.Deep {
		name = deepName
	}
	ref, err := image.Parse(current + name)
	if err != nil || ref.Host == "" {
		return Decision{Current: current}
	}
	d := r.decideText(o, p, current+name)
	d.Current = current
	if d.Kind != Changed {
		return d
	}
	prefix := image.Reference{Host: ref.Host, Repository: pathOfPrefix(ref.Repository, name)}
	if !r.Restore && !r.movesWhole(prefix, d.Classification.Upstream, p.Row.Deep) {
		return Decision{Current: current}
	}
	d.Reference.Repository = pathOfPrefix(d.Reference.Repository, name)
	d.Proposed = strings.TrimSuffix(d.Proposed, name)
	return d
}

// pathOfPrefix returns a repository without the name that was joined to it.
func pathOfPrefix(repository, name string) string {
	return strings.TrimPrefix(strings.TrimSuffix("/"+repository, name), "/")
}

// movesWhole reports whether all names that can be joined to a prefix go through the cache,
// by the same rule. deep says that they have two parts or more: at Docker Hub only names of
// one part are different in the cache, by library/.
func (r *Rules) movesWhole(prefix image.Reference, upstream *image.Upstream, deep bool) bool {
	_, ok := r.Cache.RewritePrefix(prefix)
	if deep {
		_, ok = r.Cache.RewriteDeepPrefix(prefix)
	}
	return ok && r.Config.CoversAll(*upstream)
}
