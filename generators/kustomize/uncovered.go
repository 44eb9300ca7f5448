package kustomize

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// What the transformers reach, from the image transformer of kustomize v5.8.1:
// the field image of every element of a list called containers or initContainers,
// at any depth of every kind but CustomResourceDefinition
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/filters/imagetag/legacy.go).
// The images of a kustomization become such fields when it is built.
var kustomizeReaches = []struct{ kinds, field func() *regexp.Regexp }{
	{
		sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^`) }),
		sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|\.)(containers|initContainers)\[\]\.image$`) }),
	},
	{
		sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(kustomize\.config\.k8s\.io/.*)? `) }),
		sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^images\[\]\.(newName|name)$`) }),
	},
}

// kustomizeMatches matches the images that kustomize accepts after a name: with a tag, and with a
// digest of one algorithm
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/internal/image/image.go).
var kustomizeMatches = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[^$@]*?(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`)
})

var listIndex = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[\d+\]`) })

// covered reports whether a transformer without field specs changes the image in a field.
func covered(p *plan.Place) bool {
	field := listIndex().ReplaceAllString(p.Field, "[]")
	for _, reach := range kustomizeReaches {
		if reach.kinds().MatchString(p.APIVersion+" "+p.Kind) && reach.field().MatchString(field) {
			return kustomizeMatches().MatchString(p.Reference)
		}
	}
	return false
}

// A remedy is what to do about uncovered fields of one sort. The first that fits a field counts.
type remedy struct {
	group     string // of the kind, empty for all
	unmatched bool   // only for values that kustomize does not match
	message   string
	// asked is the message where field specs are asked for; empty where that changes nothing.
	asked string
}

var remedies = []remedy{
	{group: "helm.toolkit.fluxcd.io", message: "kustomize does not look into a HelmRelease: move these in Git with ecrcache rewrite; spec.kustomize.helmReleases: true adds a post-renderer for what the chart brings along"},
	{group: "kustomize.toolkit.fluxcd.io", message: "kustomize does not look into a Flux Kustomization: its images and patches are covered where the kustomization at spec.path lists the transformers; what postBuild substitutes is not, so move it in Git with ecrcache rewrite"},
	{unmatched: true, message: "kustomize matches a tag of letters, digits and _ . { } - and a digest of sha256 only: write such a one, or render in CI with ecrcache rewrite and let Flux apply the artifact"},
	{
		message: "the transformers do not know these fields: spec.kustomize.fieldSpecs: true makes them know those that hold a reference and nothing else; or " + workarounds,
		asked:   "no field spec leads to these, which hold more or less than a reference, are elements of a list, or have a dot in a key: " + workarounds,
	},
}

// workarounds is what works for every field.
const workarounds = "set them with patches, move them in Git with ecrcache rewrite, or render in CI and let Flux apply the artifact"

// mostPlaces is how many places a warning names.
const mostPlaces = 5

// uncovered returns a warning for every remedy that is needed, with the fields that neither the
// transformers nor the field specs cover.
func uncovered(places []plan.Place, specs []FieldSpec, asked bool) []plan.Problem {
	left := make([][]string, len(remedies))
	for i := range places {
		p := &places[i]
		if !covered(p) && !coveredBy(p, specs) {
			n := remedyFor(p)
			left[n] = append(left[n], p.String())
		}
	}
	var ps plan.Problems
	for i, of := range left {
		message := remedies[i].message
		if asked && remedies[i].asked != "" {
			message = remedies[i].asked
		}
		if len(of) > 0 {
			ps.Warn(UncoveredField, section+".transformers", "", fmt.Sprintf("the transformers do not cover %s; %s", finding.Listed(of, mostPlaces), message))
		}
	}
	return ps
}

// remedyFor returns the index of the first remedy that is for the place.
func remedyFor(p *plan.Place) int {
	group, _, _ := strings.Cut(p.APIVersion, "/")
	return slices.IndexFunc(remedies, func(r remedy) bool {
		return (r.group == "" || r.group == group) && (!r.unmatched || !kustomizeMatches().MatchString(p.Reference))
	})
}
