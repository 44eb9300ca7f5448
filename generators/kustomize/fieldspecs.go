package kustomize

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// CoverWith returns the field specs that the transformers need to cover the places, and warnings of the
// places that stay uncovered. asked is spec.kustomize.fieldSpecs: without it there are field specs
// for image volumes alone.
func CoverWith(places []plan.Place, asked bool) ([]FieldSpec, []plan.Problem) {
	specs := fieldSpecs(places, asked)
	return specs, uncovered(places, specs, asked)
}

// A FieldSpec names another field for kustomize's image transformer
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/types/fieldspec.go).
type FieldSpec struct{ Group, Kind, Path string }

// fieldSpecs returns, sorted, field specs for the fields that a transformer does not know by
// itself: for image volumes, and if asked for all others. kustomize refuses a build in which a
// field spec leads to anything but a string. Therefore each is for the kind that has the field,
// and there is none for a field that is a map or a list in another object of that kind.
func fieldSpecs(places []plan.Place, asked bool) []FieldSpec {
	var specs []FieldSpec
	all := map[FieldSpec]bool{}
	for i := range places {
		p := &places[i]
		spec := fieldSpec(p)
		all[spec] = true
		if canHaveSpec(p) && !covered(p) && (asked || imageVolume().MatchString(spec.Path)) {
			specs = append(specs, spec)
		}
	}
	slices.SortFunc(specs, func(a, b FieldSpec) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Path, b.Path))
	})
	return slices.DeleteFunc(slices.Compact(specs), func(s FieldSpec) bool {
		for other := range all {
			if other.isBelow(s) {
				return true
			}
		}
		return false
	})
}

// imageVolume is an image volume of a pod or its template, for which kustomize's own images have
// a field spec, and transformers none
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/konfig/builtinpluginconsts/images.go).
var imageVolume = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^spec(/template/spec|/jobTemplate/spec/template/spec)?/volumes\[\]/image/reference$`)
})

// canHaveSpec reports whether kustomize can change the field with a field spec: the field is only
// a reference, because all of it changes, and not an element of a list, and this build has it,
// unlike fields that Flux builds by itself.
func canHaveSpec(p *plan.Place) bool {
	group, _, _ := strings.Cut(p.APIVersion, "/")
	return p.Alone && p.Kind != "" && !strings.HasSuffix(group, ".toolkit.fluxcd.io") && kustomizeMatches().MatchString(p.Reference) &&
		!strings.Contains(p.Field, `["`) && !strings.HasSuffix(p.Field, "]")
}

// isBelow reports whether the field is part of another one of its kind.
func (s FieldSpec) isBelow(other FieldSpec) bool {
	rest, found := strings.CutPrefix(s.Path, other.Path)
	return s.Group == other.Group && s.Kind == other.Kind && found && (strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "[]"))
}

// fieldSpec returns the field spec of a field, for all objects of its kind.
func fieldSpec(p *plan.Place) FieldSpec {
	group, _, found := strings.Cut(p.APIVersion, "/")
	if !found {
		group = ""
	}
	path := strings.ReplaceAll(listIndex().ReplaceAllString(p.Field, "[]"), ".", "/")
	return FieldSpec{group, p.Kind, path}
}

// coveredBy reports whether one of the field specs leads to the field, and kustomize matches its
// value.
func coveredBy(p *plan.Place, specs []FieldSpec) bool {
	return p.Alone && kustomizeMatches().MatchString(p.Reference) && slices.Contains(specs, fieldSpec(p))
}
