package rewrite

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Status is what a reference is to the cache. The texts are stable.
type Status string

// The statuses.
const (
	// StatusCovered: of an upstream; Rewrite moves it to the cache.
	StatusCovered Status = "covered"
	// StatusCached: goes through the cache.
	StatusCached Status = "cached"
	// StatusExcluded: left by the configuration.
	StatusExcluded Status = "excluded"
	// StatusLeft: of an upstream, in a place that is not rewritten.
	StatusLeft Status = "left"
	// StatusNoRule: of a registry for which no upstream is configured.
	StatusNoRule Status = "no-rule"
	// StatusOtherECR: of the ECR registry of another account or Region, or of ours
	// under no known prefix.
	StatusOtherECR Status = "other-ecr"
	// StatusMalformed: an image field that holds no reference.
	StatusMalformed Status = "malformed"
	// StatusRefused: ECR would refuse the repository it would have.
	StatusRefused Status = "refused"
)

// An Image is a reference where it stands, and what it is to the cache.
type Image struct {
	Reference string
	Status    Status
	// Reason says why it is not covered, in words; empty when it is.
	Reason string
	// Upstream is the configured registry it is of, Prefix its cache rule's.
	Upstream, Prefix string
	// UpstreamReference and CacheReference are its names on both sides, empty where
	// it has none.
	UpstreamReference, CacheReference string
	Tag, Digest                       string
	Resource                          finding.Resource
	File                              finding.File
	Line                              int
	Field, Container                  string
	// Surprises are what may surprise at its pull through the cache: DigestPull,
	// MovingTag, OCISource. Advice tells what to know of each.
	Surprises []finding.Code
	// Alone says that the field holds the reference, or its repository with the host,
	// and nothing else.
	Alone bool
}

// Inventory lists every image reference in the sources, with what Rewrite would
// make of it. The outcomes have no edits.
func (r *Rewriter) Inventory(sources []Source) ([]Image, []Outcome) {
	all := *r
	all.readAll, all.rules.check = true, true
	all.inventory = &[]Image{}
	outcomes, _ := all.Sources(sources)
	return *all.inventory, outcomes
}

// inventory is the pass that lists images.
type inventory struct {
	noPass
	rules  *rules
	images *[]Image
}

// newInventory returns the pass that appends to images.
func newInventory(r *rules, images *[]Image) *inventory { return &inventory{rules: r, images: images} }

func (i *inventory) add(img Image) {
	*i.images = append(*i.images, img.bounded())
}

// image lists the reference in an image field.
func (i *inventory) image(at *occurrence, d *decision) {
	o, p := at.object, at.place
	if (p.Row.Guess || isPart(p)) && d.verdict.Kind == image.Foreign {
		return
	}
	img := describe(i.rules, d)
	img.Resource, img.File, img.Line = o.at, o.file, o.line(p.Name)
	img.Field, img.Container = at.path(), p.Container()
	switch d.kind {
	case changed:
		img.Surprises = d.pullWarnings
	case cached:
		img.Surprises = pullWarningsOf(p, d.original)
	}
	if (d.kind == changed || d.kind == cached) && o.isOCISource(p) {
		img.Surprises = append(slices.Clone(img.Surprises), OCISource)
	}
	img.Alone = o.text.outer == nil && p.IsAlone()
	i.add(img)
}

// left lists a whole reference of an upstream that stays where it stands.
func (i *inventory) left(o *object, s *fields.Spot, why reason, message string) {
	if why == excludedByConfig || s.Key {
		return
	}
	text := strings.TrimRight(strings.TrimPrefix(s.Node.Value, "oci://"), "\n/")
	ref, err := image.Parse(text)
	if err != nil || ref.Host == "" || i.rules.cache.Classify(ref).Kind != i.rules.target {
		return
	}
	img := Image{Reference: text, Status: StatusLeft, Reason: message}
	img.name(i.rules, ref)
	img.Resource, img.File, img.Line, img.Field = o.at, o.file, o.line(s.Node), o.prefix+s.Path()
	i.add(img)
}

// bounded is the image with texts of its place that are as short as those of findings.
func (img Image) bounded() Image {
	r := &img.Resource
	for _, text := range []*string{
		&img.Reason, &img.Field, &img.Container, &img.File.Path, &r.APIVersion, &r.Kind, &r.Namespace, &r.Name,
	} {
		*text = boundedText(*text)
	}
	return img
}

// describe returns what a decision makes of its reference, without the place.
func describe(r *rules, d *decision) Image {
	img := Image{Reference: d.current}
	if d.original == (image.Reference{}) {
		img.Status, img.Reason, img.Reference = StatusMalformed, "not an image reference", r.hosts.excerpt(d.current)
		if _, err := image.Parse(d.current); err != nil {
			img.Reason += ": " + parseReason(err)
		}
		return img
	}
	img.name(r, d.original)
	switch {
	case d.leaves():
		img.Status, img.Reason = StatusLeft, d.message()
	case d.kind == changed:
		img.Status, img.CacheReference = StatusCovered, d.proposed
		if d.variable != "" {
			img.CacheReference = d.reference.String() // of the default, without its placeholder
		}
	case d.kind == cached:
		img.Status = StatusCached
	case d.kind == excluded:
		img.Status, img.Reason, img.CacheReference = StatusExcluded, "the configuration excludes it", ""
	case d.left:
		img.Status, img.Reason, img.CacheReference = StatusLeft, d.message(), ""
	case d.verdict.Kind == image.FromUpstream:
		img.Status, img.Reason, img.CacheReference = StatusRefused, d.message(), ""
	case d.verdict.Kind == image.OwnRegistry:
		img.Status, img.Reason = StatusOtherECR, "the cache's own registry, but under the prefix of no upstream"
	case d.verdict.Kind == image.OtherECR:
		img.Status, img.Reason = StatusOtherECR, d.message()
	default:
		img.Status, img.Reason = StatusNoRule, noRule(d)
	}
	return img
}

// name fills in the parts of a reference, and its names on both sides.
func (img *Image) name(r *rules, ref image.Reference) {
	img.Tag, img.Digest = ref.Tag, ref.Digest
	verdict := r.cache.Classify(ref)
	if verdict.Upstream == nil {
		return
	}
	img.Upstream, img.Prefix = verdict.Upstream.Registry, verdict.Upstream.Prefix
	if back, ok := r.cache.Restore(ref); ok {
		img.UpstreamReference, img.CacheReference = back.String(), ref.String()
		return
	}
	img.UpstreamReference = ref.String()
	if moved, err := r.cache.Rewrite(ref); err == nil {
		img.CacheReference = moved.String()
	}
}

// message is what a decision says of its reference.
func (d *decision) message() string {
	for _, f := range d.findings {
		return f.Message
	}
	return ""
}

// parseReason says why a text is no reference, without the text.
func parseReason(err error) string {
	var bad *image.ParseError
	if errors.As(err, &bad) {
		return bad.Reason
	}
	return "it is none"
}

// noRule says why a reference is of no upstream.
func noRule(d *decision) string {
	if d.doubt != "" {
		return d.doubt
	}
	if d.verdict.Reason != "" {
		return d.verdict.Reason
	}
	host := d.original.Host
	if host == "" {
		host = "docker.io"
	}
	if reason, known := image.Uncacheable(host); known {
		return reason
	}
	return fmt.Sprintf("no upstream is configured for %s", host)
}
