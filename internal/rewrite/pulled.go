package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// isPulled reports whether a kubelet would still pull from the upstream that is named
// where a scalar stays. A check fails for it, whatever the reason.
func (l *leftovers) isPulled(o *object, s *fields.Spot, why reason) bool {
	if l.session.restore || s.Key {
		return false
	}
	o = o.around(s)
	switch why {
	case inPatch:
		return true
	case inOperation:
		return !strings.HasPrefix(s.Operation(), metadata)
	case inField, inRegistryName, inHubPart:
		return o.kind.Kind != ""
	case inSOPS:
		return l.isReference(s.Node.Value)
	case inText:
		return l.fields[s.Node] || saysImage(s.Where().Variable()) || holdsValues(o, s)
	}
	switch why.name {
	case inAnnotation.name:
		return saysImage(annotationName(s.Where().Annotation())) && l.isReference(s.Node.Value)
	case inArgs.name:
		return l.isReference(lastPart(s.Node.Value))
	case inConfigMap.name:
		return saysImage(s.Where().Key()) && l.isReference(s.Node.Value) || l.holdsObject(o, s)
	}
	return false
}

// saysImage reports whether a name says that an image stands there, as RELATED_IMAGE_WEB
// and sidecar-image do.
func saysImage(name string) bool { return strings.Contains(strings.ToLower(name), "image") }

// annotationName is the key of an annotation without its prefix, which is a domain.
func annotationName(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// holdsObject reports whether a text holds a Kubernetes object with an image of an
// upstream, such as the template of a pod that an operator makes.
func (l *leftovers) holdsObject(o *object, s *fields.Spot) bool {
	if !l.session.check || !mayBeDocument(s.Node) {
		return false
	}
	items, roots, ok := l.session.documentsOnce(s.Node.Value)
	if !ok {
		return false
	}
	inner, search, found := newEmbedded(l.session, o, s.Node, s.Path()), l.session.finder.NewSearch(), false
	search.Enters = mayChange
	for i, root := range roots {
		kind, isObject := fields.KindOf(root)
		if !isObject || !mayChange(kind) {
			continue
		}
		document := newObject(inner, &items[i], root, i)
		search.Find(kind, root, func(p *fields.Place) {
			d := l.session.decide(document, p, p.Texts().String())
			found = found || d.kind == changed && !document.isIgnored
		})
	}
	return found
}

// lastPart is a word of a command line without the option before its =.
func lastPart(word string) string {
	if option, value, found := strings.Cut(word, "="); found && strings.HasPrefix(option, "-") {
		return value
	}
	return word
}

// valuesGroups are the groups of objects that hold the values of a chart.
var valuesGroups = []string{"helm.toolkit.fluxcd.io", "argoproj.io", "helm.cattle.io", "fleet.cattle.io", "helm.crossplane.io"}

// holdsValues reports whether a spot is in the values of a chart.
func holdsValues(o *object, s *fields.Spot) bool {
	return slices.Contains(valuesGroups, o.kind.Group) && s.Under("values", "valuesObject", "valuesContent", "parameters", "set")
}

// patchKeys are those below which patches stand as text or lists of operations.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
// https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers
var patchKeys = []string{"patches", "patchesJson6902", "patchesStrategicMerge"}

// patchGroups are the groups of objects that hold such patches.
var patchGroups = []string{kustomizeGroup, fluxKustomizations, fluxHelm, "argoproj.io"}

// metadata begins the paths of operations on what no kubelet pulls.
const metadata = "/metadata/"

// isPatch reports whether a spot is in a patch of kustomize: one that stands as text in
// an object, or an operation of JSON 6902.
func isPatch(o *object, s *fields.Spot) bool {
	if path := s.Operation(); path != "" {
		return !strings.HasPrefix(path, metadata)
	}
	return slices.Contains(patchGroups, o.kind.Group) && s.Under(patchKeys...)
}
