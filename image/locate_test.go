package image

import (
	"strings"
	"testing"
)

// TestLocate: texts of which a default is an upstream's reference, or the first
// part of one, and what they become. HOST stands for the cache's registry.
func TestLocate(t *testing.T) {
	parted := []Upstream{{"ghcr.io", "ghcr", ""}, {"docker.io", "docker-hub", ""}}
	for _, test := range []struct{ in, want, variable, restored string }{
		{"ghcr.io/o/a:v1", "HOST/ghcr/o/a:v1", "", ""},
		{"${IMG:=ghcr.io/o/a:v1}", "${IMG:=HOST/ghcr/o/a:v1}", "IMG", ""},
		{"${IMG:-ghcr.io/o/a}:v1@${D}", "${IMG:-HOST/ghcr/o/a}:v1@${D}", "IMG", ""},
		{"${IMG-ghcr.io/o/a}", "${IMG-HOST/ghcr/o/a}", "IMG", ""},
		{"${IMG=ghcr.io/o/a}", "${IMG=HOST/ghcr/o/a}", "IMG", ""},
		{"${IMG:+ghcr.io/o/a}", "${IMG:+HOST/ghcr/o/a}", "IMG", ""},
		{"${REGISTRY:=ghcr.io}/o/a:v1", "${REGISTRY:=HOST/ghcr}/o/a:v1", "REGISTRY", ""},
		{"${REGISTRY:-ghcr.io/o}/a:v1", "${REGISTRY:-HOST/ghcr/o}/a:v1", "REGISTRY", ""},
		{"${REGISTRY:-ghcr.io/}o/a", "${REGISTRY:-HOST/ghcr/}o/a", "REGISTRY", ""},
		{"${A:-${B:-ghcr.io}}/o/a", "${A:-${B:-HOST/ghcr}}/o/a", "B", ""},
		{"${A:-${B:-ghcr.io}/o}/a", "${A:-${B:-HOST/ghcr}/o}/a", "B", ""},
		{"${REGISTRY:-docker.io}/nginx:1", "${REGISTRY:-HOST/docker-hub/library}/nginx:1", "REGISTRY", "${REGISTRY:-docker.io/library}/nginx:1"},
		{"${IMG:-nginx:1}", "${IMG:-HOST/docker-hub/library/nginx:1}", "IMG", "${IMG:-docker.io/library/nginx:1}"},
		{"${ORG:-bitnami}/redis", "${ORG:-HOST/docker-hub/bitnami}/redis", "ORG", "${ORG:-docker.io/bitnami}/redis"},
		{`{{ .Values.x | default "ghcr.io/o/a:v1" }}`, `{{ .Values.x | default "HOST/ghcr/o/a:v1" }}`, ".Values.x", ""},
		{`{{- default "ghcr.io" .r -}}/o/a`, `{{- default "HOST/ghcr" .r -}}/o/a`, ".r", ""},
		{`{{ registry | default('ghcr.io', true) }}/o/a`, `{{ registry | default('HOST/ghcr', true) }}/o/a`, "registry", ""},
		{`{{ r|d("ghcr.io") }}/o/a`, `{{ r|d("HOST/ghcr") }}/o/a`, "r", ""},
		{`${{ inputs.registry || 'ghcr.io' }}/o/a`, `${{ inputs.registry || 'HOST/ghcr' }}/o/a`, "inputs.registry", ""},
		{`<< inputs.image | default "ghcr.io/o/a" >>:v1`, `<< inputs.image | default "HOST/ghcr/o/a" >>:v1`, "inputs.image", ""},
		{`[[ default "ghcr.io" .r ]]/o/a`, `[[ default "HOST/ghcr" .r ]]/o/a`, ".r", ""},
		{"HOST/ghcr/o/a${D:+@$D}", "", "", ""},

		// Nothing is certain, or nothing is an upstream's.
		{"${IMG}", "", "", ""},
		{"${IMG:?ghcr.io/o/a is not set}", "", "", ""},
		{"${IMG:-}ghcr.io/o/a", "", "", ""},
		{"${SUB:-ghcr.}io/o/a", "", "", ""},
		{"x${IMG:-ghcr.io/o/a}", "", "", ""},
		{"${1:-ghcr.io/o/a}", "", "", ""},
		{"$${IMG:-ghcr.io/o/a}", "", "", ""},
		{"${IMG#ghcr.io/}", "", "", ""},
		{"${IMG/ghcr.io/quay.io}", "", "", ""},
		{`${IMG:-"ghcr.io/o/a"}`, "", "", ""},
		{"${IMG:-quay.io/o/a}", "", "", ""},
		{`{{ .x | default "ghcr.io" | trimSuffix "/" }}/o/a`, "", "", ""},
		{`{{ printf "ghcr.io/%s" .x }}`, "", "", ""},
		{`{{ default .y "ghcr.io" }}/o/a`, "", "", ""},
		{`{{ .x | default "" }}/o/a`, "", "", ""},
		{"quay.io/o/a:${TAG:-ghcr.io/o/a}", "", "", ""},
		{strings.Repeat("${A:-", 9) + "ghcr.io/o/a" + strings.Repeat("}", 9), "", "", ""},
	} {
		c := NewCache(home, parted)
		in := strings.ReplaceAll(test.in, "HOST", host)
		got, variable := moved(c, in)
		want := strings.ReplaceAll(test.want, "HOST", host)
		if got != want || want != "" && variable != test.variable {
			t.Errorf("%s\n got %q by %q\nwant %q by %q", in, got, variable, want, test.variable)
		}
		if want == "" {
			continue
		}
		if again, _ := moved(c, got); again != "" {
			t.Errorf("%s: a second time makes %s", got, again)
		}
		back := test.restored
		if back == "" {
			back = in
		}
		if restored := restored(c, got); restored != back {
			t.Errorf("%s\nrestored as %s\n      want  %s", got, restored, back)
		}
	}
}

