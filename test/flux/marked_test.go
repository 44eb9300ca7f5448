package flux

import (
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// repository is what a team has in Git, in all the shapes in which an image and its
// tag stand there.
var repository = map[string]string{
	"apps/shop.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      initContainers:
      - name: migrate
        image: &shop ghcr.io/amerintlxperts/shop:v1.4.2
      containers:
      - name: shop
        image: *shop
      - name: worker
        image: "ghcr.io/amerintlxperts/shop:v1.4.2"
        env:
        - name: SIDECAR_IMAGE
          value: 'ghcr.io/amerintlxperts/shop:v1.4.2'
      - name: newest
        image: ghcr.io/amerintlxperts/shop:latest
      - {name: flow, image: ghcr.io/amerintlxperts/shop:v1.4.2}
`,
	"apps/crlf.yaml": "apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: crlf\r\nspec:\r\n  containers:\r\n  - name: shop\r\n    image: ghcr.io/amerintlxperts/shop:v1.4.2\r\n",
	"apps/release.yaml": `---
# yaml-language-server: $schema=https://example.com/helmrelease.json
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
spec:
  values:
    image:
      repository: ghcr.io/amerintlxperts/shop
      tag: v1.4.2
    sidecar:
      image:
        registry: ghcr.io
        repository: amerintlxperts/shop
        tag: "v1.4.2"
`,
	"apps/values.yaml": "# of the chart\nimage:\n  repository: ghcr.io/amerintlxperts/shop\n  tag: 'v1.4.2'\n",
	"apps/kustomization.yaml": `resources:
- shop.yaml
images:
- name: shop
  newName: ghcr.io/amerintlxperts/shop
  newTag: v1.4.2
`,
	"clusters/apps.yaml": `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
spec:
  path: ./apps
  postBuild:
    substitute:
      IMAGE: ghcr.io/amerintlxperts/shop:v1.4.2
      OTHER: ghcr.io/amerintlxperts/shop:${TAG}
  images:
  - name: ghcr.io/amerintlxperts/shop
    newTag: v1.4.2
`,
}

// TestMarkedByUs: in what the program marked, Flux's own code writes the new tag at
// every comment, keeps the name that stands there, and changes nothing else.
func TestMarkedByUs(t *testing.T) {
	const cached = registry + "ghcr/amerintlxperts/shop"
	digest := "sha256:" + strings.Repeat("0", 64)
	for _, test := range []struct {
		name, flux string
		args       []string
		latest     string
		comments   int
	}{
		{"upstream references in Git", "{namespace: flux-system, markers: true}", []string{"--restore"}, "ghcr.io/amerintlxperts/shop:v1.10.0", 10},
		{"cache references in Git, upstream scanned", "{namespace: flux-system, markers: true}", nil, "ghcr.io/amerintlxperts/shop:v1.10.0", 5},
		{"cache references in Git, cache scanned", "{namespace: flux-system, markers: true, scan: Cache}", nil, cached + ":v1.10.0", 10},
		{"digests", "{namespace: flux-system, markers: true, digestReflectionPolicy: IfNotPresent}", []string{"--restore"}, "ghcr.io/amerintlxperts/shop:v1.10.0@" + digest, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := write(t, repository)
			if err := writeFile(root, "ecrcache.yaml", configuration("flux: "+test.flux)); err != nil {
				t.Fatal(err)
			}
			run(t, root, "", "ecrcache", append([]string{"rewrite", "-q", "apps", "clusters"}, test.args...)...)
			marked := files(t, root)
			comments := 0
			for name, text := range marked {
				comments += strings.Count(text, "$imagepolicy")
				marked[name] = asUpdated(text)
			}
			if comments != test.comments {
				t.Errorf("%d comments, want %d", comments, test.comments)
			}
			run(t, root, "", "setters", root, "flux-system:ghcr.amerintlxperts.shop", test.latest)
			committed := files(t, root)
			if _, pinned, _ := strings.Cut(test.latest, "@"); !strings.Contains(committed["apps/shop.yaml"], pinned) {
				t.Errorf("no digest in\n%s", committed["apps/shop.yaml"])
			}
			for name, text := range committed {
				// What :tag means to Flux is the tag alone; a whole reference has the digest.
				if got, want := documents(t, strings.ReplaceAll(text, "@"+digest, "")), documents(t, marked[name]); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: after Flux's commit\n%s\nwant in the end\n%s", name, text, marked[name])
				}
			}
			// The comments are still there, and all that need one have it.
			run(t, root, "", "ecrcache", append([]string{"check", "apps", "clusters"}, test.args...)...)
		})
	}
}

// asUpdated has the new tag in every line with a comment.
func asUpdated(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.Contains(line, "$imagepolicy") {
			line = strings.Replace(line, "v1.4.2", "v1.10.0", 1)
		}
		b.WriteString(line)
	}
	return b.String()
}

// files are the manifests below a folder.
func files(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name := range repository {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(text)
	}
	return all
}

// documents are the values of a stream, without layout and comments.
func documents(t *testing.T, stream string) []any {
	t.Helper()
	var all []any
	for decoder := yaml.NewDecoder(strings.NewReader(stream)); ; {
		var one any
		switch err := decoder.Decode(&one); {
		case err == io.EOF:
			return all
		case err != nil:
			t.Fatalf("%v\n%s", err, stream)
		}
		all = append(all, one)
	}
}
