package flux

import (
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Setter is a setter comment of Flux after a value.
type Setter struct {
	File  string
	Line  int // 0 where it is not known
	Field string
	Value string
	// Policy is namespace:name, Part what Flux writes of its reference: tag, digest or name; empty
	// for the whole reference.
	Policy, Part string
}

// Setters returns the setter comments in an item, in the order of the text, and the edits that
// remove those for which drop is true. A comment after a collection in brackets belongs to its last
// value.
func Setters(o *object.Object, drop func(*Setter) bool) ([]Setter, []yamlbytes.Edit) {
	found, edits := map[int]Setter{}, map[int]yamlbytes.Edit{}
	fields.EachScalar(o.Root, func(s *fields.Spot) {
		if s.Key {
			return
		}
		named := namedBy(o.Item.Comment(s.Node))
		if named == "" {
			return
		}
		e, ok := o.Item.RemoveComment(s.Node)
		if !ok {
			return
		}
		one := Setter{File: o.File.Path, Line: o.Line(s.Node), Field: o.Prefix + s.Path(), Value: s.Node.Value}
		one.Policy, one.Part = partsOf(named)
		found[e.Start] = one
		edits[e.Start] = e
	})
	var all []Setter
	var removed []yamlbytes.Edit
	for _, start := range slices.Sorted(maps.Keys(found)) {
		one := found[start]
		all = append(all, one)
		if drop(&one) {
			removed = append(removed, edits[start])
		}
	}
	return all, removed
}

// partsOf splits what a setter comment names: namespace:name, perhaps with :tag, :digest or :name.
func partsOf(named string) (policy, part string) {
	parts := strings.SplitN(named, ":", 3)
	if len(parts) < 3 {
		return named, ""
	}
	return parts[0] + ":" + parts[1], parts[2]
}