// TestMoveIntoPlaceholder: the cache's own placeholders do not come to stand in
// another one.
func TestMoveIntoPlaceholder(t *testing.T) {
	c := NewCache(open, smoke)
	if got, _ := moved(c, "${IMG:-ghcr.io/o/a}"); got != "" {
		t.Errorf("got %s", got)
	}
	if got, _ := moved(c, "ghcr.io/o/a:${T}"); got != "${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION}.amazonaws.com/ghcr/o/a:${T}" {
		t.Errorf("got %s", got)
	}
}

// moved is what Rewrite and Move make of a text, nothing when it stays.
func moved(c *Cache, text string) (result, variable string) {
	located, class, err := c.Locate(text)
	if err != nil || class.Status != FromUpstream {
		return "", ""
	}
	to, err := c.Rewrite(located.Reference)
	if err != nil {
		return "", ""
	}
	edit, ok := located.Move(to)
	if !ok {
		return "", ""
	}
	return edit.Apply(text), located.Variable
}

// restored is what Restore and Move make of a text, nothing when it stays.
func restored(c *Cache, text string) string {
	located, _, err := c.Locate(text)
	if err != nil {
		return ""
	}
	to, ok := c.Restore(located.Reference)
	if !ok {
		return ""
	}
	edit, ok := located.Move(to)
	if !ok {
		return ""
	}
	return edit.Apply(text)
}

func TestDropDigest(t *testing.T) {
	for in, want := range map[string]string{
		"ghcr.io/o/a:v1@" + sha256Dig:                  "ghcr.io/o/a:v1",
		"ghcr.io/o/a:v1@${D}":                          "ghcr.io/o/a:v1",
		"ghcr.io/o/a:v1@sha256:{{ .d }}":               "ghcr.io/o/a:v1",
		"${IMG:-ghcr.io/o/a:v1@" + sha256Dig + "}":     "${IMG:-ghcr.io/o/a:v1}",
		"${R:-ghcr.io}/o/a:v1@" + sha256Dig:            "${R:-ghcr.io}/o/a:v1",
		"${A:-${R:-ghcr.io}/o/a:v1@" + sha256Dig + "}": "", // not in the inner default
		"ghcr.io/o/a:v1{{ if .d }}@{{ .d }}{{ end }}":  "",
		"ghcr.io/o/a:v1${D:+@$D}":                      "",
		"ghcr.io/o/a:v1":                               "",
		"ghcr.io/o/a:v1@${A}${B}":                      "",
	} {
		located, _, err := NewCache(home, smoke).Locate(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		edit, ok := located.DropDigest(in)
		if ok != (want != "") || ok && edit.Apply(in) != want {
			t.Errorf("%s: %v, %q; want %q", in, ok, edit.Apply(in), want)
		}
	}
}

func TestMayHaveDigest(t *testing.T) {
	for in, want := range map[string]bool{
		"ghcr.io/o/a:v1":                           false,
		"ghcr.io/o/a:${TAG}":                       false,
		"ghcr.io/o/a:v1@" + sha256Dig:              true,
		"ghcr.io/o/a@${D}":                         true,
		"ghcr.io/o/a${D:+@$D}":                     true,
		"ghcr.io/o/a:v1${D:+@$D}":                  true,
		"ghcr.io/o/a{{ if .d }}@{{ .d }}{{ end }}": true,
	} {
		if got := mustParse(t, in).MayHaveDigest(); got != want {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
}
