package build_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/google/go-cmp/cmp"
)

// last is the entry of the last Component.
const last = "images: [{name: ghcr.io/amerintlxperts/app, %s}]\n"

// shared are repositories of n levels whose last one is reached in 2^n ways.
var shared = map[string]func(n int) files{
	"a Component twice": func(n int) files {
		return withComponents(n, []string{"c"}, func(below []string) []string { return append(below, below...) }, "newTag: v2")
	},
	"two Components, each names both": func(n int) files {
		return withComponents(n, []string{"c", "d"}, func(below []string) []string { return below }, "newTag: v2", "newTag: v3")
	},
	"two that take turns": func(n int) files {
		return withComponents(n, []string{"c", "d"}, func(below []string) []string { return below },
			"newName: ghcr.io/amerintlxperts/fork}, {name: ghcr.io/amerintlxperts/fork, newTag: v2", "newTag: v3")
	},
	"bases": func(n int) files { return withBases(n, "") },
	"bases with a prefix": func(n int) files {
		return withBases(n, "configMapGenerator: [{name: more, literals: [a=b]}]\nvars: [{name: X, objref: {kind: Pod, name: app}, fieldref: {fieldpath: metadata.name}}]\nhelmCharts: [{name: podinfo}]\n")
	},
}

// withComponents makes n levels of Components of the names, each of which lists what uses makes of
// those of the next level. The last ones have an entry each.
func withComponents(n int, names []string, uses func(below []string) []string, entries ...string) files {
	all := files{"/r/kustomization.yaml": "resources: [pod.yaml]\ncomponents: [c1]\n", "/r/pod.yaml": pod("ghcr.io/amerintlxperts/app:v1")}
	for i := 1; i <= n; i++ {
		var below []string
		for _, name := range names {
			below = append(below, fmt.Sprintf("../%s%d", name, i+1))
		}
		for j, name := range names {
			text := "components: [" + strings.Join(uses(below), ", ") + "]\n"
			if i == n {
				text = fmt.Sprintf(last, entries[j])
			}
			all[fmt.Sprintf("/r/%s%d/kustomization.yaml", name, i)] = "kind: Component\n" + text
		}
	}
	return all
}

// withBases makes n levels of kustomizations, each of which uses the next one with a prefix and
// another time with another. more is a part of the last.
func withBases(n int, more string) files {
	all := files{"/r/kustomization.yaml": "resources: [b1]\n" + fmt.Sprintf(last, "newTag: v3"), "/r/pod.yaml": pod("ghcr.io/amerintlxperts/app:v1")}
	for i := 1; i < n; i++ {
		all[fmt.Sprintf("/r/b%d/kustomization.yaml", i)] = fmt.Sprintf("resources: [../l%d, ../r%d]\n", i, i)
		for _, side := range []string{"l", "r"} {
			all[fmt.Sprintf("/r/%s%d/kustomization.yaml", side, i)] = fmt.Sprintf("namePrefix: %s-\nresources: [../b%d]\n", side, i+1)
		}
	}
	all[fmt.Sprintf("/r/b%d/kustomization.yaml", n)] = "resources: [../pod.yaml]\n" + more + fmt.Sprintf(last, "newTag: v2")
	return all
}

// TestShared: what is reached in 2^n ways is built in a time in proportion to the files, with the same
// images as if there were few.
func TestShared(t *testing.T) {
	for name, make := range shared {
		built := func(n int) (stages int, out *build.States) {
			s := settled(session(make(n)))
			return len(s.Stages), s.Out(s.Kustomizations["/r"])
		}
		_, few := built(3)
		half, _ := built(20)
		for _, n := range []int{24, 40} {
			stages, out := built(n)
			if diff := cmp.Diff(images(few), images(out)); diff != "" {
				t.Errorf("%s: %d levels have other images than 3: -3 +%d\n%s", name, n, n, diff)
			}
			if len(out.Unread) != len(few.Unread) {
				t.Errorf("%s: %d parts are not read of %d levels, and %d of 3", name, len(out.Unread), n, len(few.Unread))
			}
			if stages > 3*half {
				t.Errorf("%s: %d stages of %d levels, and %d of 20", name, stages, n, half)
			}
		}
	}
}

// TestRepeated: a Component that changes images each time that it runs may do so a thousand times; where
// the number of its runs doubles with each level, the kustomization is refused.
func TestRepeated(t *testing.T) {
	thousand := files{
		"/r/kustomization.yaml":   "resources: [pod.yaml]\ncomponents: [" + strings.Repeat("c, ", 1000) + "]\n",
		"/r/c/kustomization.yaml": "kind: Component\n" + fmt.Sprintf(last, "tagSuffix: -x"), "/r/pod.yaml": pod("ghcr.io/amerintlxperts/app:v1"),
	}
	s := settled(session(thousand))
	if want := []string{"ghcr.io/amerintlxperts/app:v1" + strings.Repeat("-x", 2000)}; len(s.Problems.All) > 0 || cmp.Diff(want, images(s.Out(s.Kustomizations["/r"]))) != "" {
		t.Errorf("a Component listed 1,000 times: %v", s.Problems.All)
	}
	for _, n := range []int{24, 40} {
		twice := func(below []string) []string { return append(below, below...) }
		s := settled(session(withComponents(n, []string{"c"}, twice, "tagSuffix: -x")))
		if len(s.Problems.All) != 1 {
			t.Fatalf("%d levels: %v", n, s.Problems.All)
		}
		p := s.Problems.All[0]
		if p.Code != "kustomize-repeats" || p.File.Path != "/r/kustomization.yaml" || !regexp.MustCompile(`it ran [1-9]\d{3} times`).MatchString(p.Message) {
			t.Errorf("%d levels: %s in %s: %s", n, p.Code, p.File.Path, p.Message)
		}
	}
}
