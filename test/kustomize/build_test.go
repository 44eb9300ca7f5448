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

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

var (
	seeds = flag.Int("trees", 200, "how many random trees are built")
	first = flag.Int64("seed", 1, "the seed of the first tree")
)

func itoa(i int) string { return strconv.Itoa(i) }

// TestTrees: the images of every kustomization of a random tree are, once the tree is
// rewritten in place, those that the images before become. A second run changes nothing,
// and --restore gives the images, and where the names allow it the bytes, of the first.
func TestTrees(t *testing.T) {
	var count tally
	for i := range *seeds {
		count.tree(t, *first+int64(i))
		if t.Failed() {
			return
		}
	}
	t.Logf("%d trees rewritten, %d refused, %d mended; %d kustomizations built, %d not possible; %d images compared, %d of them moved; %d trees restored to the byte, %d of those held to it; %d refused on the way back",
		count.trees, count.refused, count.mended, count.built, count.unbuilt, count.images, count.moved, count.same, count.bytes, count.stuck)
	if count.trees < *seeds*3/4 {
		t.Errorf("only %d of %d trees were rewritten", count.trees, *seeds)
	}
	if count.same < count.trees/4 || count.bytes < *seeds/10 {
		t.Errorf("only %d of %d trees came back to the byte, and %d were held to it", count.same, count.trees, count.bytes)
	}
}

type tally struct {
	trees, refused, mended, built, unbuilt, images, moved, bytes, stuck, same int
	hidden                                                                    []map[string]string // what comes of what is not read
	suffixed                                                                  []string            // the names of what stays because of a suffix, which is told
}

// tree rewrites one random tree and takes it back.
func (c *tally) tree(t *testing.T, seed int64) {
	r := newRepository(seed)
	after := rewritten(t, r, false)
	switch refusal := after.refusal(); {
	case refusal != "":
		c.refused++
		if testing.Verbose() {
			t.Logf("seed %d: refused: %s", seed, refusal)
		}
		return
	case after.mends():
		c.mended++ // what it builds is to change
		return
	}
	c.trees++
	c.hidden, c.suffixed = nil, after.suffixed()
	for _, h := range r.hidden {
		c.hidden = append(c.hidden, build(r, h))
	}
	before, now := builds(r), builds(after.repository)
	for dir, images := range before {
		c.compare(t, seed, r, after.repository, dir, images, now[dir])
	}
	again := rewritten(t, after.repository, false)
	if again.changed > 0 || again.refusal() != "" {
		t.Errorf("seed %d: a second run changes %d files: %s\n%s", seed, again.changed, again.refusal(), shown(after.repository, again.repository))
	}
	c.restored(t, seed, r, after.repository, before, now)
}

// restored takes a rewritten tree back, and holds what it builds to what is its images'
// name upstream, or to the first build: an image that was in the cache then may stay there.
func (c *tally) restored(t *testing.T, seed int64, r, after *repository, first, now map[string]map[string]string) {
	back := rewritten(t, after, true)
	if refusal := back.refusal(); refusal != "" {
		c.stuck++
		t.Logf("seed %d: refused on the way back: %s", seed, refusal)
		// What names the cache from the beginning goes upstream, where another entry may
		// find it.
		if !mixed(r) && !(r.cached && strings.Contains(refusal, "would find it by its name at the upstream")) {
			t.Errorf("seed %d: restore: %s\n%s", seed, refusal, shown(after, after))
		}
		return
	}
	if maps.Equal(back.files, r.files) {
		c.same++
	}
	if mixed(r) && len(r.hidden) > 0 {
		return // an entry that looked for a name in the cache may now find one upstream
	}
	for dir, images := range builds(back.repository) {
		for at, image := range images {
			was := now[dir][at]
			stays := image == was && (was == movedBack(was) || first[dir][at] == was)
			if !stays && (image == was || inFull(image) != inFull(movedBack(was))) {
				t.Errorf("seed %d: restore: %s: %s: %s became %s\n%s", seed, dir, at, was, image, shown(after, back.repository))
				return
			}
		}
	}
	if toTheByte(r) {
		c.bytes++
		if !maps.Equal(back.files, r.files) {
			t.Errorf("seed %d: restore gives other bytes\n%s", seed, shown(r, back.repository))
		}
	}
}

// toTheByte reports whether everything in a tree is known on the way back: it names no
// image in the cache, Docker Hub's images in no spelling, no entry's own name as its newName
// where the rewriting adds one, images by no regular expression in a transformer, beside
// which no entry can stand, and by no name whose dot finds another image, too.
func toTheByte(r *repository) bool {
	for name, text := range r.files {
		if strings.Contains(name, "transformer") && hasAny(text, "[.]", "o/.*") {
			return false
		}
	}
	all := shown(r, r)
	dotted := hasAny(all, "name: ghcr.io/o/c.d") && hasAny(all, "ghcr.io/o/c_d")
	return !hasAny(all, ecr) && !hub(r) && !namedLast(all) && !dotted
}

// namedLast reports whether an entry has its own name as its new name, in its last line.
func namedLast(text string) bool {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		_, newName, found := strings.Cut(line, "newName: ")
		next := strings.Trim(lines[min(i+1, len(lines)-1)], " ")
		if !found || slices.ContainsFunc(strings.Fields("name: newTag: digest: tagSuffix:"), func(key string) bool { return strings.HasPrefix(next, key) }) {
			continue
		}
		for _, near := range lines[max(0, i-3):i] {
			if strings.TrimLeft(near, " -") == "name: "+newName {
				return true
			}
		}
	}
	return false
}

// mixed reports whether manifests and entries of a tree look for images in the cache before
// it is rewritten: they go to their upstreams too.
func mixed(r *repository) bool { return !r.cached && hasAny(shown(r, r), ecr) }

// hub reports whether a tree names Docker Hub's images, which come back in one spelling
// of several.
func hub(r *repository) bool {
	return hasAny(shown(r, r), "nginx", "mysql", "frontend", "org/tool")
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
		if name, _ := cutName(image); slices.Contains(c.suffixed, name) {
			want = append(want, image)
		}
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
		if built[at] == image || there && hasAny(shown(r, r), "o/.*", "[.]", "tagSuffix", "/ignore") {
			// No new name can be given by a regular expression, nor beside a suffix, which
			// kustomize adds twice without, nor where an image that opted out has the name.
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
