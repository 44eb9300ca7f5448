package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// fieldHint is the row of the configuration that covers a spot, as it can be pasted;
// nothing where no path leads there.
func fieldHint(o *object, s *fields.Spot) string {
	if row := fieldRow(o, s); row != "" {
		return "; rewrite.fields: [{" + row + "}] covers it"
	}
	return ""
}

// fieldRow is that row without what is around it.
func fieldRow(o *object, s *fields.Spot) string {
	path := s.FieldSpec()
	if path == "" {
		return ""
	}
	row := ""
	if o.kind.Group != "" {
		row += "group: " + flowText(o.kind.Group) + ", "
	}
	if o.kind.Kind != "" && o.kind.Kind != fields.Values {
		row += "kind: " + flowText(o.kind.Kind) + ", "
	}
	return row + "path: " + flowText(path)
}

// flowText is a text as YAML writes it inside brackets: plain where it begins with a
// letter, holds nothing that YAML reads, and is no word for something else.
func flowText(text string) string {
	isLetter := text != "" && (text[0]|' ' >= 'a' && text[0]|' ' <= 'z')
	if isLetter && strings.Trim(text, plainBytes) == "" && !slices.Contains(wordsOfYAML, strings.ToLower(text)) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

const plainBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-"

// wordsOfYAML are read as a boolean or as null (https://yaml.org/type/bool.html).
var wordsOfYAML = []string{"true", "false", "yes", "no", "on", "off", "null", "y", "n"}

// embeddedCovers reports whether rewrite.embedded would move all upstreams' names in a
// string.
func (l *leftovers) embeddedCovers(o *object, spot *fields.Spot) bool {
	if l.rules.config.Spec.Rewrite.Embedded || !mayBeDocument(spot.Node) {
		return false
	}
	items, roots, ok := documentsIn(spot.Node.Value)
	if _, err := o.item.Within(spot.Node, nil); err != nil || !ok {
		return false
	}
	inner, moved := newEmbedded(o, spot.Node, spot.Path()), 0
	inner.kind = fields.ObjectKind{Kind: fields.Values}
	l.search.WholeNames = false
	for i, root := range roots {
		if root == nil {
			continue
		}
		document := newObject(inner, &items[i], root, i)
		if _, untouchable := document.untouchable(); untouchable || document.isIgnored || document.entries() != nil {
			return false
		}
		l.search.Find(document.kind, root, func(p *fields.Place) {
			if d := l.rules.decide(document, p, p.Texts().String()); d.kind == changed {
				moved++
			}
		})
	}
	return moved > 0 && moved >= l.rules.hosts.count([]byte(spot.Node.Value))
}
