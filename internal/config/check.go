package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// check holds a node against the schema, notes every problem and returns the
// node as encoding/json would read it, without what is wrong: a value that is
// refused is the zero of its type, an unknown key is not there. So what else may
// be wrong can still be looked for.
func check(s *schema.Schema, path string, n *yamlbytes.Node, p *problems) any {
	if p.line[path] == 0 {
		p.line[path] = n.Line
	}
	switch s.Type {
	case "object":
		return checkObject(s, path, n, p)
	case "array":
		return checkArray(s, path, n, p)
	case "boolean":
		return checkBool(s, path, n, p)
	case "integer":
		return checkInt(s, path, n, p)
	}
	return checkString(s, path, n, p)
}

func checkObject(s *schema.Schema, path string, n *yamlbytes.Node, p *problems) any {
	out := map[string]any{}
	if n.Kind != yamlbytes.Mapping {
		e := finding.Finding{Found: found(n), Accepted: s.Accepted()}
		if n.IsNull() && len(s.Properties) > 0 && len(s.Required) == 0 && s.MinProperties == 0 {
			e.Hint = "write {} for the defaults, or remove the key"
		}
		if isString(n) && strings.Contains(path, ".credential") {
			e.Found = "a text" // not told: it may be the password itself
		}
		p.add(path, e)
		return out
	}
	for _, pair := range n.Pairs {
		if pair.Key.Kind != yamlbytes.Scalar {
			p.add(path, finding.Finding{Line: pair.Key.Line, Message: "a key here is a map or a list", Accepted: "a string"})
			continue
		}
		at := below(path, pair.Key.Value)
		property := s.Property(pair.Key.Value)
		if property == nil {
			property = s.Additional
		}
		if property == nil {
			refuseKey(s, at, path, pair, n, p)
			continue
		}
		p.line[at] = pair.Key.Line
		refuseEmpty(property, at, pair.Value, slices.Contains(s.Required, pair.Key.Value), p)
		out[pair.Key.Value] = check(property, at, pair.Value, p)
	}
	for _, key := range s.Required {
		if n.Get(key) == nil {
			p.add(below(path, key), finding.Finding{Message: "missing", Accepted: s.Property(key).Accepted()})
		}
	}
	if len(n.Pairs) < s.MinProperties {
		p.add(path, finding.Finding{Found: "an empty map", Accepted: s.Accepted()})
	}
	return out
}

// refuseKey notes a key that is not known. The one that was meant, if that can be
// told, is not missing as well.
func refuseKey(s *schema.Schema, path, parent string, k yamlbytes.Pair, n *yamlbytes.Node, p *problems) {
	e, meant := unknownKey(k.Key.Value, s.Keys(), n)
	e.Line = k.Key.Line
	if strings.HasSuffix(parent, ".credential") && slices.Contains(partsOfCredential, k.Key.Value) {
		e = finding.Finding{Line: k.Key.Line, Message: "a configuration holds no part of a credential", Hint: credentialHint}
	}
	p.add(path, e)
	if meant != "" {
		p.told[below(parent, meant)] = true
	}
}

// refuseEmpty refuses a list that has too few items. What is required cannot be left out.
func refuseEmpty(s *schema.Schema, path string, n *yamlbytes.Node, required bool, p *problems) {
	if n.Kind != yamlbytes.Sequence || len(n.Items) >= s.MinItems {
		return
	}
	e := finding.Finding{Found: "an empty list", Accepted: fmt.Sprintf("%s of %d or more", s.Accepted(), s.MinItems)}
	if !required {
		e.Hint = "leave it out for the default"
	}
	p.add(path, e)
}

func checkArray(s *schema.Schema, path string, n *yamlbytes.Node, p *problems) any {
	out := []any{}
	if n.Kind != yamlbytes.Sequence {
		e := finding.Finding{Found: found(n), Accepted: s.Accepted()}
		if isString(n) {
			e.Hint = fmt.Sprintf("write [%s]", quoted(n))
		}
		p.add(path, e)
		return out
	}
	if s.MaxItems > 0 && len(n.Items) > s.MaxItems {
		p.add(path, finding.Finding{Found: fmt.Sprintf("a list of %d", len(n.Items)), Accepted: fmt.Sprintf("at most %d", s.MaxItems)})
	}
	for i, item := range n.Items {
		out = append(out, check(s.Items, element(path, i), item, p))
	}
	return out
}
