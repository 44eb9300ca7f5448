package e2e

import (
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/google/go-containerregistry/pkg/name"
)

// A tag that moves upstream is the old image for a day, and then only until
// somebody pulls it: what the warning moving-tag says.
func TestPullMovingTag(t *testing.T) {
	w := newWorld(t)
	first := w.push(t, "ghcr.io", "amerintlxperts/shop", "latest")
	w.pull(t, node, shop+":latest", first)
	second, err := w.ghcr.Push("amerintlxperts/shop", "latest", 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		want  string
	}{
		{time.Hour, first.String()},
		{24 * time.Hour, first.String()},
		{24*time.Hour + time.Second, second.String()},
	} {
		w.now = time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC).Add(c.after)
		got, err := crane.Digest(shop+":latest", w.as(node)...)
		if err != nil || got != c.want {
			t.Errorf("after %v: %s, %v; want %s", c.after, got, err, c.want)
		}
	}
}

// The upstream is asked once a day for a tag, however often it is pulled, and its
// new image is pulled under the old digest's name by nobody.
func TestPullAsksOnceADay(t *testing.T) {
	w := newWorld(t)
	w.push(t, "ghcr.io", "amerintlxperts/shop", "v1")
	var asked []int
	for day := range 3 {
		for range 4 {
			if _, err := crane.Pull(shop+":v1", w.as(node)...); err != nil {
				t.Fatal(err)
			}
		}
		asked = append(asked, w.ghcr.Asked())
		w.now = w.now.Add(25 * time.Hour)
		if day > 0 && asked[day] <= asked[day-1] {
			t.Errorf("day %d: the upstream was not asked again", day)
		}
	}
	once := asked[0]
	if once == 0 || asked[2] > 3*once {
		t.Errorf("requests for manifests by day: %v; want those of one pull a day", asked)
	}
}

// The digest of an image list brings no image of another repository: the cache
// knows digests by repository.
func TestPullDigestOfAnotherRepository(t *testing.T) {
	w := newWorld(t)
	w.push(t, "ghcr.io", "amerintlxperts/shop", "v1")
	pulled(t, w)
	other, err := name.ParseReference(cacheHost + "/ghcr/amerintlxperts/other@" + shopDigest(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := crane.Pull(other.String(), w.as(node)...); err == nil {
		t.Error("a digest of shop was pulled as one of other")
	}
}

// What digests: Drop writes can be pulled at once; what Keep writes, after its tag;
// Upstream leaves the reference where the node, here, cannot go.
func TestPullDigestPolicies(t *testing.T) {
	original := "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1@" + shopDigest(t) + "\n"
	for _, c := range []struct {
		digests, want   string
		first, afterTag bool
	}{
		{"Keep", shop + ":v1@" + shopDigest(t), false, true},
		{"Drop", shop + ":v1", true, true},
		{"Upstream", "ghcr.io/amerintlxperts/shop:v1@" + shopDigest(t), false, false},
	} {
		t.Run(c.digests, func(t *testing.T) {
			w := newWorld(t)
			w.push(t, "ghcr.io", "amerintlxperts/shop", "v1")
			reference := rewrittenWith(t, c.digests, original)
			if reference != c.want {
				t.Fatalf("got %s, want %s", reference, c.want)
			}
			if _, err := crane.Pull(reference, w.as(node)...); (err == nil) != c.first {
				t.Errorf("the first pull: %v", err)
			}
			pulled(t, w)
			if _, err := crane.Pull(reference, w.as(node)...); (err == nil) != c.afterTag {
				t.Errorf("after the pull of the tag: %v", err)
			}
		})
	}
}

// rewrittenWith is the one image of a pod, rewritten with a digest policy.
func rewrittenWith(t *testing.T, digests, pod string) string {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, "pod.yaml", pod)
	config := files(t, "testdata/pull")["ecrcache.yaml"]
	write(t, folder, "config.yaml", config+"  rewrite: {digests: "+digests+"}\n")
	text := run(t, folder, "bash", "-c", "ecrcache rewrite --config config.yaml < pod.yaml").done(t)
	return imagesOf(t, text)[0].Reference
}
