package inventory

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
)

// Pass is the pass that lists every image reference.
type Pass struct {
	pass.None
	rules  *decide.Rules
	images *[]Image
}

// NewPass returns the pass that appends to images.
func NewPass(r *decide.Rules, images *[]Image) *Pass { return &Pass{rules: r, images: images} }

// add appends an image.
func (i *Pass) add(img Image) {
	*i.images = append(*i.images, img.bounded())
}

// Image lists the reference in an image field. The word by which Istio is asked for its proxy is
// none.
func (i *Pass) Image(at *object.Occurrence, d *decide.Decision) {
	o, p := at.Object, at.Place
	if d.Current == decide.IstioAuto || (p.Row.Guess || decide.IsPart(p)) && d.Classification.Status == image.Foreign {
		return
	}
	img := Describe(i.rules, d)
	img.Resource, img.File, img.Line = o.Resource, o.File, o.Line(p.Name)
	img.Field, img.Container = at.Path(), p.Container()
	switch d.Kind {
	case decide.Changed:
		img.PullWarnings = d.PullWarnings
	case decide.Cached:
		img.PullWarnings = decide.PullWarningsOf(p, d.Original)
	}
	if (d.Kind == decide.Changed || d.Kind == decide.Cached) && o.IsOCISource(p) {
		img.PullWarnings = append(slices.Clone(img.PullWarnings), outcome.OCISource)
	}
	img.Alone = o.Text.Outer == nil && p.IsAlone()
	i.add(img)
}

// Left lists a scalar that is one reference of an upstream and is not changed, with the
// reason. It ignores any other scalar, and what the configuration excludes.
func (i *Pass) Left(o *object.Object, s *fields.Spot, why reason.Reason, message string) {
	if why == reason.Excluded || s.Key {
		return
	}
	text := strings.TrimRight(strings.TrimPrefix(s.Node.Value, "oci://"), "\n/")
	ref, err := image.Parse(text)
	if err != nil || ref.Host == "" || i.rules.Cache.Classify(ref).Status != i.rules.Target {
		return
	}
	img := Image{Reference: text, Status: StatusLeft, Reason: message}
	img.name(i.rules, ref)
	img.Resource, img.File, img.Line, img.Field = o.Resource, o.File, o.Line(s.Node), o.Prefix+s.Path()
	i.add(img)
}
