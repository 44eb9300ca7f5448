package build

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// The keys of the specs that kustomize has itself. everywhere is of the fields that it sees in
// objects of every kind: image in the entries of containers and initContainers. configured is of
// its default field specs, which an ImageTagTransformer in a file does not have.
const (
	everywhere = "everywhere"
	configured = "configured"
)

// visible are the rows of both, the first everywhereRows of them those of everywhere
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

// everywhereRows is how many of visible are those of everywhere.
const everywhereRows = 2

// A specFinder finds the fields of all specs of a tree.
type specFinder struct {
	search *fields.Search
	rows   []fields.Row
	keys   map[*fields.Row]string // of the specs, by their rows
}

// newFinder makes a finder of the visible rows and of specs, which are given by their keys; order
// has the keys in the order of the rows.
func newFinder(specs map[string]tree.FieldSpec, order []string) *specFinder {
	f := &specFinder{keys: map[*fields.Row]string{}}
	f.rows = append(f.rows, visible...)
	for _, key := range order {
		f.rows = append(f.rows, specs[key].Row)
	}
	for i := range f.rows {
		switch row := &f.rows[i]; {
		case i < everywhereRows:
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

// findSpecs collects the field specs of all kustomizations and transformers.
func (session *Session) findSpecs() {
	known, order := map[string]tree.FieldSpec{}, []string{}
	add := func(specs []tree.FieldSpec) {
		for _, s := range specs {
			if _, there := known[s.Key()]; !there {
				known[s.Key()] = s
				order = append(order, s.Key())
			}
		}
	}
	for _, k := range session.Order {
		add(k.Specs)
		for _, tr := range k.Transformers {
			add(tr.Specs)
		}
	}
	session.find = newFinder(known, order)
}
