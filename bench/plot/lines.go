package plot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// lines draws every line and its name at its end.
func (c Chart) lines(b *strings.Builder, x, y axis) {
	for i, l := range c.Lines {
		var path strings.Builder
		for j, p := range l.Points {
			command := "L"
			if j == 0 {
				command = "M"
			}
			fmt.Fprintf(&path, "%s%.1f %.1f", command, x.at(p.X), y.at(p.Y))
			fmt.Fprintf(b, `<circle class="%s" cx="%.1f" cy="%.1f" r="3"/>`, class(i, l), x.at(p.X), y.at(p.Y))
		}
		fmt.Fprintf(b, `<path class="line %s" d="%s"/>`+"\n", class(i, l), path.String())
	}
	for _, n := range c.names(x, y) {
		fmt.Fprintf(b, `<path class="leader" d="M%.1f %.1fL%d %.1f"/><text class="name %s" x="%d" y="%.1f">%s</text>`+"\n",
			n.x+5, n.end, width-right+12, n.y, n.class, width-right+16, n.y+4, escape(n.text))
	}
}

// A name stands beside its line, or as near as the other names let it.
type name struct {
	text, class string
	x, end, y   float64
}

// names are apart from each other, in the order of the ends of their lines.
func (c Chart) names(x, y axis) []name {
	var all []name
	for i, l := range c.Lines {
		if len(l.Points) == 0 {
			continue
		}
		last := l.Points[len(l.Points)-1]
		at := y.at(last.Y)
		all = append(all, name{l.Name, class(i, l), x.at(last.X), at, at})
	}
	slices.SortStableFunc(all, func(a, b name) int { return cmp.Compare(a.y, b.y) })
	for i := range all {
		if i == 0 {
			all[i].y = max(all[i].y, top)
			continue
		}
		all[i].y = max(all[i].y, all[i-1].y+labelHeight)
	}
	// What was pushed below the page moves up again.
	for i := len(all) - 1; i >= 0; i-- {
		limit := float64(height - bottom)
		if i < len(all)-1 {
			limit = all[i+1].y - labelHeight
		}
		all[i].y = min(all[i].y, limit)
	}
	return all
}

func class(i int, l Line) string {
	if l.Strong {
		return "subject"
	}
	return fmt.Sprintf("c%d", i%colours)
}
