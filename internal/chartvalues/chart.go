package chartvalues

import (
	"slices"
	"strings"
)

// A Chart is what is known of the chart that values are for: its templates, which were
// read, or a row of the table of well-known charts.
type Chart struct {
	Templates *Templates
	// Charts are those that it brings along, by the keys of their values.
	Charts map[string]*Chart

	row *wellKnown
	// bare are the names that a chart of the table takes without the registry beside them.
	bare []string
	// parent brings this chart along, under the key; nil for the one that is installed.
	parent *Chart
	key    string
}

// Link tells the charts that a chart brings along of it, and returns it.
func (c *Chart) Link() *Chart {
	for key, sub := range c.Charts {
		sub.parent, sub.key = c, key
		sub.Link()
	}
	return c
}

// TakesWhole reports whether the chart takes the name at a path of its values for a whole
// one, and joins nothing in front of it. A registry in a map above covers the name: only
// templates that were read tell then that they do not join it.
func (c *Chart) TakesWhole(path []string, covered bool) bool {
	switch {
	case c == nil || c.Templates == nil && c.row == nil:
		return false
	case c.row != nil:
		return !covered && c.row.takesWhole(path)
	}
	root := c.root()
	return root.knowsCalls() && c.takes(path) == imageUse
}

func (c *Chart) root() *Chart {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

// each calls visit for the chart and all that it brings along.
func (c *Chart) each(visit func(*Chart)) {
	visit(c)
	for _, sub := range c.Charts {
		sub.each(visit)
	}
}

// knowsCalls reports whether all named templates that are called anywhere are there.
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

// SkipsRegistry reports whether a container's image begins with the name at a path,
// whatever registry the values hold beside it: templates that do so were read, or the
// table has the chart.
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

// takes tells how the charts use the value at a path of this one: for the image of a
// container, at most in a test, or in another way, which overrules the others.
func (c *Chart) takes(path []string) useKind {
	taken := testUse
	c.eachUse(path, func(_ use, kind useKind) { taken = min(taken, kind) })
	return taken
}

// eachUse calls visit for the uses of the value at a path of this chart. The chart above
// sees the value too, those below see what is global, and named templates are for all of
// them.
func (c *Chart) eachUse(path []string, visit func(use, useKind)) {
	root := c.root()
	root.each(func(any *Chart) {
		usesOf(any.Templates.shared, path, visit)
		if path[0] == "global" {
			usesOf(any.Templates.uses, path, visit)
		}
	})
	for at, from := c, path; at != nil; at, from = at.parent, append([]string{at.key}, from...) {
		usesOf(at.Templates.uses, from, visit)
	}
	c.eachBelow(path, visit)
}

// eachBelow goes on with the chart to whose values a path leads.
func (c *Chart) eachBelow(path []string, visit func(use, useKind)) {
	sub := c.Charts[path[0]]
	if sub == nil || len(path) == 1 {
		return
	}
	path = path[1:]
	c.root().each(func(any *Chart) { usesOf(any.Templates.shared, path, visit) })
	usesOf(sub.Templates.uses, path, visit)
	sub.eachBelow(path, visit)
}

// usesOf calls visit for the uses of a path, and of the maps around it, in which anything
// may become of it.
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
