package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// check holds a node against the schema, notes every problem and returns the
// node as encoding/json would read it, without what is wrong: a value that is
// refused is the zero of its type, an unknown key is not there. So what else may
// be wrong can still be looked for.
func (s *schema) check(path string, n *node, p *problems) any {
	if p.line[path] == 0 {
		p.line[path] = n.line
	}
	if s.err != nil { // a test forbids it
		p.add(Error{Path: path, Reason: "krmfile.yaml: " + s.err.Error()})
	}
	switch s.kind {
	case "object":
		return s.checkObject(path, n, p)
	case "array":
		return s.checkArray(path, n, p)
	case "boolean":
		return s.checkBool(path, n, p)
	case "integer":
		return s.checkInt(path, n, p)
	}
	return s.checkString(path, n, p)
}

func (s *schema) checkObject(path string, n *node, p *problems) any {
	out := map[string]any{}
	if n.kind != yaml.MappingNode {
		e := Error{Path: path, Found: found(n), Accepted: s.accepted()}
		if n.isNull() && len(s.keys()) > 0 && len(s.required) == 0 && s.minProperties == 0 {
			e.Hint = "write {} for the defaults, or remove the key"
		}
		if n.isString() && strings.Contains(path, ".credential") {
			e.Found = "a text" // not told: it may be the password itself
		}
		p.add(e)
		return out
	}
	for _, pair := range n.pairs {
		at := below(path, pair.key)
		property := s.property(pair.key)
		if property == nil {
			property = s.open
		}
		if property == nil {
			s.refuseKey(at, path, pair, n, p)
			continue
		}
		p.line[at] = pair.line
		out[pair.key] = property.check(at, pair.value, p)
	}
	for _, key := range s.required {
		if n.get(key) == nil {
			p.add(Error{Path: below(path, key), Reason: "missing", Accepted: s.property(key).accepted()})
		}
	}
	if len(n.pairs) < s.minProperties {
		p.add(Error{Path: path, Found: "an empty map", Accepted: s.accepted()})
	}
	return out
}

// refuseKey notes a key that is not known. The one that was meant, if that can be
// told, is not missing as well.
func (s *schema) refuseKey(path, parent string, k pair, n *node, p *problems) {
	e, meant := unknownKey(k.key, s.keys(), n)
	e.Path, e.Line = path, k.line
	if strings.HasSuffix(parent, ".credential") && slices.Contains(partsOfCredential, k.key) {
		e = Error{Path: path, Line: k.line, Reason: "a configuration holds no part of a credential", Hint: credentialHint}
	}
	p.add(e)
	if meant != "" {
		p.told[below(parent, meant)] = true
	}
}

func (s *schema) checkArray(path string, n *node, p *problems) any {
	out := []any{}
	if n.kind != yaml.SequenceNode {
		e := Error{Path: path, Found: found(n), Accepted: s.accepted()}
		if n.isString() {
			e.Hint = fmt.Sprintf("write [%s]", quoted(n))
		}
		p.add(e)
		return out
	}
	if len(n.items) < s.minItems {
		p.add(Error{Path: path, Found: "an empty list", Accepted: fmt.Sprintf("%s of %d or more", s.accepted(), s.minItems), Hint: "leave it out for the default"})
	}
	if s.maxItems > 0 && len(n.items) > s.maxItems {
		p.add(Error{Path: path, Found: fmt.Sprintf("a list of %d", len(n.items)), Accepted: fmt.Sprintf("at most %d", s.maxItems)})
	}
	for i, item := range n.items {
		out = append(out, s.items.check(element(path, i), item, p))
	}
	return out
}
