package rewrite

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes"

// An itemState is what a run knows of the item in work. Where anchors reach from item
// to item, and in strings of an item, it goes on.
type itemState struct {
	// values holds the new text of every scalar that changed: one that stands in
	// several places by an alias changes once.
	values map[*yamlbytes.Node]string
	// told and excluded hold the scalars of places that were reported already, and
	// of those that the configuration leaves out.
	told, excluded map[*yamlbytes.Node]bool
	// matched holds the names by which kustomize's images find what they change.
	matched map[*yamlbytes.Node]bool
	visited map[visit]bool
	// looked is the object whose scalars were looked at last for what is left behind,
	// inScalars how many upstreams' names stand in them.
	looked    *yamlbytes.Node
	inScalars int
}

// A visit is a scalar in the map or list it was met in: two rows may lead to the same
// place, and an alias to one scalar in two places.
type visit struct {
	node  *yamlbytes.Node
	place int
}

func newItemState() itemState {
	return itemState{
		values:   map[*yamlbytes.Node]string{},
		told:     map[*yamlbytes.Node]bool{},
		excluded: map[*yamlbytes.Node]bool{},
		matched:  map[*yamlbytes.Node]bool{},
		visited:  map[visit]bool{},
	}
}

// begin forgets the item before.
func (s *itemState) begin() {
	clear(s.values)
	clear(s.told)
	clear(s.excluded)
	clear(s.matched)
	clear(s.visited)
	s.looked = nil
}
