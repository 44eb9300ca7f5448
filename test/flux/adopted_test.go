package flux

import (
	"strings"
	"testing"
)

// adopted is a repository with image automation of its own: an older API version, in another
// directory than what it updates, and images with digests.
var adopted = map[string]string{
	"clusters/prod/images.yaml": `apiVersion: image.toolkit.fluxcd.io/v1beta2
kind: ImageRepository
metadata:
  name: shop
  namespace: flux-system
spec:
  image: ghcr.io/amerintlxperts/shop
  interval: 5m
  secretRef:
    name: ghcr
---
apiVersion: image.toolkit.fluxcd.io/v1beta2
kind: ImagePolicy
metadata:
  name: shop
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: shop
  digestReflectionPolicy: IfNotPresent
  policy:
    semver:
      range: 1.x
`,
	"apps/pod.yaml": `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
  - name: pinned
    image: ghcr.io/amerintlxperts/shop:v1.4.2@OLD
  - name: by-digest
    image: ghcr.io/amerintlxperts/shop@OLD
  - name: by-tag
    image: ghcr.io/amerintlxperts/shop:v1.4.2
`,
	"apps/release.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
spec:
  values:
    image:
      repository: ghcr.io/amerintlxperts/shop
      tag: v1.4.2
      digest: OLD
    joined:
      image:
        repository: ghcr.io/amerintlxperts/shop
        tag: v1.4.2@OLD
`,
	"apps/kustomization.yaml": `resources:
- pod.yaml
images:
- name: other
  newName: ghcr.io/amerintlxperts/shop
  newTag: v1.4.2
  digest: OLD
`,
}

// TestAdopted: no second pair is generated for what is there, and by its policy Flux's own code
// updates tags and digests together, wherever a comment is, and nothing else.
func TestAdopted(t *testing.T) {
	before, after := "sha256:"+strings.Repeat("0", 64), "sha256:"+strings.Repeat("f", 64)
	for _, test := range []struct {
		name, flux, writes string
		args               []string
	}{
		{"upstream references in Git", "{namespace: flux-system}", "ghcr.io/amerintlxperts/shop", []string{"setters", "add", "apps"}},
		{"cache references in Git", "{namespace: flux-system, markers: true, scan: Cache}", registry + "ghcr/amerintlxperts/shop", []string{"rewrite", "-q", "apps", "clusters"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{".git/HEAD": "", "ecrcache.yaml": configuration("flux: " + test.flux)}
			for name, text := range adopted {
				files[name] = strings.ReplaceAll(text, "OLD", before)
			}
			root := write(t, files)
			run(t, root, "", "ecrcache", test.args...)
			if got, _ := run(t, root, "", "ecrcache", "generate", "--images", "apps"); strings.Contains(got, "kind:") {
				t.Errorf("generated beside what is there:\n%s", got)
			}
			scan, _, _ := strings.Cut(read(t, root, "clusters/prod/images.yaml"), "---")
			if !strings.Contains(scan, "image: "+test.writes+"\n") || strings.Contains(scan, "provider: aws") != strings.HasPrefix(test.writes, registry) || strings.Contains(scan, "secretRef") == strings.HasPrefix(test.writes, registry) {
				t.Errorf("Flux scans, to write %s:\n%s", test.writes, scan)
			}
			marked := read(t, root, "apps/pod.yaml") + read(t, root, "apps/release.yaml") + read(t, root, "apps/kustomization.yaml")
			run(t, root, "", "setters", root, "flux-system:shop", test.writes+":v1.10.0@"+after)
			got := read(t, root, "apps/pod.yaml") + read(t, root, "apps/release.yaml") + read(t, root, "apps/kustomization.yaml")
			if want := withComments(marked, test.writes, "v1.10.0", after); got != want {
				t.Errorf("Flux's commit has\n%s\nwant\n%s", got, want)
			}
			if n := strings.Count(marked, "$imagepolicy"); n != 7 {
				t.Errorf("%d comments, want 7", n)
			}
		})
	}
}

// withComments is a text with the new tag and digest where a comment asks for it.
func withComments(text, name, tag, digest string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(line, ": ")
		_, comment, found := strings.Cut(line, " # ")
		switch {
		case !found:
		case strings.Contains(comment, `:tag"`):
			line = key + ": " + tag + " # " + comment
		case strings.Contains(comment, `:digest"`):
			line = key + ": " + digest + " # " + comment
		default:
			line = key + ": " + name + ":" + tag + "@" + digest + " # " + comment
		}
		b.WriteString(line)
	}
	return b.String()
}
