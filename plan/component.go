package plan

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/image"
)

// kustomizeSection is where its settings stand in the configuration.
const kustomizeSection = "spec.kustomize"

// A Component is what kustomize's images take to move images to the cache without
// a function: one entry for every name that an image's repository is written by.
type Component struct {
	Images []ComponentImage
	// Ignored is what the configuration asks of the rewriting, and a Component does
	// not do.
	Ignored []Problem
}

// A ComponentImage is an entry of kustomize's images. Name is a regular expression,
// as kustomize reads it; tags and digests stay, because none is given
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/internal/image/image.go).
type ComponentImage struct{ Name, NewName string }

// component plans the entries for the images that were seen and those that are
// listed, each by its name as written: kustomize compares text, so nginx and
// docker.io/library/nginx are two.
func (b *builder) component(images []image.Reference) {
	for _, name := range b.c.Spec.Kustomize.Images {
		if ref, err := image.Parse(name); err == nil {
			images = append(slices.Clip(images), ref)
		}
	}
	b.plan.Component = &Component{Images: Entries(b.c.Cache(), images), Ignored: ignored(&b.c.Spec.Rewrite)}
}

// Entries are the entries of kustomize's images for references to upstreams, each
// name once, sorted. A name with a placeholder has none: kustomize would read the
// placeholder as a regular expression.
func Entries(cache *image.Cache, images []image.Reference) []ComponentImage {
	var entries []ComponentImage
	for _, ref := range images {
		ref.Tag, ref.Digest = "", ""
		moved, err := cache.Rewrite(ref)
		if err == nil && !ref.HasPlaceholder() {
			entries = append(entries, ComponentImage{ref.Name(), moved.Name()})
		}
	}
	slices.SortFunc(entries, func(a, b ComponentImage) int { return cmp.Compare(a.Name, b.Name) })
	return unambiguous(slices.Compact(entries))
}

// unambiguous escapes the names that kustomize would also find other images of the
// list by: in a regular expression, a dot stands for any character, so that
// org/my.app finds org/my_app as well.
func unambiguous(entries []ComponentImage) []ComponentImage {
	out := slices.Clone(entries)
	for i, e := range entries {
		if !strings.Contains(e.Name, ".") {
			continue
		}
		pattern, err := regexp.Compile("^" + e.Name + "$")
		others := func(o ComponentImage) bool { return o.Name != e.Name && pattern.MatchString(o.Name) }
		if err != nil || slices.ContainsFunc(entries, others) {
			out[i].Name = regexp.QuoteMeta(e.Name)
		}
	}
	return out
}

// ignored tells what the configuration asks of the rewriting, and a Component does
// not do.
func ignored(w *config.Rewrite) []Problem {
	const everything = "kustomize's images change every object of a build; with the Component this selection does not hold"
	var ps problems
	for _, option := range []struct {
		given                 bool
		field, found, message string
	}{
		{w.Digests != config.DigestsKeep, "digests", w.Digests, "kustomize keeps digests and moves every reference; with the Component this does not hold"},
		{len(w.Include) > 0, "include", "", everything},
		{len(w.Exclude) > 0, "exclude", "", everything},
		{w.PullSecrets == config.PullSecretsRemove, "pullSecrets", w.PullSecrets, "the Component leaves imagePullSecrets; take them out with a patch"},
	} {
		if option.given {
			ps.warn(ComponentOption, "spec.rewrite."+option.field, option.found, option.message)
		}
	}
	return ps
}
