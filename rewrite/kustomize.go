package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// kustomizeNames follows the names by which kustomize's images look for what they
// change: once a manifest beside them is rewritten in place, they no longer find
// it.
type kustomizeNames struct {
	entries []kustomizeEntry
	changed map[string]bool // names of references that were rewritten elsewhere
}

type kustomizeEntry struct {
	object *object
	path   string
	name   string
}

// note takes a place that was rewritten.
func (k *kustomizeNames) note(o *object, p *fields.Place, d decision) {
	if p.Row.Form == fields.KustomizeImage {
		k.entries = append(k.entries, kustomizeEntry{o, p.Path, p.Parent.Text("name")})
		return
	}
	ref, err := image.Parse(d.current)
	if err != nil {
		return
	}
	if k.changed == nil {
		k.changed = map[string]bool{}
	}
	k.changed[ref.Name()] = true
}

// report warns of entries whose name stands no more in what was rewritten.
func (k *kustomizeNames) report(report *Report) {
	for _, e := range k.entries {
		if !k.changed[e.name] {
			continue
		}
		report.add(e.object, Finding{
			Severity: Warning, Code: KustomizeName, Field: Field{Path: e.path, Current: e.name},
			Message: fmt.Sprintf("kustomize looks for the image name %s, which was rewritten in another manifest of this run; "+
				"give the entry the new name as its name too, or rewrite when manifests are rendered", e.name),
		})
	}
}
