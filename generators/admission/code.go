package admission

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The codes of admission policies.
const (
	// FilesOnly: an option is about places that a policy of Pods' images does not change.
	FilesOnly plan.Code = "admission-files-only"
	// Namespaces: namespaces are not left alone that had better be.
	Namespaces plan.Code = "admission-namespaces"
)

// warnings says what will surprise.
func (w *writer) warnings() {
	if !w.admission.WantsMutate() {
		return
	}
	var files []string
	for _, option := range []struct {
		name string
		on   bool
	}{
		{"args", w.spec.Rewrite.Args},
		{"embedded", w.spec.Rewrite.Embedded},
		{"anyField", w.spec.Rewrite.AnyField},
		{"pullSecrets", w.spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove},
	} {
		if option.on {
			files = append(files, "spec.rewrite."+option.name)
		}
	}
	if len(files) > 0 {
		w.Warn(FilesOnly, files[0], "", "the policy changes the images of Pods and nothing else; "+strings.Join(files, ", ")+" is done in files alone")
	}
	var missing []string
	for _, name := range v1alpha1.ExcludedNamespaces() {
		if !slices.Contains(w.admission.ExcludeNamespaces, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		w.Warn(Namespaces, section+".excludeNamespaces", "", "the policy acts in "+strings.Join(missing, ", ")+" as well, where the cluster's own Pods run, or those that make the cache; if the cache fails, they do not start; list them, too, unless no such Pod is there")
	}
}
