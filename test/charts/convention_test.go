package main

import "testing"

// TestConventionOf: by which values an image is made of, and where these stand.
func TestConventionOf(t *testing.T) {
	v := func(text string, path ...any) Value { return Value{path, text} }
	for _, test := range []struct {
		image  string
		values []Value
		want   Convention
	}{
		{"ghcr.io/o/a:v1", []Value{v("ghcr.io/o/a", "image", "repository"), v("v1", "image", "tag")}, OneText},
		{"ghcr.io/o/a:v1", []Value{v("ghcr.io/o/a:v1", "extraContainers", 0, "image")}, Container},
		{"ghcr.io/o/a:v1", []Value{v("ghcr.io", "image", "registry"), v("o/a", "image", "repository")}, Beside},
		{"ghcr.io/o/a:v1", []Value{v("ghcr.io", "image", "registry"), v("o", "image", "organization"), v("a", "image", "name")}, Between},
		{"ghcr.io/o/a:v1", []Value{v("ghcr.io", "global", "imageRegistry"), v("o/a", "image", "repository")}, GlobalRegistry},
		{"docker.io/istio/a:v1", []Value{v("docker.io/istio", "hub"), v("a", "proxy", "image")}, Above},
		{"ghcr.io/o/a:v1", []Value{v("ghcr.io", "registry", "host"), v("o/a", "image", "repository")}, Elsewhere},
		{"o/a:v1", []Value{v("o/a", "image", "repository")}, ShortName},
		{"a:v1", []Value{v("a", "image")}, ShortName},
		{"ghcr.io/o/a:v1", []Value{v("o/a", "image", "repository")}, TemplateHost},
		{"ghcr.io/o/a:v1", []Value{v("v1", "image", "tag")}, NoValue},
		{"ghcr.io/o/a:v1", nil, NoValue},
	} {
		if got := conventionOf(test.image, test.values); got != test.want {
			t.Errorf("%s of %v: %s, want %s", test.image, test.values, got, test.want)
		}
	}
}

// TestTally: a run fails for an image that is wrong or stays without a word, and for a row
// of the table of charts that is not true.
func TestTally(t *testing.T) {
	pulled := func(mode string, outcome Outcome, of Convention) Measurement {
		return Measurement{Mode: mode, Verdicts: []Verdict{{Outcome: outcome, Convention: of, Image: Image{Pulled: true}}}}
	}
	for _, test := range []struct {
		measurement Measurement
		fails       bool
	}{
		{pulled("chart", Moved, OneText), false},
		{pulled("chart", Reported, ShortName), false},
		{pulled("chart", Silent, OneText), true},
		{pulled("chart", Wrong, OneText), true},
		{Measurement{Mode: "chart", Problem: "it does not render"}, false},
		{pulled("known", Moved, ShortName), false},
		{pulled("known", Reported, ShortName), true},
		{Measurement{Mode: "known", Problem: "it does not render"}, true},
	} {
		tally := Tally{}
		tally.Add(test.measurement)
		if err := tally.problem(); (err != nil) != test.fails {
			t.Errorf("%+v: %v", test.measurement, err)
		}
	}
}
