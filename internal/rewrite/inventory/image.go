package inventory

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// A Status says how a reference stands to the cache. The texts are stable: verbs print them.
type Status string

// The statuses.
const (
	// StatusCovered: of an upstream; a run changes it to the cache.
	StatusCovered Status = "covered"
	// StatusCached: goes through the cache.
	StatusCached Status = "cached"
	// StatusExcluded: of an upstream, but the configuration excludes it.
	StatusExcluded Status = "excluded"
	// StatusLeft: of an upstream, but not changed where it is.
	StatusLeft Status = "left"
	// StatusNoRule: of a registry, or a part of one, for which no upstream is configured.
	StatusNoRule Status = "no-rule"
	// StatusOtherECR: of the ECR registry of another account or Region, or of the cache's own
	// under the prefix of no upstream.
	StatusOtherECR Status = "other-ecr"
	// StatusMalformed: an image field that holds no reference.
	StatusMalformed Status = "malformed"
	// StatusRefused: ECR would refuse the name of its repository in the cache.
	StatusRefused Status = "refused"
)

// An Image is a reference with the field that holds it, and what it is to the cache.
type Image struct {
	Reference string
	Status    Status
	// Reason says why the status is not StatusCovered; empty when it is.
	Reason string
	// Upstream is the registry of its upstream, Prefix the prefix of that one's cache rule.
	Upstream, Prefix string
	// UpstreamReference and CacheReference are its names at the upstream and in the cache;
	// empty where it has none.
	UpstreamReference, CacheReference string
	Tag, Digest                       string
	Resource                          finding.Resource
	File                              finding.File
	Line                              int
	Field, Container                  string
	// PullWarnings are the codes of what the user should know of its pulls through the cache:
	// outcome.DigestPull, MovingTag, OCISource.
	PullWarnings []finding.Code
	// Alone says that the field holds the reference, or its repository with the host,
	// and nothing else.
	Alone bool
}

// bounded returns the image with its texts cut as those of findings are.
func (img Image) bounded() Image {
	r := &img.Resource
	for _, text := range []*string{
		&img.Reason, &img.Field, &img.Container, &img.File.Path, &r.APIVersion, &r.Kind, &r.Namespace, &r.Name,
	} {
		*text = outcome.BoundedText(*text)
	}
	return img
}

// Describe returns the image that a decision is about, without the field that holds it.
func Describe(r *decide.Rules, d *decide.Decision) Image {
	img := Image{Reference: d.Current}
	if d.Original == (image.Reference{}) {
		img.Status, img.Reason, img.Reference = StatusMalformed, "not an image reference", r.Hosts.Excerpt(d.Current)
		if _, err := image.Parse(d.Current); err != nil {
			img.Reason += ": " + decide.ParseReason(err)
		}
		return img
	}
	img.name(r, d.Original)
	switch {
	case d.Leaves():
		img.Status, img.Reason = StatusLeft, d.Message()
	case d.Kind == decide.Changed:
		img.Status, img.CacheReference = StatusCovered, d.Proposed
		if d.Variable != "" {
			img.CacheReference = d.Reference.String() // the default value, without its placeholder
		}
	case d.Kind == decide.Cached:
		img.Status = StatusCached
	case d.Kind == decide.Excluded:
		img.Status, img.Reason, img.CacheReference = StatusExcluded, "the configuration excludes it", ""
	case d.Left:
		img.Status, img.Reason, img.CacheReference = StatusLeft, d.Message(), ""
	case d.Classification.Status == image.FromUpstream:
		img.Status, img.Reason, img.CacheReference = StatusRefused, d.Message(), ""
	case d.Classification.Status == image.OwnRegistry:
		img.Status, img.Reason = StatusOtherECR, "the cache's own registry, but under the prefix of no upstream"
	case d.Classification.Status == image.OtherECR:
		img.Status, img.Reason = StatusOtherECR, d.Message()
	default:
		img.Status, img.Reason = StatusNoRule, noRule(r, d)
	}
	return img
}

// name fills in what follows from the reference alone: its tag and digest, its upstream, and its
// names there and in the cache.
func (img *Image) name(r *decide.Rules, ref image.Reference) {
	img.Tag, img.Digest = ref.Tag, ref.Digest
	class := r.Cache.Classify(ref)
	if class.Upstream == nil {
		return
	}
	img.Upstream, img.Prefix = class.Upstream.Registry, class.Upstream.Prefix
	if back, ok := r.Cache.Restore(ref); ok {
		img.UpstreamReference, img.CacheReference = back.String(), ref.String()
		return
	}
	img.UpstreamReference = ref.String()
	if moved, err := r.Cache.Rewrite(ref); err == nil {
		img.CacheReference = moved.String()
	}
}

// noRule returns why a reference is of no upstream.
func noRule(r *decide.Rules, d *decide.Decision) string {
	if d.Doubt != "" {
		return d.Doubt
	}
	if d.Classification.Reason != "" {
		return d.Classification.Reason
	}
	host := d.Original.Host
	if host == "" {
		host = "docker.io"
	}
	if reason, known := image.Uncacheable(host); known {
		return reason
	}
	if parts := r.Cache.Parts(host); len(parts) > 0 {
		return "of " + host + " the configuration covers only " + finding.Listed(parts, 5)
	}
	return fmt.Sprintf("no upstream is configured for %s", host)
}
