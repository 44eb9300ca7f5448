package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// conventions are the charts of testdata, one for each way in which charts put images
// together, and what becomes of their images: moved to the cache, or left and reported.
// Of those that are told, some are moved where the program reads the chart itself.
var conventions = map[string]struct{ moved, told, read int }{
	"repository":             {moved: 1},
	"registry":               {moved: 1},
	"official":               {moved: 1},
	"digest":                 {moved: 1},
	"containers":             {moved: 1},
	"global-registry-wins":   {moved: 1},
	"hub":                    {moved: 2},
	"registry-and-names":     {moved: 2},
	"organization":           {moved: 1},
	"default-registry":       {moved: 1},
	"registry-ends-in-slash": {moved: 1},
	// The values do not say what stands before the name.
	"registry-in-the-template": {told: 1},
	"short-name":               {told: 1, read: 1},
	"short-name-helper":        {told: 1},
	"short-name-subchart":      {told: 2, read: 2},
	"short-name-elsewhere":     {told: 1},
	// A registry that may be all of the name, which is Docker Hub's and has one word.
	"registry-is-the-name": {moved: 1, told: 1},
	// Two conventions in one map that contradict each other: the chart's image is none.
	"registry-beside-a-whole-name": {told: 1},
	"random-name":                  {moved: 1},
	// The template does not use the registry of the values.
	"testkube-logs": {told: 1},
}

