package image

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A Renaming gives an image its name in the cache, in the form of kustomize's
// images. Name is a regular expression, as kustomize reads it; tags and digests
// stay as they are
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/internal/image/image.go).
type Renaming struct{ Name, NewName string }

// Renamings are the renamings for references to upstreams, one for every name,
// sorted. kustomize compares names as they are written, so nginx and
// docker.io/library/nginx are two. A name with a placeholder has none: kustomize
// would read it as a regular expression.
func (c *Cache) Renamings(references []Reference) []Renaming {
	var all []Renaming
	for _, ref := range references {
		ref.Tag, ref.Digest = "", ""
		moved, err := c.Rewrite(ref)
		if err == nil && !ref.HasPlaceholder() {
			all = append(all, Renaming{ref.Name(), moved.Name()})
		}
	}
	slices.SortFunc(all, func(a, b Renaming) int { return cmp.Compare(a.Name, b.Name) })
	return unambiguous(slices.Compact(all))
}

// unambiguous escapes the names by which kustomize would also find other images of
// the list: in a regular expression, a dot stands for any character, so that
// org/my.app finds org/my_app as well.
func unambiguous(all []Renaming) []Renaming {
	out := slices.Clone(all)
	for i, r := range all {
		if !strings.Contains(r.Name, ".") {
			continue
		}
		pattern, err := regexp.Compile("^" + r.Name + "$")
		other := func(o Renaming) bool { return o.Name != r.Name && pattern.MatchString(o.Name) }
		if err != nil || slices.ContainsFunc(all, other) {
			out[i].Name = regexp.QuoteMeta(r.Name)
		}
	}
	return out
}

// Plain is the renaming's name without what a regular expression needs.
func (r Renaming) Plain() string { return strings.ReplaceAll(r.Name, `\`, "") }

// Spellings are the names that an upstream's repository is usually written by: its
// own, that which [Cache.Restore] gives back, and for Docker Hub also those without
// the host and without library/. A reference to no upstream has none.
func (c *Cache) Spellings(r Reference) []Reference {
	r.Tag, r.Digest = "", ""
	moved, err := c.Rewrite(r)
	if err != nil {
		return nil
	}
	canonical, _ := c.Restore(moved)
	all := []Reference{r, canonical}
	if canonical.Host == dockerHub {
		all = append(all, Reference{Repository: canonical.Repository})
		if name, official := strings.CutPrefix(canonical.Repository, "library/"); official && !strings.Contains(name, "/") {
			all = append(all, Reference{Repository: name}, Reference{Host: dockerHub, Repository: name})
		}
	}
	return all
}
