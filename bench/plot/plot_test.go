package plot

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

func chart() Chart {
	return Chart{Title: "CPU & <more>", X: "resources", Y: "CPU", Lines: []Line{
		{Name: "near", Points: []Point{{1, 0.001}, {1000, 1}}},
		{Name: "nearer", Points: []Point{{1, 0.001}, {1000, 1.01}}},
		{Name: "subject", Strong: true, Points: []Point{{1, 0.001}, {1000, 0.02}}},
		{Name: "not measured"},
	}}
}

func TestThePlotIsXMLForBothPages(t *testing.T) {
	var b bytes.Buffer
	if err := chart().Write(&b); err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(strings.NewReader(b.String()))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
	}
	for _, want := range []string{"prefers-color-scheme: dark", "CPU &amp; &lt;more&gt;", `class="line subject"`, ">1,000<", ">100 ms<"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the plot has no %s", want)
		}
	}
	if strings.Contains(b.String(), "not measured") || strings.Contains(b.String(), "NaN") {
		t.Error("a line without points is drawn")
	}
}

// Ten times as many at ten times the price is a straight line.
func TestAxesAreLogarithmic(t *testing.T) {
	x, _ := chart().axes()
	if one, two := x.at(10)-x.at(1), x.at(100)-x.at(10); math.Abs(one-two) > 1e-9 {
		t.Errorf("from 1 to 10 it is %f, from 10 to 100 %f", one, two)
	}
}

func TestNamesStayApart(t *testing.T) {
	c := chart()
	for range 12 {
		c.Lines = append(c.Lines, Line{Name: "low", Points: []Point{{1, 0.001}, {1000, 0.001}}})
	}
	for range 5 {
		c.Lines = append(c.Lines, Line{Name: "high", Points: []Point{{1, 0.001}, {1000, 10}}})
	}
	x, y := c.axes()
	all := c.names(x, y)
	for i, n := range all {
		if i > 0 && n.y-all[i-1].y < labelHeight-1e-9 {
			t.Errorf("%s is %.1f below %s", n.text, n.y-all[i-1].y, all[i-1].text)
		}
		if n.y < top || n.y > height-bottom {
			t.Errorf("%s is outside the plot, at %.1f", n.text, n.y)
		}
	}
}

func TestEveryColourHasBothShades(t *testing.T) {
	for i := range colours {
		if got := strings.Count(style, "--"+class(i, Line{})+":"); got != 2 {
			t.Errorf("colour %d has %d shades", i, got)
		}
	}
}
