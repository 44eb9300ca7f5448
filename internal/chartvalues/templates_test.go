package chartvalues

import (
	"strings"
	"testing"
)

const pod = "kind: Pod\nspec:\n  containers:\n  - name: shop\n"

// TestTakesWhole: the shapes of templates in which a value is the beginning of a
// container's image and nothing else, and those in which it may be joined to something.
func TestTakesWhole(t *testing.T) {
	for _, test := range []struct {
		template string
		want     bool
	}{
		// As helm create writes it, and as other charts do.
		{pod + `    image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"`, true},
		{pod + "    image: {{ .Values.image.repository }}:v1", true},
		{pod + "    image: {{ $.Values.image.repository | quote }}", true},
		{pod + "    image: {{ .Values.image.repository | default \"other\" }}:v1", true},
		{pod + `    image: {{ printf "%s:%s" .Values.image.repository .Values.image.tag | quote }}`, true},
		{pod + `    image: "{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag }}{{ end }}"`, true},
		{"{{ if .Values.image.repository }}" + pod + "  - image: '{{ .Values.image.repository }}@sha256:0'{{ end }}", true},
		{"{{/* .Values.image */}}" + pod + "    image: {{ .Values.image.repository }}", true},
		// Something stands in front, between or behind.
		{pod + "    image: quay.io/{{ .Values.image.repository }}:v1", false},
		{pod + `    image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}:v1"`, false},
		{pod + "    image: {{ .Values.image.repository }}/{{ .Values.name }}:v1", false},
		{pod + "    image: {{ .Values.image.repository }}-debug:v1", false},
		{pod + "    image: {{ .Values.image.repository }}{{ .Values.suffix }}", false},
		{pod + `    image: "{{ .Values.image.repository }}{{ if .Values.debug }}-debug{{ end }}:v1"`, false},
		{pod + `    image: {{ printf "%s/%s" .Values.image.repository .Values.name }}`, false},
		{pod + `    image: {{ printf "%s-%s" .Values.image.repository .Values.name }}`, false},
		{pod + "    image: {{ .Values.image.repository | replace \"/\" \"-\" }}", false},
		{pod + `    image: {{ .Values.image.repository | printf "quay.io/%s" }}`, false},
		// It is used in another way too, or may be.
		{pod + "    image: {{ .Values.image.repository }}\n    command: [{{ .Values.image.repository }}]", false},
		{pod + "    image: {{ .Values.image.repository }}\n{{ toYaml .Values.image }}", false},
		{pod + "    image: {{ .Values.image.repository }}\n{{ with .Values.image }}{{ .tag }}{{ end }}", false},
		{pod + "    image: {{ .Values.image.repository }}\n{{ $v := .Values }}{{ $v.image.tag }}", false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ index .Values "image" "tag" }}`, false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ (index .Values "image").tag }}`, false},
		{pod + "    image: {{ .Values.image.repository }}\n{{ range $k, $v := .Values.image }}{{ $k }}{{ end }}", false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ if eq .Values.image.repository "x" }}a: b{{ end }}`, false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ include "elsewhere" . }}`, false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ template "elsewhere" . }}`, false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ include .Values.name . }}`, false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ tpl (.Files.Get "x") . }}`, false},
		{pod + `    image: {{ .Values.image.repository }}` + "\n" + `{{ define "x" }}{{ .context.Values.image.repository }}{{ end }}`, false},
		// The field is no container's, or none at all.
		{"kind: Operator\nspec:\n  image: {{ .Values.image.repository }}:v1", false},
		{pod + "    image: shop\n    command: [{{ .Values.image.repository }}]", false},
		{pod + "    image: shop", false},
		// It cannot be read.
		{pod + "    image: {{ .Values.image.repository }}\n{{ if }}", false},
		{pod + "    image: {{ .Values.image.repository", false},
	} {
		chart := (&Chart{Templates: ReadTemplates([][]byte{[]byte(test.template)}, nil)}).Link()
		if got := chart.TakesWhole([]string{"image", "repository"}, true); got != test.want {
			t.Errorf("taken whole: %v in\n%s", got, test.template)
		}
	}
}

// TestTakesWholeIncludes: templates that a chart calls and defines, and those of files
// whose checksum it writes, are known.
func TestTakesWholeIncludes(t *testing.T) {
	text := pod + `    image: {{ .Values.image.repository }}
{{ include "name" . }} {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
{{ define "name" }}shop{{ end }}`
	chart := (&Chart{Templates: ReadTemplates([][]byte{[]byte(text)}, nil)}).Link()
	if !chart.TakesWhole([]string{"image", "repository"}, false) {
		t.Error("a chart that calls what it defines is not known")
	}
}

// TestValuesThatAreTemplates: values are templates too where a chart gives them to tpl.
func TestValuesThatAreTemplates(t *testing.T) {
	texts := [][]byte{[]byte(pod + "    image: {{ .Values.image.repository }}")}
	for values, want := range map[string]bool{
		"image: {repository: amerintlxperts/shop}\nname: '{{ .Values.other }}'":                        true,
		"image: {repository: amerintlxperts/shop}\nextra: 'quay.io/{{ .Values.image.repository }}:v1'": false,
		"image: {repository: amerintlxperts/shop}\nextra: '{{ toYaml .Values.image }}'":                false,
		"image: {repository: amerintlxperts/shop}\nextra: '{{ toYaml .Values }}'":                      false,
	} {
		chart := (&Chart{Templates: ReadTemplates(texts, [][]byte{[]byte(values)})}).Link()
		if got := chart.TakesWhole([]string{"image", "repository"}, true); got != want {
			t.Errorf("taken whole: %v with the values\n%s", got, values)
		}
	}
}

// TestChartsInCharts: a chart above sees the values of those that it brings along, all see
// what is global, and named templates are for all of them.
func TestChartsInCharts(t *testing.T) {
	const image = pod + "    image: {{ .Values.image.repository }}:v1"
	for _, test := range []struct {
		parent, sub, path string
		of                string
		want              bool
	}{
		{"", image, "image.repository", "sub", true},
		{"", image, "sub.image.repository", "parent", true},
		{"", image, "image.repository", "parent", false},
		{"a: {{ .Values.sub.image.repository }}", image, "image.repository", "sub", false},
		{"a: {{ toYaml .Values.sub }}", image, "sub.image.repository", "parent", false},
		{`{{ define "x" }}{{ .Values.image }}{{ end }}`, image, "image.repository", "sub", false},
		{`{{ include "x" . }}`, image + `{{ define "x" }}{{ end }}`, "image.repository", "sub", true},
		{`{{ include "x" . }}`, image, "image.repository", "sub", false},
		{"", pod + "    image: {{ .Values.global.name }}", "global.name", "parent", true},
		{"a: {{ .Values.global.name }}", pod + "    image: {{ .Values.global.name }}", "global.name", "sub", false},
	} {
		sub := &Chart{Templates: ReadTemplates([][]byte{[]byte(test.sub)}, nil)}
		parent := &Chart{Templates: ReadTemplates([][]byte{[]byte(test.parent)}, nil), Charts: map[string]*Chart{"sub": sub}}
		parent.Link()
		of := map[string]*Chart{"sub": sub, "parent": parent}[test.of]
		if got := of.TakesWhole(strings.Split(test.path, "."), true); got != test.want {
			t.Errorf("%s takes %s whole: %v with %q above %q", test.of, test.path, got, test.parent, test.sub)
		}
	}
}

// TestSkipsRegistry: a template that begins a container's image with a name leaves out the
// registry beside it, unless a condition about a registry says when it does so.
func TestSkipsRegistry(t *testing.T) {
	const plain = pod + "    image: {{ .Values.image.repository }}:v1\n"
	const joined = pod + "    image: {{ .Values.image.registry }}/{{ .Values.image.repository }}:v1\n"
	for _, test := range []struct {
		template string
		want     bool
	}{
		{plain, true},
		{plain + joined, true},
		{plain + `{{ define "image" }}{{ .Values.image.registry }}/{{ .Values.image.repository }}{{ end }}{{ include "elsewhere" . }}`, true},
		{"{{ if .Values.enabled }}" + plain + "{{ end }}", true},
		{"{{ if .Values.image.registry }}" + joined + "{{ end }}" + plain, true},
		{"{{ define \"pod\" }}" + plain + "{{ end }}", true},
		{joined, false},
		{"{{ if .Values.image.registry }}" + joined + "{{ else }}" + plain + "{{ end }}", false},
		{"{{ if .Values.global.imageRegistry }}" + joined + "{{ else if .Values.enabled }}" + plain + "{{ end }}", false},
		{"{{ with .Values.image.registry }}{{ . }}{{ else }}" + plain + "{{ end }}", false},
		{pod + `    image: "{{ with .Values.image.registry }}{{ . }}/{{ end }}{{ .Values.image.repository }}:v1"`, false},
		{pod + `    image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}"`, false},
		{pod + `    image: {{ include "image" . }}`, false},
		{pod + `    image: {{ printf "%s/%s" .Values.image.registry .Values.image.repository }}`, false},
		{"kind: Operator\nspec:\n  image: {{ .Values.image.repository }}:v1", false},
	} {
		chart := (&Chart{Templates: ReadTemplates([][]byte{[]byte(test.template)}, nil)}).Link()
		if got := chart.SkipsRegistry([]string{"image", "repository"}); got != test.want {
			t.Errorf("skips the registry: %v in\n%s", got, test.template)
		}
		parent := (&Chart{Templates: ReadTemplates(nil, nil), Charts: map[string]*Chart{"sub": chart}}).Link()
		if got := parent.SkipsRegistry([]string{"sub", "image", "repository"}); got != test.want {
			t.Errorf("skips the registry of a chart below: %v in\n%s", got, test.template)
		}
	}
	var none *Chart
	if none.SkipsRegistry([]string{"image", "repository"}) || !KnownByName("testkube-logs").SkipsRegistry([]string{"image", "repository"}) {
		t.Error("charts that are known by their name alone")
	}
}

// FuzzReadTemplates: nothing that stands in a chart's folder makes reading it fail.
func FuzzReadTemplates(f *testing.F) {
	f.Add(pod+"    image: {{ .Values.a.b }}", "a: {b: c}")
	f.Add("{{ define `x` }}{{ end }}{{ template `x` }}{{ if not .Values }}{{ else with $.Values }}{{ end }}", "{{ .Values }}")
	f.Fuzz(func(_ *testing.T, template, values string) {
		chart := (&Chart{Templates: ReadTemplates([][]byte{[]byte(template)}, [][]byte{[]byte(values)})}).Link()
		chart.TakesWhole([]string{"a"}, false)
		chart.TakesWhole([]string{"global", "b"}, true)
		chart.SkipsRegistry([]string{"a", "b"})
	})
}
