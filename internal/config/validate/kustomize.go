package validate

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// acceptedImages says in messages what spec.kustomize.images accepts.
const acceptedImages = "an image's repository with its host and without a tag, such as ghcr.io/amerintlxperts/my-app"

// validateKustomize refuses names by which kustomize's images would find nothing, and those
// that no upstream caches.
func validateKustomize(k *v1alpha1.Kustomize, c *v1alpha1.PullThroughCache, p *problems.Collector) {
	if k == nil {
		return
	}
	checkImages("spec.kustomize.images", k.Images, c, p)
	for i := range k.Releases {
		at := problems.Element("spec.kustomize.releases", i)
		checkImages(at+".images", k.Releases[i].Images, c, p)
		if !k.HelmReleases {
			p.Add(at, finding.Finding{Message: "without helmReleases nothing is added to HelmReleases", Hint: "write helmReleases: true beside it, or remove it"})
		}
	}
}

// checkImages refuses names of one list.
func checkImages(at string, names []string, c *v1alpha1.PullThroughCache, p *problems.Collector) {
	first := firstOf(names)
	for i, name := range names {
		e := finding.Finding{Found: finding.Quote(name), Accepted: acceptedImages}
		e.Message, e.Hint = misnamedImage(name)
		if j := first[name]; e.Message == "" && j < i {
			e.Message, e.Hint = problems.Element("images", j)+" is the same", "keep one of the two"
		}
		if e.Message == "" && !p.CoversPart("spec.upstreams") {
			e.Message, e.Hint = uncachedImage(c, name)
		}
		if e.Message != "" {
			p.Add(problems.Element(at, i), e)
		}
	}
}

// misnamedImage says why a text does not name an image's repository, and what to write.
func misnamedImage(name string) (reason, hint string) {
	if strings.ContainsAny(name, "*?") {
		return "kustomize's images know no globs", "list every repository, or give the manifests, whose images are found"
	}
	if strings.Contains(name, "$") {
		return "kustomize takes the name for a regular expression, in which $ is the end", "write it without a placeholder"
	}
	var bad *image.ParseError
	ref, err := image.Parse(name)
	switch {
	case errors.As(err, &bad):
		return bad.Reason, ""
	case ref.HasPlaceholder():
		return "kustomize takes the name for a regular expression, and it is no repository with a placeholder", "write it without one"
	case ref.Tag != "" || ref.Digest != "":
		return "kustomize keeps the tags and digests of the manifests", "write " + ref.Name()
	}
	return "", ""
}

// uncachedImage says why an image's repository does not go through the cache.
func uncachedImage(c *v1alpha1.PullThroughCache, name string) (reason, hint string) {
	ref, err := image.Parse(name)
	if err != nil {
		return "", ""
	}
	cache := c.Cache()
	class := cache.Classify(ref)
	switch {
	case class.Status == image.Cached:
		back, _ := cache.Restore(ref)
		return "it is the name in the cache, and kustomize looks for the one upstream", "write " + back.Name()
	case class.Status != image.FromUpstream:
		return "it is of none of the upstreams", "add its registry to spec.upstreams, or remove it"
	case !c.Covers(*class.Upstream, ref.Repository):
		return "include and exclude of the upstream " + class.Upstream.Registry + " leave it out", "change them, or remove it"
	}
	if _, err := cache.Rewrite(ref); err != nil {
		return err.Error(), "remove it"
	}
	return "", ""
}
