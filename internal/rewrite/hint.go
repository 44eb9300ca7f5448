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
func (s *session) embeddedCovers(o *object, spot *fields.Spot) bool {
	if s.config.Spec.Rewrite.Embedded || !mayBeDocument(spot.Node) || s.isInSentence(spot.Node.Value) {
		return false
	}
	return s.movesAllIn(o, spot)
}

// movesAllIn reads the string as documents, and reports whether as many images in them
// would move as upstreams are named.
func (s *session) movesAllIn(o *object, spot *fields.Spot) bool {
	if _, err := o.item.Within(spot.Node, nil); err != nil {
		return false
	}
	items, roots, ok := s.documentsOnce(spot.Node.Value)
	if !ok {
		return false
	}
	inner, moved := newEmbedded(s, o, spot.Node, spot.Path()), 0
	inner.kind = fields.ObjectKind{Kind: fields.Values}
	s.search.WholeNames = false
	for i, root := range roots {
		if root == nil {
			continue
		}
		document := newObject(inner, &items[i], root, i)
		if _, untouchable := document.untouchable(); untouchable || document.isIgnored || document.entries() != nil {
			return false
		}
		s.search.Find(document.kind, root, func(p *fields.Place) {
			if d := s.decide(document, p, p.Texts().String()); d.kind == changed {
				moved++
			}
		})
	}
	return moved > 0 && moved >= s.countNames(spot.Node.Value)
}

// isInSentence reports, without reading YAML, that a host of the text follows other words
// on its line: kubectl run app --image ghcr.io/o/app. In every form of YAML these words and
// the host are then of one scalar, and a reference holds no spaces. It is false where that
// is not sure, for a text with placeholders, among others.
func (s *session) isInSentence(text string) bool {
	if strings.ContainsAny(text, "${[<%") {
		return false
	}
	m, b := s.hosts, s.bytesOf(text)
	for at, pos := m.first(b, 0); at >= 0; at, pos = m.first(b, pos) {
		line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
		space := strings.LastIndexByte(line, ' ')
		if space > 0 && strings.Trim(line, plainBytes+" =") == "" && strings.Trim(line[:space], " -") != "" {
			return true
		}
	}
	return false
}
