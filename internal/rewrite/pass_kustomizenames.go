package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// kustomizeNames is the pass that follows the names by which kustomize's images look for
// what they change: once a manifest beside them is rewritten in place, they no longer
// find it.
type kustomizeNames struct {
	noPass
	report  *Report
	entries []kustomizeEntry
	changed map[image.Reference]bool // names of references that were rewritten elsewhere
}

type kustomizeEntry struct {
	object *object
	path   string
	name   string
}

// image takes a reference that was rewritten. The texts are copied, because the trees of
// a stream are not kept.
func (k *kustomizeNames) image(at *occurrence, d *decision) {
	switch {
	case d.kind != changed:
	case at.place.Row.Form == fields.KustomizeImage:
		k.entries = append(k.entries, kustomizeEntry{at.object.named(), at.path(), strings.Clone(at.place.Parent.Text("name"))})
	default:
		name := image.Reference{Host: d.original.Host, Repository: d.original.Repository}
		if k.changed == nil {
			k.changed = map[image.Reference]bool{}
		}
		if !k.changed[name] {
			k.changed[name.Clone()] = true
		}
	}
}

// finish warns of entries whose name stands no more in what was rewritten.
func (k *kustomizeNames) finish() {
	for _, e := range k.entries {
		ref, err := image.Parse(e.name)
		if err != nil || !k.changed[ref] {
			continue
		}
		k.report.add(e.object, Finding{
			Severity: Warning, Code: KustomizeName, Field: Field{Path: e.path, Current: e.name},
			Message: fmt.Sprintf("kustomize looks for the image name %s, which was rewritten in another manifest of this run; "+
				"give the entry the new name as its name too, or rewrite when manifests are rendered", e.name),
		})
	}
}
