package status

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/aws/aws-sdk-go-v2/aws"
)

// references are the images of the manifests in the cache, each once and sorted.
func (k *reporter) references() []image.Reference {
	var all []image.Reference
	for i := range k.Images {
		img := &k.Images[i]
		if img.Status != inventory.StatusCovered && img.Status != inventory.StatusCached {
			continue
		}
		if ref, err := image.Parse(img.CacheReference); err == nil {
			all = append(all, ref)
		}
	}
	order := func(a, b image.Reference) int { return strings.Compare(a.String(), b.String()) }
	slices.SortFunc(all, order)
	return slices.CompactFunc(all, func(a, b image.Reference) bool { return order(a, b) == 0 })
}

// means reports whether a reference means an image. With a digest a node pulls that, whatever
// the tag; without either it pulls latest.
func means(ref image.Reference, img *live.CachedImage) bool {
	switch {
	case ref.Digest != "":
		return img.Digest == ref.Digest
	case ref.Tag == "":
		return slices.Contains(img.Tags, "latest")
	}
	return slices.Contains(img.Tags, ref.Tag)
}

// compare says of every image whether the manifests use it. A reference in which a part of the
// repository is filled in later (a placeholder) may mean any image; one whose tag is, any of its
// repository.
func (k *reporter) compare() {
	if !k.report.Compared {
		return
	}
	byRepository, openTag, openRepository := map[string][]image.Reference{}, map[string]bool{}, false
	for _, ref := range k.references() {
		switch {
		case ref.Literal() != ref.Repository:
			openRepository = true
		case ref.HasPlaceholder():
			openTag[ref.Repository] = true
		}
		byRepository[ref.Repository] = append(byRepository[ref.Repository], ref)
	}
	for name, r := range k.repos {
		markUse(r, byRepository[name], openRepository || openTag[name])
	}
}

// markUse says of the images of a repository whether references mean them. open says that another
// reference may. An image that is a part of a used one, or about one, is used as well.
func markUse(r *repository, references []image.Reference, open bool) {
	byDigest, indexes := map[string]live.Use{}, false
	for i := range r.images {
		img := &r.images[i]
		switch {
		case slices.ContainsFunc(references, func(ref image.Reference) bool { return means(ref, img) }):
			img.Use = live.Used
		case open:
			img.Use = live.PerhapsUsed
		default:
			img.Use = live.Unused
		}
		byDigest[img.Digest] = img.Use
		indexes = indexes || img.Use == live.Used && img.Kind == live.Index
	}
	for i := range r.images {
		// AWS does not tell which index has a platform's image.
		if img := &r.images[i]; indexes && img.Use == live.Unused && img.IsPart() {
			img.Use = live.PerhapsUsed
			byDigest[img.Digest] = img.Use
		}
	}
	subjects := map[string]string{} // what each signature or the like is about, by their digests
	for i := range r.details {
		subjects[aws.ToString(r.details[i].ImageDigest)] = subjectOf(&r.details[i])
	}
	for i := range r.images {
		img := &r.images[i]
		if img.Kind != live.Referrer || img.Use != live.Unused {
			continue
		}
		// A signature may be of an SBOM, which is about an image. hops bounds a circle.
		for of, hops := subjects[img.Digest], 0; of != "" && hops < len(subjects); of, hops = subjects[of], hops+1 {
			if use := byDigest[of]; use == live.Used || use == live.PerhapsUsed {
				img.Use = use
				break
			}
		}
	}
}

// missing looks for every image of the manifests in the cache.
func (k *reporter) missing() {
	for _, ref := range k.references() {
		r := k.repos[ref.Repository]
		prefix, _ := k.prefixOf(ref.Repository)
		switch {
		case ref.HasPlaceholder():
			k.unseen[prefix]++
			k.report.Unknown = append(k.report.Unknown, live.UnknownStatus{About: short(ref), Message: "a part of it is filled in later; give the manifests as they are deployed: kustomize build . | ecrcache status -"})
		case r == nil || r.gone:
			k.lacks(ref, "no repository")
		case r.failed[imagesAction] != nil: // failedCalls has reported it
			k.unseen[prefix]++
		case slices.ContainsFunc(r.images, func(img live.CachedImage) bool { return means(ref, &img) }):
		case len(r.images) == 0:
			k.lacks(ref, "no image of this repository")
		default:
			k.lacks(ref, instead(ref, r))
		}
	}
}

// instead is what a repository has in the place of an image.
func instead(ref image.Reference, r *repository) string {
	for i := range r.images {
		if ref.Digest != "" && ref.Tag != "" && slices.Contains(r.images[i].Tags, ref.Tag) {
			return "the tag with another digest, " + r.images[i].Digest
		}
	}
	return fmt.Sprintf("other images: %d", len(r.images))
}

// lacks adds an image that is not in the cache; has is what is there instead.
func (k *reporter) lacks(ref image.Reference, has string) {
	prefix, _ := k.prefixOf(ref.Repository)
	k.report.Missing = append(k.report.Missing, live.MissingImage{Reference: short(ref), Upstream: k.upstream(prefix), Prefix: prefix, Has: has})
}

// short is a reference without the registry, which is the same in all.
func short(ref image.Reference) string {
	ref.Host = ""
	return strings.TrimPrefix(ref.String(), "/")
}

// upstream is the upstream of the rule with a prefix; the prefix where no rule has it.
func (k *reporter) upstream(prefix string) string {
	for _, r := range k.Rules {
		if r.Prefix == prefix {
			return r.Upstream
		}
	}
	return prefix
}