// TestConventions renders charts of every convention before and after the rewriting, as
// they stand in a repository and as what a HelmRelease takes its values for: no image
// becomes anything but the cache's, and nothing stays without a word.
func TestConventions(t *testing.T) {
	quiet()
	program, err := Build(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dirs, library, err := FindCharts("testdata")
	if err != nil || len(dirs) != len(conventions) {
		t.Fatalf("%d charts, and what is expected of %d: %v", len(dirs), len(conventions), err)
	}
	bench := &Bench{Library: library, Program: program, Folder: t.TempDir()}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		expected := conventions[name]
		_, text, err := readValues(filepath.Join(dir, "values.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []Measurement{bench.InPlace(dir, ""), bench.AsRelease(dir, "copied", release(name, text))} {
			read := 0
			if m.Mode == "chart" {
				read = expected.read
			}
			want := map[Outcome]int{Moved: expected.moved + read, Reported: expected.told - read}
			maps.DeleteFunc(want, func(_ Outcome, count int) bool { return count == 0 })
			got := map[Outcome]int{}
			for _, v := range m.Verdicts {
				got[v.Outcome]++
			}
			if !maps.Equal(want, got) || m.Problem != "" {
				t.Errorf("%s, %s: %v, want %v: %s %v", name, m.Mode, got, want, m.Problem, m.Verdicts)
			}
		}
	}
}

// TestChartsThatDoNotRender: a chart that Helm refuses is measured as such, and the program
// does with its values what can be known: a name with its registry moves, one without is
// left and reported, since nobody knows what the templates do with it.
func TestChartsThatDoNotRender(t *testing.T) {
	quiet()
	program, err := Build(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	const values = "image: {repository: ghcr.io/amerintlxperts/shop, tag: v1}\nproxy: {image: {repository: amerintlxperts/proxy, tag: v1}}\n"
	const pod = "kind: Pod\nspec:\n  containers:\n  - image: {{ .Values.proxy.image.repository }}:v1\n"
	for name, test := range map[string]struct {
		template, chart string
		read            bool // its templates, which are whole
	}{
		"fails":           {template: pod + `{{ fail "set a password" }}`, read: true},
		"requires":        {template: pod + `{{ required "a password" .Values.password }}`, read: true},
		"no template":     {template: pod + "{{ if }}"},
		"no function":     {template: pod + "{{ noSuchFunction }}", read: true},
		"no helper":       {template: pod + `{{ include "elsewhere" . }}`},
		"no dependency":   {template: pod + `{{ include "common.names" . }}`, chart: "dependencies: [{name: common, version: 1.x, repository: https://charts.example.com}]\n"},
		"no YAML":         {template: pod + "\t- {{ .Values.password }}: [", read: true},
		"no Chart.yaml":   {template: pod, chart: "name: ["},
		"not even values": {template: pod + "{{ .Values.a.b.c }}", read: true},
	} {
		t.Run(name, func(t *testing.T) {
			work := filepath.Join(t.TempDir(), "work")
			dir := filepath.Join(work, "shop")
			write := func(file, text string) {
				path := filepath.Join(dir, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n"+test.chart)
			write("values.yaml", values)
			write("templates/pod.yaml", test.template)
			bench := &Bench{Library: Library{}, Program: program, Folder: t.TempDir()}
			if m := bench.InPlace(dir, ""); m.Problem == "" && name != "no YAML" {
				t.Errorf("measured: %v", m.Verdicts)
			}
			findings, err := program.Rewrite(work)
			if err != nil {
				t.Fatal(err)
			}
			_, text, err := readValues(filepath.Join(dir, "values.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Replace(values, "ghcr.io", cacheHost+"/ghcr", 1)
			if test.read {
				want = strings.Replace(want, "amerintlxperts/proxy", cacheHost+"/docker-hub/amerintlxperts/proxy", 1)
			}
			if string(text) != want {
				t.Errorf("the values became\n%s", text)
			}
			if told := pathsIn(findings, "shop")["proxy.image.repository"]; told == test.read {
				t.Errorf("told of the name without a registry: %v, %v", told, findings)
			}
		})
	}
}

// TestComparison: what is neither the old image nor the cache's is found, in a container
// and anywhere else, and so is an image that comes or goes.
func TestComparison(t *testing.T) {
	const cached = cacheHost + "/ghcr/amerintlxperts/shop:v1"
	pod := func(image string) Rendered {
		return Rendered{"pod.yaml": "kind: Pod\nspec:\n  containers:\n  - name: shop\n    image: " + image + "\n"}
	}
	for _, test := range []struct {
		before, after Rendered
		want          Outcome
	}{
		{pod("ghcr.io/amerintlxperts/shop:v1"), pod(cached), Moved},
		{pod("ghcr.io/amerintlxperts/shop:v1"), pod("ghcr.io/amerintlxperts/shop:v1"), Silent},
		{pod("registry.example.com/shop:v1"), pod("registry.example.com/shop:v1"), Foreign},
		{pod("ghcr.io/amerintlxperts/shop:v1"), pod(cacheHost + "/ghcr/amerintlxperts/shop:v2"), Wrong},
		{pod("ghcr.io/amerintlxperts/shop:v1"), pod(cacheHost + "/ghcr/ghcr/amerintlxperts/shop:v1"), Wrong},
		{pod("memcached:1"), pod("docker.io/" + cacheHost + "/docker-hub/library/memcached:1"), Wrong},
		{pod("memcached:1"), pod(cacheHost + "/docker-hub/memcached:1"), Wrong},
		{pod("registry.example.com/shop:v1"), pod(cacheHost + "/shop:v1"), Wrong},
		{pod("ghcr.io/amerintlxperts/shop:v1"), Rendered{}, Wrong},
		{pod("quay.io/ghcr.io/amerintlxperts/shop:v1"), pod("quay.io/" + cached), Broken},
		{pod("quay.io/ghcr.io/amerintlxperts/shop:v1"), pod("quay.io/ghcr.io/amerintlxperts/shop:v1"), Silent},
		{pod("harbor.example.com/ghcr.io/amerintlxperts/shop:v1"), pod("harbor.example.com/" + cached), Wrong},
		{pod("registry.example.com/ghcr.io/amerintlxperts/shop:v1"), pod(cached), Wrong},
	} {
		verdicts := Compare(test.before, test.after)
		if len(verdicts) == 0 || verdicts[0].Outcome != test.want {
			t.Errorf("%v to %v: %v, want %s", test.before, test.after, verdicts, test.want)
		}
	}
}
