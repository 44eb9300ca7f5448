package e2e

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/images"
	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// Every image of an application is the upstream's, pulled by the reference that
// the function wrote; the second pull asks the upstream for nothing.
func TestPull(t *testing.T) {
	for _, c := range []struct {
		name string
		of   func(*testing.T) (original, rewritten string)
	}{
		{"an application of every kind of workload", application},
		{"examples/kustomize through kustomize", kustomized},
	} {
		t.Run(c.name, func(t *testing.T) {
			original, rewritten := c.of(t)
			w := newWorld(t)
			digests := w.publish(t, original)
			pairs := pairs(t, original, rewritten)
			for was, is := range pairs {
				warm, _, _ := strings.Cut(is, "@")
				w.pull(t, node, warm, digests[was])
			}
			if len(pairs) < 6 {
				t.Errorf("%d references are too few to tell", len(pairs))
			}
			asked := w.asked()
			for was, is := range pairs {
				w.pull(t, node, is, digests[was])
			}
			if again := w.asked(); !maps.Equal(asked, again) {
				t.Errorf("the second pull asked the upstreams: %v, then %v", asked, again)
			}
			if w.pulls != 4*len(pairs) { // twice, for two architectures
				t.Errorf("%d pulls were compared of %d references", w.pulls, len(pairs))
			}
			t.Logf("%d references, %d pulls compared with the upstream", len(pairs), w.pulls)
		})
	}
}

// application is the one of testdata/pull, rewritten by the command line.
func application(t *testing.T) (original, rewritten string) {
	t.Helper()
	for _, file := range []string{"web.yaml", "data.yaml"} {
		text, err := os.ReadFile("testdata/pull/app/" + file)
		if err != nil {
			t.Fatal(err)
		}
		original += "---\n" + string(text)
	}
	original = strings.ReplaceAll(original, "DIGEST", digestOf(t, "amerintlxperts/ledger", "v3").String())
	folder := t.TempDir()
	write(t, folder, "app.yaml", original)
	return original, run(t, folder, "bash", "-c", "ecrcache rewrite --config "+pullConfig(t)+" < app.yaml").done(t)
}

// kustomized is examples/kustomize, with and without the function.
func kustomized(t *testing.T) (original, rewritten string) {
	t.Helper()
	folder := example(t, "kustomize")
	args := append(slices.Clone(withFunctions), ".")
	return runIdle(t, folder, "kustomize", args...).done(t), run(t, folder, "kustomize", args...).done(t)
}

// pairs are the references of the cache by those they were made of, as the
// inventories of both texts have them. Those under the key "image" are also read
// without the function's help.
func pairs(t *testing.T, original, rewritten string) map[string]string {
	t.Helper()
	pairs := map[string]string{}
	for _, i := range inventory(t, original) {
		if i.Covered {
			pairs[i.UpstreamReference] = i.CacheReference
		}
	}
	written := map[string]bool{}
	for _, i := range inventory(t, rewritten) {
		written[i.CacheReference] = i.Covered
	}
	for was, is := range pairs {
		if !written[is] {
			t.Errorf("%s should have become %s, which does not stand in the result", was, is)
		}
	}
	before, after := imagesOf(t, original), imagesOf(t, rewritten)
	for n, b := range before {
		if is := after[n].Reference; is != b.Reference && !written[is] {
			t.Errorf("%s %s: %s became %s, which the inventory does not have", b.Resource, b.Path, b.Reference, is)
		}
	}
	return pairs
}

// An inventoried image is one of ecrcache images -o json.
type inventoried struct {
	Reference, UpstreamReference, CacheReference, Tag string
	Covered                                           bool
}

func inventory(t *testing.T, manifests string) []inventoried {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, "all.yaml", manifests)
	text := run(t, folder, "ecrcache", "images", "-o", "json", "--config", pullConfig(t), "all.yaml").done(t)
	var list struct{ Images []inventoried }
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	return list.Images
}

// pull pulls an image as a node of each architecture does, and fails the test
// unless every byte is there and the digest is the upstream's.
func (w *world) pull(t *testing.T, token, reference string, want v1.Hash) {
	t.Helper()
	digest, err := crane.Digest(reference, w.as(token)...)
	if err != nil {
		t.Errorf("%s: %v", reference, err)
		return
	}
	if digest != want.String() {
		t.Errorf("%s is %s, the upstream's is %s", reference, digest, want)
	}
	for _, architecture := range []string{"amd64", "arm64"} {
		img, err := crane.Pull(reference, append(w.as(token), crane.WithPlatform(&v1.Platform{OS: "linux", Architecture: architecture}))...)
		if err != nil {
			t.Errorf("%s for %s: %v", reference, architecture, err)
			continue
		}
		if err := validate.Image(img); err != nil {
			t.Errorf("%s for %s: %v", reference, architecture, err)
		}
		w.pulls++
	}
}

// publish puts every image that manifests name into its upstream, and returns the
// digest of each by the name it has there.
func (w *world) publish(t *testing.T, manifests string) map[string]v1.Hash {
	t.Helper()
	digests := map[string]v1.Hash{}
	for _, i := range inventory(t, manifests) {
		if !i.Covered {
			continue
		}
		ref, err := name.ParseReference(strings.Split(i.UpstreamReference, "@")[0])
		if err != nil {
			t.Fatal(err)
		}
		digests[i.UpstreamReference] = w.push(t, ref.Context().RegistryStr(), ref.Context().RepositoryStr(), ref.Identifier())
	}
	return digests
}

func imagesOf(t *testing.T, manifests string) []images.Image {
	t.Helper()
	all, err := images.Read([]byte(manifests))
	if err != nil || len(all) == 0 {
		t.Fatalf("no images could be read: %v", err)
	}
	return all
}
