package rewrite_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// valuesForms are the forms in which charts write images, one a line.
const valuesForms = `
a: {image: ghcr.io/org/a:v1}
b: {image: {repository: ghcr.io/org/b, tag: v1}}
c: {registry: ghcr.io, image: {repository: org/c}}
d: {image: {registry: ghcr.io, repository: org/d, tag: v1}}
e: {image: {registry: ghcr.io/org, repository: e, tag: v1}}
f: {imageRegistry: ghcr.io, imageRepository: org/f}
g: {image: {registry: "ghcr.io/", name: org/g}}
h: {images: {one: ghcr.io/org/h, two: ghcr.io/org/h2:v1}}
i: {baseRepo: ghcr.io}
j: {baseRepo: ghcr.io/org}
k: {registry: {address: ghcr.io}}
l: {hub: ghcr.io/istio, tag: v1}
m: {image: {registry: docker.io, repository: org/m}}
n: {image: {registry: docker.io, repository: nginx}}
o: {defaultImageRegistry: ghcr.io/org, sidecarImage: "ghcr.io/org/o:v1"}
r: {image: {registry: ghcr.io, repository: ghcr.io/org/r}}
s: {image: {registry: ghcr.io, name: org/s, repository: ghcr.io/org/s}}
t: {image: {image: ghcr.io/org/t, version: v1}}
u: {crdRepository: ghcr.io/org/u}
global: {imageRegistry: ghcr.io, image: {registry: ghcr.io}}
`

// TestPlaceholderHost: an account and a Region that are placeholders change the names of the cache, and
// nothing about which fields are images: what is rewritten, what a second run leaves, and what comes back are the
// same as with a literal account.
func TestPlaceholderHost(t *testing.T) {
	inputs := map[string]string{}
	for _, c := range golden.Cases(t, "../../testdata") {
		if !strings.HasPrefix(c.Name, "kusto") { // names of its entries are regular expressions, which write a placeholder otherwise
			inputs[c.Name] = c.Read(t, "input.yaml")
		}
	}
	for line := range strings.Lines(strings.TrimSpace(valuesForms)) {
		inputs[line] = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  values:\n    " + line
	}
	for _, more := range []string{
		"upstreams: [{registry: ghcr.io}, {registry: docker.io}]",
		"upstreams: [{registry: ghcr.io}, {registry: docker.io}]\n  rewrite: {embedded: true, args: true, ociURLs: true, anyField: true}",
	} {
		const literal, placeholder = "123456789012.dkr.ecr.ca-central-1.amazonaws.com", "${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION}.amazonaws.com"
		with := func(account, region, direction string) *v1alpha1.PullThroughCache {
			c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '" + account + "'\n  region: " + region + "\n  " + more + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			c.Spec.Rewrite.Direction = direction
			return c
		}
		for name, input := range inputs {
			if strings.Contains(input, literal) || strings.Contains(input, "${") {
				continue // it went through the cache before, or a placeholder would be in a placeholder
			}
			want, got := apply(t, with("123456789012", "ca-central-1", "Rewrite"), input), apply(t, with("${AWS_ACCOUNT_ID}", "${AWS_REGION}", "Rewrite"), input)
			if diff := cmp.Diff(read(t, want), strings.ReplaceAll(read(t, got), placeholder, literal)); diff != "" {
				t.Errorf("%s: -literal +placeholders\n%s", name, diff)
			}
			if again := apply(t, with("${AWS_ACCOUNT_ID}", "${AWS_REGION}", "Rewrite"), got); again != got {
				t.Errorf("%s: a second run: %s", name, cmp.Diff(got, again))
			}
			want, got = apply(t, with("123456789012", "ca-central-1", "Restore"), want), apply(t, with("${AWS_ACCOUNT_ID}", "${AWS_REGION}", "Restore"), got)
			if diff := cmp.Diff(read(t, want), read(t, got)); diff != "" {
				t.Errorf("%s: restored: -literal +placeholders\n%s", name, diff)
			}
		}
	}
}

// read returns the values of all documents of a text, in whatever quotes they are.
func read(t *testing.T, text string) string {
	t.Helper()
	var all strings.Builder
	for decoder := yaml.NewDecoder(strings.NewReader(text)); ; {
		var document any
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return strings.ReplaceAll(all.String(), "'", "") // of strings that hold YAML
		} else if err != nil {
			return text // no YAML of the library
		}
		fmt.Fprintf(&all, "%#v\n", document)
	}
}
