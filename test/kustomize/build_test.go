package kustomize

import (
	"flag"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

var (
	seeds = flag.Int("trees", 400, "how many random trees are built")
	first = flag.Int64("seed", 1, "the seed of the first tree")
)

func itoa(i int) string { return strconv.Itoa(i) }

// TestTrees: the images of every kustomization of a random tree are, once the tree is
// rewritten in place, those that the images before become.
func TestTrees(t *testing.T) {
	var count tally
	for i := range *seeds {
		seed := *first + int64(i)
		r := newRepository(seed)
		before := builds(r)
		after, plan := rewritten(t, r, false)
		if after == nil {
			count.refused++
			if testing.Verbose() {
				t.Logf("seed %d: %s", seed, plan.Problems[len(plan.Problems)-1].Message)
			}
			continue
		}
		if mends(plan) {
			count.mended++ // what it builds is to change
			continue
		}
		count.trees++
		count.hidden = nil
		for _, h := range r.hidden {
			count.hidden = append(count.hidden, build(r, h))
		}
		now := builds(after)
		for dir, images := range before {
			count.compare(t, seed, r, after, dir, images, now[dir])
		}
		if t.Failed() {
			return
		}
	}
	count.hidden = nil
	t.Logf("%+v", count)
	if count.trees < *seeds*3/4 {
		t.Errorf("only %d of %d trees were rewritten", count.trees, *seeds)
	}
}

type tally struct {
	trees, refused, mended, built, unbuilt, images, moved int
	hidden                                                []map[string]string // what comes of what is not read
}

func mends(p *kustomization.Plan) bool {
	for _, d := range p.Entries {
		if d.Mended {
			return true
		}
	}
	return false
}

// compare holds the images of one build to what they must be.
func (c *tally) compare(t *testing.T, seed int64, r, after *repository, dir string, before, now map[string]string) {
	if before == nil {
		c.unbuilt++
		return
	}
	c.built++
	for at, image := range before {
		c.images++
		want := expected(r, c.hidden, dir, at, image)
		if !slices.Contains(want, now[at]) {
			t.Errorf("seed %d: %s: %s: %s became %s, not %s\n%s", seed, dir, at, image, now[at], want, shown(r, after))
			return
		}
		if now[at] != image {
			c.moved++
		}
	}
	if len(now) != len(before) {
		t.Errorf("seed %d: %s builds %d images, %d before\n%s", seed, dir, len(now), len(before), shown(r, after))
	}
}

// expected are the images that one may become. What opted out stays. In a base that is
// only built below others a placeholder may stay, and what comes from where the rewriting
// sees nothing may stay until an entry finds it.
func expected(r *repository, hidden []map[string]string, dir, at, image string) []string {
	want := []string{moved(image)}
	if strings.HasPrefix(at, "ignored ") {
		want = []string{image}
	}
	if name, _ := cutName(image); slices.Contains(r.below, dir) && !strings.ContainsAny(strings.Split(name, "/")[0], ".:") {
		want = append(want, image)
	}
	if slices.Contains(r.hidden, dir) {
		want = []string{image}
	}
	for _, built := range hidden {
		_, there := built[at]
		if there && strings.HasPrefix(at, "ignored ") {
			want = append(want, moved(image)) // nobody sees that it opted out
		}
		if built[at] == image || there && hasAny(shown(r, r), "o/.*", "[.]", "tagSuffix") {
			// No new name can be given by a regular expression, nor beside a suffix, which
			// kustomize adds twice without.
			want = append(want, image)
		}
	}
	return want
}

func hasAny(text string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(text, p) })
}

// builds are the images of every kustomization, by the place of each; nil for one that
// kustomize does not build.
func builds(r *repository) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, dir := range slices.Concat(r.roots, r.below) {
		all[dir] = build(r, dir)
	}
	return all
}

func build(r *repository, dir string) map[string]string {
	fsys := filesys.MakeFsInMemory()
	for name, text := range r.files {
		if err := fsys.WriteFile(name, []byte(text)); err != nil {
			panic(err)
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fsys, dir)
	if err != nil {
		return nil
	}
	images := map[string]string{}
	for _, res := range built.Resources() {
		at := res.GetKind() + " " + res.GetName()
		if res.GetAnnotations()["ecrcache.amerintlxperts.github.io/ignore"] == "true" {
			at = "ignored " + at
		}
		collect(res.YNode(), at, images)
	}
	return images
}

// collect takes every image field there is.
func collect(n *yaml.Node, at string, images map[string]string) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		if (key == "image" || key == "reference") && value.Kind == yaml.ScalarNode {
			images[at+"."+key] = value.Value
		}
		collect(value, at+"."+key, images)
	}
	for i := 0; n.Kind == yaml.SequenceNode && i < len(n.Content); i++ {
		collect(n.Content[i], at+"["+itoa(i)+"]", images)
	}
}

// shown are the files of both trees.
func shown(before, after *repository) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(before.files)) {
		fmt.Fprintf(&b, "--- %s\n%s", name, before.files[name])
		if after.files[name] != before.files[name] && (kustomizationFile(name) || strings.Contains(name, "transformer")) {
			fmt.Fprintf(&b, "+++ %s\n%s", name, after.files[name])
		}
	}
	return b.String()
}

func kustomizationFile(name string) bool {
	return strings.HasPrefix(strings.ToLower(path.Base(name)), "kustomization")
}
