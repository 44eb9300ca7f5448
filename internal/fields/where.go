package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Where is the path from an object's root to a value in it.
type Where struct{ at *pathStep }

// Where returns the path to the spot.
func (s *Spot) Where() Where { return Where{s.at} }

// Where returns the path to the fields of the place.
func (p *Place) Where() Where { return Where{p.at} }

// Matches reports whether one of the rows for a kind matches the path of the value from the
// innermost object around it.
func (w Where) Matches(kind ObjectKind, rows []Row) bool {
	var keys []string
	for i := range rows {
		if !rows[i].applies(kind) {
			continue
		}
		if keys == nil {
			keys = w.keys()
		}
		if segments, err := parsePath(rows[i].Path); err == nil && matchesKeys(segments, keys) {
			return true
		}
	}
	return false
}

// keys returns the keys of the path, without indexes of lists.
func (w Where) keys() []string {
	keys := []string{}
	for at := w.at; at != nil && at.above != nil; at = at.above {
		if _, inner := KindOf(at.node); inner && at.node.Kind == yamlbytes.Mapping {
			break
		}
		if at.above.node.Kind == yamlbytes.Mapping {
			keys = append([]string{at.key}, keys...)
		}
	}
	return keys
}

func matchesKeys(segments []segment, keys []string) bool {
	switch {
	case len(segments) == 0:
		return len(keys) == 0
	case segments[0].deep:
		return matchesKeys(segments[1:], keys) || len(keys) > 0 && matchesKeys(segments, keys[1:])
	case len(keys) == 0 || !segments[0].any && segments[0].key != keys[0]:
		return false
	}
	return matchesKeys(segments[1:], keys[1:])
}

// Key returns the key of the map under which the value is; empty in a list.
func (w Where) Key() string {
	if w.at == nil || w.at.above == nil || w.at.above.node.Kind != yamlbytes.Mapping {
		return ""
	}
	return w.at.key
}

// IsChartAddress reports whether the value is a part of the address of a chart, beside its name.
func (w Where) IsChartAddress() bool {
	if w.Key() == "" {
		return false
	}
	m := w.at.above
	named := m // the map itself, or the list of which it is an element
	for named.above != nil && named.above.node.Kind == yamlbytes.Sequence {
		named = named.above
	}
	key := ""
	if named.above != nil {
		key = named.key
	}
	return chartvalues.IsChartAddress(key, m.node, w.at.key)
}

// IsStatus reports whether the value is in the status of an object, which its controllers write
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/#object-spec-and-status).
func (w Where) IsStatus() bool {
	for at := w.at; at != nil && at.above != nil; at = at.above {
		if at.isStatus() {
			return true
		}
	}
	return false
}

// isStatus reports whether the step leads to the status of an object.
func (s *pathStep) isStatus() bool {
	if s.above == nil || s.above.node.Kind != yamlbytes.Mapping || s.key != "status" {
		return false
	}
	_, is := KindOf(s.above.node)
	return is
}

// Annotation returns the key of the annotation whose value this is; empty for any other value.
func (w Where) Annotation() string {
	// annotations, and podAnnotations and the like in charts' values
	if at := w.at; at != nil && at.above != nil && at.above.above != nil && strings.HasSuffix(at.above.key, "nnotations") {
		return at.key
	}
	return ""
}

// CommandLine returns the words of the command line that the value is one of, a list, and its position
// there; nil for any other value. It gives one list alone, args or command: the value of an option
// follows the option in the same list.
func (w Where) CommandLine() (words *yamlbytes.Node, at int) {
	if w.at == nil || w.at.above == nil || w.at.above.node.Kind != yamlbytes.Sequence || w.at.above.above == nil {
		return nil, 0
	}
	if key := w.at.above.key; key != "args" && key != "command" {
		return nil, 0
	}
	return w.at.above.node, w.at.index
}

// Variable returns the name of the environment variable whose value this is; empty for others.
func (w Where) Variable() string {
	if w.at == nil || w.at.key != "value" || w.at.above == nil || w.at.above.above == nil || w.at.above.above.key != "env" {
		return ""
	}
	return w.at.above.node.Text("name")
}

// Operation returns the path of the operation of a JSON patch in whose value the spot is
// (https://www.rfc-editor.org/rfc/rfc6902); empty where it is in none.
func (s *Spot) Operation() string {
	for at := s.at; at.above != nil; at = at.above {
		if at.key == "value" && at.above.node.Text("op") != "" && at.above.node.Text("path") != "" {
			return at.above.node.Text("path")
		}
	}
	return ""
}

// List returns the nearest list that the spot is in, or its own scalar.
func (s *Spot) List() *yamlbytes.Node {
	for at := s.at; at.above != nil; at = at.above {
		if at.above.node.Kind == yamlbytes.Sequence {
			return at.above.node
		}
	}
	return s.Node
}
