// Package plot draws what grows with what, on logarithmic axes, as an SVG that is
// readable on a light page and on a dark one.
package plot

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// A Line is a name and its points.
type Line struct {
	Name   string
	Strong bool // the subject, drawn thicker and first in the eye
	Points []Point
}

// A Point is a number of things and their price. Both are more than 0.
type Point struct{ X, Y float64 }

// A Chart is lines with the names of their axes.
type Chart struct {
	Title, X, Y string
	Lines       []Line
}

const (
	width, height            = 860, 520
	left, right, top, bottom = 92, 190, 50, 55
	labelHeight              = 16
)

// Write draws the chart.
func (c Chart) Write(w io.Writer) error {
	x, y := c.axes()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`+"\n", width, height, width, height, escape(c.Title))
	b.WriteString(style)
	fmt.Fprintf(&b, `<rect class="page" width="%d" height="%d"/>`+"\n", width, height)
	fmt.Fprintf(&b, `<text class="title" x="%d" y="28">%s</text>`+"\n", left, escape(c.Title))
	c.grid(&b, x, y)
	c.lines(&b, x, y)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// axes span all points, y from one power of ten to another.
func (c Chart) axes() (x, y axis) {
	var xs, ys []float64
	for _, l := range c.Lines {
		for _, p := range l.Points {
			xs, ys = append(xs, p.X), append(ys, p.Y)
		}
	}
	if len(xs) == 0 {
		xs, ys = []float64{1, 10}, []float64{1, 10}
	}
	x = axis{math.Log10(slices.Min(xs)), math.Log10(slices.Max(xs)), left, width - right}
	y = axis{math.Floor(math.Log10(slices.Min(ys))), math.Ceil(math.Log10(slices.Max(ys))), height - bottom, top}
	return x.wide(), y.wide()
}

// grid draws a line and a label for every power of ten.
func (c Chart) grid(b *strings.Builder, x, y axis) {
	for _, power := range y.powers() {
		at := y.at(math.Pow10(power))
		fmt.Fprintf(b, `<path class="grid" d="M%d %.1fH%d"/><text class="tick end" x="%d" y="%.1f">%s</text>`+"\n", left, at, width-right, left-8, at+4, seconds(power))
	}
	for _, power := range x.powers() {
		at := x.at(math.Pow10(power))
		fmt.Fprintf(b, `<path class="grid" d="M%.1f %dV%d"/><text class="tick mid" x="%.1f" y="%d">%s</text>`+"\n", at, top, height-bottom, at, height-bottom+18, thousands(power))
	}
	fmt.Fprintf(b, `<text class="axis mid" x="%d" y="%d">%s</text>`+"\n", (left+width-right)/2, height-12, escape(c.X))
	fmt.Fprintf(b, `<text class="axis mid" transform="translate(16 %d) rotate(-90)">%s</text>`+"\n", (top+height-bottom)/2, escape(c.Y))
}

func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}
