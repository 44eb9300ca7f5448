package chartvalues

import "slices"

// A Chart is what is known of the chart that values are for: its templates, which were
// read, or a row of the table of well-known charts.
type Chart struct {
	Templates *Templates
	// Charts are those that it brings along, by the keys of their values.
	Charts map[string]*Chart

	row *wellKnown
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
	case c == nil:
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

// takes tells how the charts use the value at a path of this one: for the image of a
// container, at most in a test, or in another way. The chart above sees the value too,
// those below see what is global, and named templates are for all of them.
func (c *Chart) takes(path []string) useKind {
	kind := testUse
	root := c.root()
	root.each(func(any *Chart) {
		kind = kindOf(any.Templates.shared, path, kind)
		if path[0] == "global" {
			kind = kindOf(any.Templates.uses, path, kind)
		}
	})
	for at, from := c, path; at != nil; at, from = at.parent, append([]string{at.key}, from...) {
		kind = kindOf(at.Templates.uses, from, kind)
	}
	return c.below(path, kind)
}

// below adds the uses of the chart to whose values a path leads.
func (c *Chart) below(path []string, kind useKind) useKind {
	sub := c.Charts[path[0]]
	if sub == nil || len(path) == 1 {
		return kind
	}
	root := c.root()
	root.each(func(any *Chart) { kind = kindOf(any.Templates.shared, path[1:], kind) })
	return sub.below(path[1:], kindOf(sub.Templates.uses, path[1:], kind))
}

// kindOf adds uses to what is known of a path: a test says nothing, and any other use
// overrules the image of a container.
func kindOf(uses []use, path []string, kind useKind) useKind {
	for _, u := range uses {
		switch {
		case len(u.path) > len(path) || !slices.Equal(u.path, path[:len(u.path)]):
		case u.kind == anyUse || u.kind == imageUse && len(u.path) < len(path):
			return anyUse
		case u.kind == imageUse && kind == testUse:
			kind = imageUse
		}
	}
	return kind
}
