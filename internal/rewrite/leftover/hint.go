package leftover

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// fieldHint returns the row of rewrite.fields that covers a scalar, as a user can paste it; empty
// where no path leads to the scalar.
func fieldHint(o *object.Object, s *fields.Spot) string {
	if row := fieldRow(o, s); row != "" {
		return "; rewrite.fields: [{" + row + "}] covers it"
	}
	return ""
}

// fieldRow returns the row as the entries of a map: kind: Foo, path: spec/image.
func fieldRow(o *object.Object, s *fields.Spot) string {
	path := s.FieldSpec()
	if path == "" {
		return ""
	}
	row := ""
	if o.Kind.Group != "" {
		row += "group: " + yamltext.Flow(o.Kind.Group) + ", "
	}
	if o.Kind.Kind != "" && o.Kind.Kind != fields.Values {
		row += "kind: " + yamltext.Flow(o.Kind.Kind) + ", "
	}
	return row + "path: " + yamltext.Flow(path)
}

// plainBytes are characters that mean nothing in YAML where a word has begun.
const plainBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-"

// embeddedCovers reports whether rewrite.embedded: true would change all upstreams' names in a
// string.
func (l *Pass) embeddedCovers(o *object.Object, spot *fields.Spot) bool {
	if l.run.Rules.Config.Spec.Rewrite.Embedded || !object.MayBeDocument(spot.Node) || l.isInSentence(spot.Node.Value) {
		return false
	}
	return l.movesAllIn(o, spot)
}

// movesAllIn reads the string as documents, and reports whether as many images in them would
// change as upstreams are named.
func (l *Pass) movesAllIn(o *object.Object, spot *fields.Spot) bool {
	inner, moved := object.NewEmbedded(o, spot.Node, spot.Path()), 0
	items, roots, ok := l.documentsOnce(spot.Node.Value)
	if !ok || inner.Fixed != nil {
		return false
	}
	inner.Kind = fields.ObjectKind{Kind: fields.Values}
	l.run.Search.WholeNames = false
	for i, root := range roots {
		if root == nil {
			continue
		}
		document := object.New(inner, &items[i], root, i)
		if _, untouchable := document.Untouchable(); untouchable || document.IsIgnored || document.Entries() != nil {
			return false
		}
		l.run.Search.Find(document.Kind, root, func(p *fields.Place) {
			if d := l.run.Rules.Decide(document, p, p.Texts().String()); d.Kind == decide.Changed {
				moved++
			}
		})
	}
	return moved > 0 && moved >= l.counter.Count(spot.Node.Value)
}

// isInSentence reports, without reading YAML, that a host of the text follows other words on
// its line: kubectl run app --image ghcr.io/o/app. In every form of YAML these words and the
// host are then one scalar, which is no reference, because a reference has no spaces. It is false
// where that is not sure, as for a text with placeholders.
func (l *Pass) isInSentence(text string) bool {
	if strings.ContainsAny(text, "${[<%") {
		return false
	}
	for _, at := range l.counter.Offsets(text) {
		line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
		space := strings.LastIndexByte(line, ' ')
		if space > 0 && strings.Trim(line, plainBytes+" =") == "" && strings.Trim(line[:space], " -") != "" {
			return true
		}
	}
	return false
}

// documentsOnce is object.DocumentsIn for trees that are not needed after the next call, which
// uses their memory again.
func (l *Pass) documentsOnce(text string) ([]yamlbytes.Item, []*yamlbytes.Node, bool) {
	l.scratch.Reset()
	return object.DocumentsIn(text, l.scratch)
}
