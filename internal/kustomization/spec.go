package kustomization

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A spec is a field in which kustomize looks for images, of configurations or of a
// transformer.
type spec struct{ fields.Row }

func (s spec) key() string { return s.Group + "/" + s.Version + "/" + s.Kind + ":" + s.Path }

// everywhere is the key of the places that kustomize sees in every kind, whatever is
// configured: image in the entries of containers and initContainers. configured is that
// of its own field specs, which a transformer in a file does not have.
const (
	everywhere = "everywhere"
	configured = "configured"
)

// visible are the rows of both
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/filters/imagetag/legacy.go,
// https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/konfig/builtinpluginconsts/images.go).
var visible = []fields.Row{
	{Path: "**/containers[]/image"},
	{Path: "**/initContainers[]/image"},
	{Path: "spec/containers[]/image", User: true},
	{Path: "spec/initContainers[]/image", User: true},
	{Path: "spec/template/spec/containers[]/image", User: true},
	{Path: "spec/template/spec/initContainers[]/image", User: true},
	{Path: "spec/volumes[]/image/reference", User: true},
	{Path: "spec/template/spec/volumes[]/image/reference", User: true},
	{Path: "spec/jobTemplate/spec/template/spec/volumes[]/image/reference", User: true},
}

// readSpecs reads a list of field specs.
func readSpecs(list *yamlbytes.Node) []spec {
	if list == nil {
		return nil
	}
	var all []spec
	for _, n := range list.Items {
		s := spec{fields.Row{Group: n.Text("group"), Version: n.Text("version"), Kind: n.Text("kind"), Path: n.Text("path"), User: true}}
		if s.Path != "" && fields.CheckPath(s.Path) == nil {
			all = append(all, s)
		}
	}
	return all
}

// finder finds the places of all specs of the tree.
type finder struct {
	search *fields.Search
	rows   []fields.Row
	keys   map[*fields.Row]string
}

func newFinder(specs map[string]spec, order []string) *finder {
	f := &finder{keys: map[*fields.Row]string{}}
	f.rows = append(f.rows, visible...)
	for _, key := range order {
		f.rows = append(f.rows, specs[key].Row)
	}
	for i := range f.rows {
		switch row := &f.rows[i]; {
		case i < 2:
			f.keys[row] = everywhere
		case i < len(visible):
			f.keys[row] = configured
		default:
			f.keys[row] = order[i-len(visible)]
		}
	}
	found, err := fields.NewFinder(f.rows)
	if err != nil { // the paths were checked
		panic(err)
	}
	f.search = found.NewSearch()
	return f
}
