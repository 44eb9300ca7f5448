package main

import (
	"maps"
	"path/filepath"
	"testing"
)

// conventions are the charts of testdata, one for each way in which charts put images
// together, and what becomes of their images: moved to the cache, or left and told.
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
			want := map[Outcome]int{Moved: expected.moved + read, Told: expected.told - read}
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
	} {
		verdicts := Compare(test.before, test.after)
		if len(verdicts) == 0 || verdicts[0].Outcome != test.want {
			t.Errorf("%v to %v: %v, want %s", test.before, test.after, verdicts, test.want)
		}
	}
}
