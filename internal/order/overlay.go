package order

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An overlay is what an object of Flux or Argo CD adds to the kustomization of a
// directory before it is built.
type overlay struct {
	of         *document
	isFlux     bool
	dir        string
	components []string
	entries    []*entry
}

// overlaysOf are those of a document: one for a Flux Kustomization, and one for every
// source of an Argo CD Application or ApplicationSet.
func overlaysOf(t *tree, d *document) []*overlay {
	group, kind := d.kind()
	switch {
	case group == "kustomize.toolkit.fluxcd.io" && kind == "Kustomization":
		return fluxOverlay(t, d)
	case group == "argoproj.io" && kind == "Application":
		return argoOverlays(t, d, d.root.Get("spec"))
	case group == "argoproj.io" && kind == "ApplicationSet":
		return argoOverlays(t, d, d.root.At("spec", "template", "spec"))
	}
	return nil
}

// fluxOverlay: Flux writes spec.components and spec.images behind those of the
// kustomization at spec.path
// (https://fluxcd.io/flux/components/kustomize/kustomizations/).
func fluxOverlay(t *tree, d *document) []*overlay {
	spec := d.root.Get("spec")
	if spec == nil {
		return nil
	}
	dir, found := t.inRepository(d.file, spec.Text("path"))
	if !found {
		return nil
	}
	o := &overlay{of: d, isFlux: true, dir: dir, entries: entriesOf(d, spec.Get("images"))}
	o.addComponents(spec.Get("components"))
	return []*overlay{o}
}

// argoOverlays: Argo CD runs kustomize edit set image for each of kustomize.images, and
// adds kustomize.components
// (https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/).
func argoOverlays(t *tree, d *document, spec *yamlbytes.Node) []*overlay {
	if spec == nil {
		return nil
	}
	sources := []*yamlbytes.Node{spec.Get("source")}
	if list := spec.Get("sources"); list != nil {
		sources = append(sources, list.Items...)
	}
	var all []*overlay
	for _, source := range sources {
		if source == nil {
			continue
		}
		dir, found := t.inRepository(d.file, source.Text("path"))
		if !found {
			continue
		}
		o := &overlay{of: d, dir: dir}
		o.addComponents(source.At("kustomize", "components"))
		if list := source.At("kustomize", "images"); list != nil {
			for _, n := range list.Items {
				o.entries = append(o.entries, argoEntry(d, n))
			}
		}
		all = append(all, o)
	}
	return all
}

// argoEntry reads name=newName:tag@digest, or name:tag
// (https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.2/kustomize/commands/edit/set/setimage.go).
func argoEntry(d *document, n *yamlbytes.Node) *entry {
	name, value, renamed := strings.Cut(n.Value, "=")
	if !renamed {
		value = name
	}
	newName, version := value, ""
	if at := strings.IndexByte(newName, '@'); at >= 0 {
		newName, version = newName[:at], newName[at:]
	}
	if at := strings.LastIndexByte(newName, ':'); at > strings.LastIndexByte(newName, '/') {
		newName, version = newName[:at], newName[at:]+version
	}
	if !renamed {
		return &entry{at: d.at(n), name: newName, version: version}
	}
	return &entry{d.at(n), name, newName, version}
}

// merged tells of entries of spec.images that Flux merges into one of the same name.
// The newName of spec.images counts. Before v2.9.3 the entry was replaced, with its tag
// (https://github.com/fluxcd/pkg/pull/1266).
func (t *tree) merged(own []*entry, over *overlay) {
	for _, e := range over.entries {
		i := slices.IndexFunc(own, func(o *entry) bool { return o.name == e.name })
		if i < 0 || !over.isFlux || !e.caches(t.cache) {
			continue
		}
		o := own[i]
		where := fmt.Sprintf("%s:%d", o.at.file, o.at.line)
		if o.newName != "" && o.newName != e.newName {
			t.tell(e.at, true, e.name, "Flux takes this newName instead of "+o.newName+" in "+where+", so another image is deployed; take this entry out")
		} else if o.version != "" && e.version == "" {
			t.tell(e.at, false, e.name, "Flux before v2.9.3 (kustomize-controller v1.9.4) drops the tag or digest that "+where+" sets; list the transformers of ecrcache generate in that kustomization instead of this entry, or update Flux")
		}
	}
}

func (o *overlay) addComponents(list *yamlbytes.Node) {
	if list == nil {
		return
	}
	for _, n := range list.Items {
		o.components = append(o.components, path.Join(o.dir, n.Value))
	}
}

// mostLevels is how far above a file its repository may begin.
const mostLevels = 32

// inRepository is a directory of the repository that a file is in: below the directory
// that has .git, or else below the nearest one in which there is such a directory.
func (t *tree) inRepository(file, name string) (dir string, found bool) {
	nearest := ""
	for level, above := 0, path.Dir(file); level < mostLevels; level++ {
		at := path.Join(above, name)
		if t.files.IsDir(path.Join(above, ".git")) {
			return at, t.files.IsDir(at)
		}
		if nearest == "" && t.files.IsDir(at) {
			nearest = at
		}
		if above == "/" {
			break
		}
		above = path.Join(above, "..")
	}
	return nearest, nearest != ""
}
