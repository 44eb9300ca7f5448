package leftover

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
)

// isPulled reports whether a kubelet would still pull the image of a scalar from its upstream. A
// check fails for it, whatever the reason is.
func (l *Pass) isPulled(o *object.Object, s *fields.Spot, why reason.Reason) bool {
	if l.run.Rules.Restore || s.Key {
		return false
	}
	o = o.Around(s)
	switch why {
	case reason.Patch:
		return true
	case reason.PatchOperation:
		return !strings.HasPrefix(s.Operation(), metadata)
	case reason.UnknownField, reason.RegistryName, reason.HubWord:
		return o.Kind.Kind != ""
	case reason.SOPS:
		return l.isReference(s.Node.Value)
	case reason.Text:
		return l.malformed[s.Node] || saysImage(s.Where().Variable()) || holdsValues(o, s)
	}
	switch why.Name {
	case reason.Annotation.Name:
		return saysImage(annotationName(s.Where().Annotation())) && l.isReference(s.Node.Value)
	case reason.Argument.Name:
		return l.isReference(lastPart(s.Node.Value))
	case reason.ConfigMap.Name:
		return saysImage(s.Where().Key()) && l.isReference(s.Node.Value) || l.holdsObject(o, s)
	}
	return false
}

// saysImage reports whether a name says that its value is an image, as RELATED_IMAGE_WEB and
// sidecar-image do.
func saysImage(name string) bool { return strings.Contains(strings.ToLower(name), "image") }

// annotationName returns the key of an annotation without its prefix, which is a domain.
func annotationName(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// holdsObject reports whether a text holds a Kubernetes object with an image of an
// upstream, such as the template of a pod that an operator makes.
func (l *Pass) holdsObject(o *object.Object, s *fields.Spot) bool {
	if !l.run.Rules.Check || !object.MayBeDocument(s.Node) {
		return false
	}
	items, roots, ok := l.documentsOnce(s.Node.Value)
	if !ok {
		return false
	}
	inner, search, found := object.NewEmbedded(o, s.Node, s.Path()), l.run.Finder.NewSearch(), false
	search.Enters = object.MayChange
	for i, root := range roots {
		kind, isObject := fields.KindOf(root)
		if !isObject || !object.MayChange(kind) {
			continue
		}
		document := object.New(inner, &items[i], root, i)
		search.Find(kind, root, func(p *fields.Place) {
			d := l.run.Rules.Decide(document, p, p.Texts().String())
			found = found || d.Kind == decide.Changed && !document.IsIgnored
		})
	}
	return found
}

// lastPart returns a word of a command line without the option before its =.
func lastPart(word string) string {
	if option, value, found := strings.Cut(word, "="); found && strings.HasPrefix(option, "-") {
		return value
	}
	return word
}

// valuesGroups are the groups of objects that hold the values of a chart.
var valuesGroups = []string{"helm.toolkit.fluxcd.io", "argoproj.io", "helm.cattle.io", "fleet.cattle.io", "helm.crossplane.io"}

// holdsValues reports whether a scalar is in the values of a chart.
func holdsValues(o *object.Object, s *fields.Spot) bool {
	return slices.Contains(valuesGroups, o.Kind.Group) && s.Under("values", "valuesObject", "valuesContent", "parameters", "set")
}

// patchKeys are the keys of patches, which are texts or lists of operations.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
// https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers
var patchKeys = []string{"patches", "patchesJson6902", "patchesStrategicMerge"}

// patchGroups are the groups of objects that hold such patches.
var patchGroups = []string{object.KustomizeGroup, object.FluxKustomizeGroup, object.FluxHelmGroup, "argoproj.io"}

// metadata begins the paths of operations that change no image that a kubelet pulls.
const metadata = "/metadata/"

// isPatch reports whether a scalar is in a patch of kustomize: a text in an object, or an
// operation of JSON 6902.
func isPatch(o *object.Object, s *fields.Spot) bool {
	if path := s.Operation(); path != "" {
		return !strings.HasPrefix(path, metadata)
	}
	return slices.Contains(patchGroups, o.Kind.Group) && s.Under(patchKeys...)
}
