package manifest

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Texts returns the texts of the scalars below a node, without keys; none for nil.
func Texts(n *yamlbytes.Node) []string {
	if n == nil {
		return nil
	}
	var all []string
	fields.EachScalar(n, func(s *fields.Spot) {
		if !s.Key {
			all = append(all, s.Node.Value)
		}
	})
	return all
}

// ScalarsAt returns the scalars that a path of keys leads to, through every element of the lists
// on the way.
func ScalarsAt(n *yamlbytes.Node, keys []string) []*yamlbytes.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yamlbytes.Sequence:
		var all []*yamlbytes.Node
		for _, item := range n.Items {
			all = append(all, ScalarsAt(item, keys)...)
		}
		return all
	case len(keys) == 0 && n.Kind == yamlbytes.Scalar:
		return []*yamlbytes.Node{n}
	case len(keys) == 0:
		return nil
	}
	return ScalarsAt(n.Get(keys[0]), keys[1:])
}

// PathTo returns the path from root to one of its scalars, in the form of results.
func PathTo(root, n *yamlbytes.Node) string {
	path := ""
	fields.EachScalar(root, func(s *fields.Spot) {
		if s.Node == n {
			path = s.Path()
		}
	})
	return path
}
