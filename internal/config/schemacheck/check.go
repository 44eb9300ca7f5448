// Package schemacheck checks the YAML of a configuration against its schema, for package config. It
// says in words what is wrong: what was found, what is accepted, and which key or value was
// probably meant. It does not know what the fields mean; package validate does.
package schemacheck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Check checks a document against a schema and adds every problem to p. It returns the
// document as encoding/json would read it, without what is wrong: a value that is refused
// is the zero value of its type, an unknown key is left out. So a caller can go on and look
// for other problems.
func Check(s *schema.Schema, document *yamlbytes.Node, p *problems.Collector) any {
	return check(s, "", document, p)
}

func check(s *schema.Schema, path string, n *yamlbytes.Node, p *problems.Collector) any {
	if !p.HasLine(path) {
		p.SetLine(path, n.Line)
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

func checkObject(s *schema.Schema, path string, n *yamlbytes.Node, p *problems.Collector) any {
	out := map[string]any{}
	if n.Kind != yamlbytes.Mapping {
		e := finding.Finding{Found: Describe(n), Accepted: s.Accepted()}
		if n.IsNull() && len(s.Properties) > 0 && len(s.Required) == 0 && s.MinProperties == 0 {
			e.Hint = "write {} for the defaults, or remove the key"
		}
		if IsString(n) && strings.Contains(path, ".credential") {
			e.Found = "a text" // not quoted: it may be the password itself
		}
		p.Add(path, e)
		return out
	}
	for _, pair := range n.Pairs {
		if pair.Key.Kind != yamlbytes.Scalar {
			p.Add(path, finding.Finding{Line: pair.Key.Line, Message: "a key here is a map or a list", Accepted: "a string"})
			continue
		}
		at := problems.Key(path, pair.Key.Value)
		property := s.Property(pair.Key.Value)
		if property == nil {
			property = s.Additional
		}
		if property == nil {
			refuseKey(s, at, path, pair, n, p)
			continue
		}
		p.SetLine(at, pair.Key.Line)
		refuseEmpty(property, at, pair.Value, slices.Contains(s.Required, pair.Key.Value), p)
		out[pair.Key.Value] = check(property, at, pair.Value, p)
	}
	for _, key := range s.Required {
		if n.Get(key) == nil {
			p.Add(problems.Key(path, key), finding.Finding{Message: "missing", Accepted: s.Property(key).Accepted()})
		}
	}
	if len(n.Pairs) < s.MinProperties {
		p.Add(path, finding.Finding{Found: "an empty map", Accepted: s.Accepted()})
	}
	return out
}

// partsOfCredential are the keys under which people write the credential itself.
var partsOfCredential = []string{"username", "password", "accessToken", "token", "pat", "value"}

const credentialHint = `put {"username":"…","accessToken":"…"} under one key of a Kubernetes Secret and name that in kubernetesSecret, or give the arn of a secret that is there`

// refuseKey reports a key that the schema does not know. The key that was probably meant is
// then not reported as missing.
func refuseKey(s *schema.Schema, path, parent string, k yamlbytes.Pair, n *yamlbytes.Node, p *problems.Collector) {
	e, meant := UnknownKey(k.Key.Value, s.Keys(), n)
	e.Line = k.Key.Line
	if strings.HasSuffix(parent, ".credential") && slices.Contains(partsOfCredential, k.Key.Value) {
		e = finding.Finding{Line: k.Key.Line, Message: "a configuration holds no part of a credential", Hint: credentialHint}
	}
	p.Add(path, e)
	if meant != "" {
		p.Suppress(problems.Key(parent, meant))
	}
}

// refuseEmpty refuses a list that has too few items, and says that an optional one can be left out.
func refuseEmpty(s *schema.Schema, path string, n *yamlbytes.Node, required bool, p *problems.Collector) {
	if n.Kind != yamlbytes.Sequence || len(n.Items) >= s.MinItems {
		return
	}
	e := finding.Finding{Found: "an empty list", Accepted: fmt.Sprintf("%s of %d or more", s.Accepted(), s.MinItems)}
	if !required {
		e.Hint = "leave it out for the default"
	}
	p.Add(path, e)
}

func checkArray(s *schema.Schema, path string, n *yamlbytes.Node, p *problems.Collector) any {
	out := []any{}
	if n.Kind != yamlbytes.Sequence {
		e := finding.Finding{Found: Describe(n), Accepted: s.Accepted()}
		if IsString(n) {
			e.Hint = fmt.Sprintf("write [%s]", Quoted(n))
		}
		p.Add(path, e)
		return out
	}
	if s.MaxItems > 0 && len(n.Items) > s.MaxItems {
		p.Add(path, finding.Finding{Found: fmt.Sprintf("a list of %d", len(n.Items)), Accepted: fmt.Sprintf("at most %d", s.MaxItems)})
	}
	for i, item := range n.Items {
		out = append(out, check(s.Items, problems.Element(path, i), item, p))
	}
	return out
}
