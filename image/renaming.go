package image

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A Renaming is an entry of kustomize's images that gives an image its name in the cache. Name
// is a regular expression, because kustomize reads it as one; tags and digests do not change
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/internal/image/image.go).
type Renaming struct{ Name, NewName string }

// Renamings returns a renaming for every name among references to upstreams, sorted. kustomize
// compares names as they are written, so nginx and docker.io/library/nginx get one each. A name
// with a placeholder gets none: kustomize would read it as a regular expression.
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

// unambiguous escapes the names that would also match other images of the list: in a regular
// expression a dot matches any character, so org/my.app matches org/my_app as well.
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

// Plain returns the name without the escapes of a regular expression.
func (r Renaming) Plain() string { return strings.ReplaceAll(r.Name, `\`, "") }

// Spellings returns the names under which people write the repository of a reference to an
// upstream: the given one, the one that [Cache.Restore] returns, and for Docker Hub also those
// without the host and without library/. It returns none for any other reference.
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
