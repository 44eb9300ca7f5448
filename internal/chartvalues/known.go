package chartvalues

import (
	"slices"
	"strings"
)

// A wellKnown is a row of the table of well-known charts: how a chart uses names without a
// registry.
type wellKnown struct {
	name string
	// from are the addresses at which the chart is published, for OCI without its name.
	from []string
	// versions are prefixes of the versions for which the row is right: 0.24, or 5 for all of
	// 5.x.
	versions []string
	// whole are the paths of names that the chart uses as they are, * for any key.
	whole []string
	// source is the address of the chart's source.
	source string
}

// takesWhole reports whether the row has the path.
func (w *wellKnown) takesWhole(path []string) bool {
	return slices.ContainsFunc(w.whole, func(pattern string) bool {
		return slices.EqualFunc(strings.Split(pattern, "."), path, func(want, key string) bool { return want == "*" || want == key })
	})
}

// Known returns what the table knows of a chart, by its name, the address it comes from and
// its version; nil when that is not in the table.
func Known(name, from, version string) *Chart {
	from = strings.TrimSuffix(from, "/")
	for i := range wellKnownCharts {
		row := &wellKnownCharts[i]
		if row.name == name && slices.Contains(row.from, from) && row.hasVersion(version) {
			return &Chart{row: row}
		}
	}
	return KnownByName(name)
}

// KnownByName returns what the table knows of every chart of a name, whatever its address and
// version: enough to leave a text, never to change one.
func KnownByName(name string) *Chart {
	if bare, ok := skippingCharts[name]; ok {
		return &Chart{bare: bare}
	}
	return nil
}

// hasVersion reports whether the row is right for a version, or for all versions of a range such
// as ^5.1 or 5.x. A range with two ends, such as 5.1 - 7.0, may have versions that the row is
// not about.
func (w *wellKnown) hasVersion(version string) bool {
	version = strings.TrimLeft(version, "v=^~ ")
	return slices.ContainsFunc(w.versions, func(prefix string) bool {
		rest, found := strings.CutPrefix(version, prefix)
		return found && (rest == "" || rest[0] == '.') && !strings.ContainsAny(rest, " |<>,")
	})
}
