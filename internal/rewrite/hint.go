package rewrite

import (
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// fieldHint is the row of the configuration that covers a spot, as it can be pasted;
// nothing where no path leads there: the root is a list, or a key cannot be written in one.
func fieldHint(o *object, s *fields.Spot) string {
	path := s.FieldSpec()
	if strings.HasPrefix(path, "[]") || slices.ContainsFunc(s.Where().Keys(), isUnwritable) || fields.CheckPath(path) != nil {
		return ""
	}
	row := ""
	if o.kind.Group != "" {
		row += "group: " + flowText(o.kind.Group) + ", "
	}
	if o.kind.Kind != "" && o.kind.Kind != fields.Values {
		row += "kind: " + flowText(o.kind.Kind) + ", "
	}
	return "; rewrite.fields: [{" + row + "path: " + flowText(path) + "}] covers it"
}

// isUnwritable reports whether a key means something else in a path.
func isUnwritable(key string) bool {
	return key == "" || key == "*" || key == "**" || strings.HasSuffix(key, "[]") || strings.ContainsAny(key, "\\\n\t")
}

var (
	plainInFlow = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*$`)
	notText     = regexp.MustCompile(`^(?i:true|false|yes|no|on|off|null|y|n)$`)
)

// flowText is a text as YAML writes it inside brackets.
func flowText(text string) string {
	if plainInFlow.MatchString(text) && !notText.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// embeddedCovers reports whether rewrite.embedded would move all upstreams' names in a
// string.
func (s *session) embeddedCovers(o *object, spot *fields.Spot) bool {
	if s.config.Spec.Rewrite.Embedded || !mayBeDocument(spot.Node) {
		return false
	}
	items, roots, ok := documentsIn(spot.Node.Value)
	if _, err := o.item.Within(spot.Node, nil); err != nil || !ok {
		return false
	}
	inner, search, moved := newEmbedded(s, o, spot), s.finder.NewSearch(), 0
	search.Enters = mayChange
	for i, root := range roots {
		if root == nil {
			continue
		}
		document := newObject(inner, &items[i], root, i)
		if _, untouchable := document.untouchable(); untouchable || document.isIgnored || document.entries() != nil {
			return false
		}
		search.Find(document.kind, root, func(p *fields.Place) {
			if d := s.decide(document, p, p.Texts().String()); d.kind == changed {
				moved++
			}
		})
	}
	return moved > 0 && moved >= s.hosts.count(spot.Node.Value)
}
