package chartvalues

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// isChart reports whether a map has the repository of a chart, which whoever installs the chart reads: the map's
// key says so, or the name of a chart in it, and nothing says that it is an image.
func (s Scope) isChart(m *yamlbytes.Node, nameKey string) bool {
	switch {
	case nameKey != "repository" && nameKey != "repo" || saysImage(s.Key) || hasAny(m, policyKeys):
		return false
	case slices.Contains(chartKeys, plain(s.Key)):
		return true
	}
	return !hasAny(m, imageKeys) && slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool {
		return hasText(p.Value) && slices.Contains(chartKeys, plain(p.Key.Value))
	})
}

// IsChartAddress reports whether the text of a key is a part of the address of a chart: the map under the key
// mapKey has a chart's repository.
func IsChartAddress(mapKey string, m *yamlbytes.Node, key string) bool {
	s := Scope{Key: mapKey}
	if !slices.Contains(nameKeys, key) && !slices.Contains(registryKeys, key) {
		return false
	}
	nameKey, name := first(m, []string{"repository", "repo"})
	return name != nil && s.isChart(m, nameKey)
}
