package compare

import (
	"slices"
	"strings"
)

// containerLists are the lists of a pod spec whose elements run an image.
var containerLists = [...]string{"containers", "initContainers", "ephemeralContainers"}

// isContainer reports whether a path is that of an element of such a list.
func isContainer(at []string) bool {
	return len(at) >= 2 && strings.HasPrefix(at[len(at)-1], "[") && slices.Contains(containerLists[:], at[len(at)-2])
}

// isImage reports whether a path is the image of a container.
func isImage(at []string) bool {
	return len(at) >= 3 && at[len(at)-1] == "image" && isContainer(at[:len(at)-1])
}

// pathOf returns a path as it is written: spec.containers[0].image.
func pathOf(at []string) string {
	var b strings.Builder
	for _, part := range at {
		if b.Len() > 0 && !strings.HasPrefix(part, "[") {
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	return b.String()
}

// builderSettings are the fields of objects of Flux and Argo CD that say how something else is
// built. That is built as a target of its own, so these fields are not compared.
var builderSettings = []struct {
	kind string
	path []string
}{
	{"Kustomization", []string{"spec", "images"}},
	{"Kustomization", []string{"spec", "patches"}},
	{"Kustomization", []string{"spec", "patchesStrategicMerge"}},
	{"Kustomization", []string{"spec", "patchesJson6902"}},
	{"Kustomization", []string{"spec", "postBuild"}},
	{"HelmRelease", []string{"spec", "postRenderers"}},
	{"Application", []string{"spec", "source", "kustomize"}},
	{"ApplicationSet", []string{"spec", "template", "spec", "source", "kustomize"}},
}

// isBuilderSetting reports whether a path of the object is one of builderSettings, also in the
// sources of an Application.
func (w *walk) isBuilderSetting(at []string) bool {
	for _, e := range builderSettings {
		if w.object.kind == e.kind && slices.Equal(at, e.path) {
			return true
		}
	}
	return w.object.kind == "Application" && len(at) == 4 && at[1] == "sources" && at[3] == "kustomize"
}
