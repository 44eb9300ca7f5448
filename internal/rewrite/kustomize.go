package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// kustomizeNames follows the names by which kustomize's images look for what they
// change: once a manifest beside them is rewritten in place, they no longer find
// it.
type kustomizeNames struct {
	entries []kustomizeEntry
	changed map[image.Reference]bool // names of references that were rewritten elsewhere
}

type kustomizeEntry struct {
	object *object
	path   string
	name   string
}

// note takes a place that was rewritten.
func (k *kustomizeNames) note(s *site, d *decision) {
	if s.place.Row.Form == fields.KustomizeImage {
		file := File{strings.Clone(s.object.file.Path), s.object.file.Index}
		o := &object{at: s.object.at.clone(), file: file}
		k.entries = append(k.entries, kustomizeEntry{o, s.path(), strings.Clone(s.place.Parent.Text("name"))})
		return
	}
	if d.noted {
		return
	}
	name := image.Reference{Host: d.original.Host, Repository: d.original.Repository}
	if k.changed[name] {
		return
	}
	if k.changed == nil {
		k.changed = map[image.Reference]bool{}
	}
	k.changed[name.Clone()] = true
}

// report warns of entries whose name stands no more in what was rewritten.
func (k *kustomizeNames) report(report *Report) {
	for _, e := range k.entries {
		ref, err := image.Parse(e.name)
		if err != nil || !k.changed[ref] {
			continue
		}
		report.add(e.object, Finding{
			Severity: Warning, Code: KustomizeName, Field: Field{Path: e.path, Current: e.name},
			Message: fmt.Sprintf("kustomize looks for the image name %s, which was rewritten in another manifest of this run; "+
				"give the entry the new name as its name too, or rewrite when manifests are rendered", e.name),
		})
	}
}
