package chartvalues

import (
	"slices"
	"strings"
)

// A Chart is what is known of the chart that values are for: either its templates or a row of the
// table of well-known charts.
type Chart struct {
	Templates *Templates
	// Charts are its subcharts, by the keys of their values.
	Charts map[string]*Chart

	row *wellKnown
	// bare are the paths of names to which a chart of the table does not join the registry of
	// the same map.
	bare []string
	// parent is the chart that has this one as a subchart, under the key; nil for the chart
	// that is installed.
	parent *Chart
	key    string
}

// Link sets the parents of all subcharts, and returns the chart.
func (c *Chart) Link() *Chart {
	for key, sub := range c.Charts {
		sub.parent, sub.key = c, key
		sub.Link()
	}
	return c
}

// TakesWhole reports whether the chart uses the name at a path of its values as it is, without
// joining a registry to it. covered says that a map above has a registry: then only the
// chart's templates can show that they do not join it.
func (c *Chart) TakesWhole(path []string, covered bool) bool {
	switch {
	case c == nil || c.Templates == nil && c.row == nil:
		return false
	case c.row != nil:
		return !covered && c.row.takesWhole(path)
	}
	root := c.root()
	return root.knowsCalls() && c.useOf(path) == imageUse
}

func (c *Chart) root() *Chart {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

// each calls visit for the chart and all its subcharts.
func (c *Chart) each(visit func(*Chart)) {
	visit(c)
	for _, sub := range c.Charts {
		sub.each(visit)
	}
}

// knowsCalls reports whether the charts define all named templates that they call.
func (root *Chart) knowsCalls() bool {
	defined, known := map[string]bool{}, true
	root.each(func(c *Chart) {
		for name := range c.Templates.defined {
			defined[name] = true
		}
	})
	root.each(func(c *Chart) {
		known = known && !c.Templates.unknown
		for name := range c.Templates.called {
			known = known && defined[name]
		}
	})
	return known
}

// SkipsRegistry reports whether the chart uses the name at a path as the beginning of a
// container's image and ignores the registry in the same map, by its templates or by the table.
func (c *Chart) SkipsRegistry(path []string) bool {
	switch {
	case c == nil:
		return false
	case c.Templates == nil:
		return slices.Contains(c.bare, strings.Join(path, "."))
	}
	skips := false
	c.eachUse(path, func(u use, kind useKind) { skips = skips || kind == imageUse && !u.guarded })
	return skips
}

// useOf returns how the charts use the value at a path of this one: any other use counts before
// the image of a container, and that before a test.
func (c *Chart) useOf(path []string) useKind {
	found := testUse
	c.eachUse(path, func(_ use, kind useKind) { found = min(found, kind) })
	return found
}

// eachUse calls visit for the uses of the value at a path of this chart. Templates of the chart
// above can use the value, too, those of all charts can use global values, and all can call
// named templates.
func (c *Chart) eachUse(path []string, visit func(use, useKind)) {
	root := c.root()
	root.each(func(other *Chart) {
		usesOf(other.Templates.shared, path, visit)
		if path[0] == "global" {
			usesOf(other.Templates.uses, path, visit)
		}
	})
	for at, from := c, path; at != nil; at, from = at.parent, append([]string{at.key}, from...) {
		usesOf(at.Templates.uses, from, visit)
	}
	c.eachBelow(path, visit)
}

// eachBelow calls visit for the uses of the value by the subcharts that it is for: redis.image is
// the value image of the subchart redis.
func (c *Chart) eachBelow(path []string, visit func(use, useKind)) {
	sub := c.Charts[path[0]]
	if sub == nil || len(path) == 1 {
		return
	}
	path = path[1:]
	c.root().each(func(other *Chart) { usesOf(other.Templates.shared, path, visit) })
	usesOf(sub.Templates.uses, path, visit)
	sub.eachBelow(path, visit)
}

// usesOf calls visit for the uses of a path, and of the maps around it: with toYaml .Values.image a
// template may do anything with image.repository.
func usesOf(uses []use, path []string, visit func(use, useKind)) {
	for _, u := range uses {
		switch {
		case len(u.path) > len(path) || !slices.Equal(u.path, path[:len(u.path)]):
		case u.kind == imageUse && len(u.path) < len(path):
			visit(u, anyUse)
		default:
			visit(u, u.kind)
		}
	}
}
