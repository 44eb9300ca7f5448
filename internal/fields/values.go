package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The rows of images in a chart's values, by what is known of them.
var (
	valuesName   = Row{Path: "values", Form: Repository, Guess: true}
	valuesShort  = Row{Path: "values", Form: Repository} // which may be without a host
	valuesPrefix = Row{Path: "values", Form: Prefix}
	// Doubtful names are not changed, but reported.
	valuesUnknown = Row{Path: "values", Form: Repository, Doubt: chartvalues.ShortName}
	valuesCovered = Row{Path: "values", Form: Repository, Doubt: chartvalues.Covered}
	valuesOneWord = Row{Path: "values", Form: Repository, Doubt: chartvalues.OneWord}
	valuesTwice   = Row{Path: "values", Form: Repository, Doubt: chartvalues.TwoRegistries}
	valuesSkipped = Row{Path: "values", Form: Repository, Doubt: chartvalues.Skipped}
)

// valuesRow returns the row of an image in values.
func valuesRow(i *chartvalues.Image) *Row {
	switch {
	case i.Doubt == chartvalues.ShortName:
		return &valuesUnknown
	case i.Doubt == chartvalues.Covered:
		return &valuesCovered
	case i.Doubt == chartvalues.OneWord:
		return &valuesOneWord
	case i.Doubt == chartvalues.TwoRegistries:
		return &valuesTwice
	case i.Doubt == chartvalues.Skipped:
		return &valuesSkipped
	case i.Form == chartvalues.Prefix:
		return &valuesPrefix
	case i.Short:
		return &valuesShort
	}
	return &valuesName
}

// A laterMatch is a match of a row, to visit later. In a chart's values, a row for a field comes
// before the rules for charts, because it knows more about the field. Rows with Guess come last.
type laterMatch struct {
	at    *pathStep
	row   *compiledRow
	inner *yamlbytes.Node
}

// A visited is a text that was visited, with its map.
type visited struct{ text, parent *yamlbytes.Node }

// eachValues visits the images in the values that the walk has found.
func (s *Search) eachValues() {
	for _, v := range s.values {
		s.via, s.inner = v.row.Row, v.inner
		s.inValues(v.at, chartvalues.Root(v.at.node, s.WholeNames))
	}
	for _, guess := range s.guesses {
		if !s.visited[visited{guess.at.node, guess.at.parent()}] {
			s.inner = guess.inner
			s.yield(guess.at, guess.row)
		}
	}
	s.values, s.guesses = s.values[:0], s.guesses[:0]
	clear(s.visited)
}

// anElement is the key for any element of a list.
const anElement = "[]"

// isWhole reports whether the chart uses a doubtful name as it is.
func (s *Search) isWhole(i *chartvalues.Image) bool {
	if s.Chart == nil || i.Form != chartvalues.Whole || i.Doubt != chartvalues.ShortName && i.Doubt != chartvalues.Covered {
		return false
	}
	return s.Chart.TakesWhole(append(s.keys, i.Key), i.Doubt == chartvalues.Covered)
}

func (s *Search) inValues(at *pathStep, scope chartvalues.Scope) {
	switch at.node.Kind {
	case yamlbytes.Mapping:
		scope.Images(at.node, func(i chartvalues.Image) { s.valuesImage(at, &i) })
		for i := range at.node.Pairs {
			p := &at.node.Pairs[i]
			if p.Value.Kind != yamlbytes.Scalar && !chartvalues.IsObject(p.Value) {
				s.keys = append(s.keys, p.Key.Value)
				s.inValues(s.pathStack.toValue(at, p), scope.Into(at.node, p.Key.Value))
				s.keys = s.keys[:len(s.keys)-1]
			}
		}
	case yamlbytes.Sequence:
		s.keys = append(s.keys, anElement)
		for i, element := range at.node.Items {
			if element.Kind != yamlbytes.Scalar && !chartvalues.IsObject(element) {
				s.inValues(s.pathStack.toElement(at, i), scope.Element(element))
			}
		}
		s.keys = s.keys[:len(s.keys)-1]
	}
}

func (s *Search) valuesImage(at *pathStep, i *chartvalues.Image) {
	if s.visited[visited{i.Name, at.node}] {
		return
	}
	registry := i.Registry
	switch {
	case s.isWhole(i):
		i.Doubt, i.Short = "", true
	case i.Form == chartvalues.Joined && s.Chart.SkipsRegistry(append(s.keys, i.Key)):
		i.Doubt, i.Registry = chartvalues.Skipped, nil
	}
	for _, n := range []*yamlbytes.Node{i.Name, registry} {
		s.visited[visited{n, at.node}] = true
	}
	s.place = Place{Row: valuesRow(i), Via: s.via, Parent: at.node, Object: s.inner, Name: i.Name, Registry: i.Registry, Tag: i.Tag, Digest: i.Digest, Global: i.Global, MayBeShort: i.MayBeShort, at: at, key: i.Key, as: s.as}
	if i.Form == chartvalues.Prefix && strings.HasSuffix(i.Name.Value, "/") {
		s.place.After = "/"
	}
	s.visit(&s.place)
}
