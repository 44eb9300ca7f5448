package flux

import (
	"strings"
	"testing"
)

// sum is that of a digest.
const sum = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"

const (
	policy    = "flux-system:orders-api"
	upstream  = "ghcr.io/amerintlxperts/orders-api"
	cacheName = registry + "ghcr/amerintlxperts/orders-api"
)

// updated is what Flux commits once its policy has found a new image.
func updated(t *testing.T, file, text, image string) string {
	t.Helper()
	root := write(t, map[string]string{file: text})
	run(t, root, "", "setters", root, policy, image)
	return read(t, root, file)
}

// TestMarkers: what Flux's own code writes at a marker, in every place where a
// marker may stand, and those where it may not.
func TestMarkers(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: IMAGE\n"
	const release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: a\nspec:\n  values:\n    image:\n      repository: " + cacheName + "\n      tag: TAG\n"
	const kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- name: " + upstream + "\n  newName: " + cacheName + "\n  newTag: TAG\n"
	marked := func(value, part string) string { return value + ` # {"$imagepolicy": "` + policy + part + `"}` }
	for _, test := range []struct{ name, file, text, image, want string }{
		{"a whole reference upstream", "a.yaml", strings.Replace(pod, "IMAGE", marked(upstream+":v1", ""), 1), upstream + ":v2", "image: " + marked(upstream+":v2", "")},
		{"a whole reference in the cache, which is scanned", "a.yaml", strings.Replace(pod, "IMAGE", marked(cacheName+":v1", ""), 1), cacheName + ":v2", "image: " + marked(cacheName+":v2", "")},
		{"a HelmRelease's tag", "a.yaml", strings.Replace(release, "TAG", marked("v1", ":tag"), 1), upstream + ":v2", "repository: " + cacheName + "\n      tag: " + marked("v2", ":tag")},
		{"a kustomization's newTag", "kustomization.yaml", strings.Replace(kustomization, "TAG", marked("v1", ":tag"), 1), upstream + ":v2", "newName: " + cacheName + "\n  newTag: " + marked("v2", ":tag")},
		{"a HelmRelease's digest", "a.yaml", strings.Replace(release, "TAG", marked("v1", ":tag")+"\n      digest: "+marked("sha256:0", ":digest"), 1), upstream + ":v2@sha256:" + sum, "tag: " + marked("v2", ":tag") + "\n      digest: " + marked("sha256:"+sum, ":digest")},
		// Why nobody may write these.
		{"a tag at a whole reference is all that is left of it", "a.yaml", strings.Replace(pod, "IMAGE", marked(cacheName+":v1", ":tag"), 1), upstream + ":v2", "image: " + marked("v2", ":tag")},
		{"a whole reference that was moved goes back", "a.yaml", strings.Replace(pod, "IMAGE", marked(cacheName+":v1", ""), 1), upstream + ":v2", "image: " + marked(upstream+":v2", "")},
		{"a name goes back", "kustomization.yaml", strings.Replace(strings.Replace(kustomization, "newName: "+cacheName, "newName: "+marked(cacheName, ":name"), 1), "TAG", "v1", 1), upstream + ":v2", "newName: " + marked(upstream, ":name")},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := updated(t, test.file, test.text, test.image); !strings.Contains(got, test.want) {
				t.Errorf("no %q in\n%s", test.want, got)
			}
		})
	}
}

// TestMarkerBehindTheFunction: the function warns of exactly the markers by which
// Flux's code undoes its work, and not of those that go on working.
func TestMarkerBehindTheFunction(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: " + upstream + ":v1 # {\"$imagepolicy\": \"" + policy + "\"}\n"
	root := write(t, map[string]string{"ecrcache.yaml": configuration("endpoint: IPv4"), "a.yaml": pod})
	if _, said := run(t, root, "", "ecrcache", "rewrite", "a.yaml"); !strings.Contains(said, "the setter comment of the image policy "+policy) {
		t.Errorf("it does not warn of the marker: %s", said)
	}
	run(t, root, "", "setters", root, policy, upstream+":v2")
	if got := read(t, root, "a.yaml"); !strings.Contains(got, "image: "+upstream+":v2 ") {
		t.Errorf("Flux does not undo it, so the warning is wrong:\n%s", got)
	}
}

// TestAutomationExample: what the example's policy chooses, Flux's commit of it, and
// what the cluster then pulls: the new tag, through the cache. The objects and the
// marker in Git are those that the program writes.
func TestAutomationExample(t *testing.T) {
	root := example(t, "flux-automation")
	if made, _ := run(t, root, "", "ecrcache", "generate", "--images", "apps", "--out", "flux"); made != "" {
		t.Errorf("the example does not hold what is generated: %s", made)
	}
	run(t, root, "", "ecrcache", "check", "--restore", "apps")
	chosen, _ := run(t, root, read(t, root, "flux/imagepolicy-orders-api.yaml"), "policies", "latest", "v1.4.0", "v1.5.0", "v2.0.0", "1.9.0")
	if chosen != "v1.5.0\n" {
		t.Errorf("Flux chooses %s", chosen)
	}
	run(t, root, "", "setters", root, policy, upstream+":v1.5.0")
	if got := read(t, root, "apps/api.yaml"); !strings.Contains(got, "image: "+upstream+`:v1.5.0 # {"$imagepolicy": "`+policy+`"}`) {
		t.Errorf("after Flux's commit:\n%s", got)
	}
	rendered, _ := run(t, root, build(t, root, "apps"), "ecrcache", "rewrite")
	if got := images(t, rendered); len(got) != 1 || got[0] != cacheName+":v1.5.0" {
		t.Errorf("the cluster pulls %v", got)
	}
}

// TestMarkedKustomization: with newName in the cache and a marker at newTag, Flux's
// commit reaches the cluster as the new tag in the cache, without any function.
func TestMarkedKustomization(t *testing.T) {
	root := write(t, map[string]string{
		"pod.yaml":           "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: " + upstream + "\n",
		"kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [pod.yaml]\nimages:\n- name: " + upstream + "\n  newTag: v1 # {\"$imagepolicy\": \"" + policy + ":tag\"}\n",
		"ecrcache.yaml":      configuration("endpoint: IPv4"),
	})
	run(t, root, "", "ecrcache", "rewrite", "kustomization.yaml")
	run(t, root, "", "setters", root, policy, upstream+":v2")
	if got := images(t, build(t, root, ".")); got[0] != cacheName+":v2" {
		t.Errorf("the cluster pulls %v", got)
	}
}
