package images

import (
	"slices"
	"testing"
)

const stream = `kind: Deployment
metadata: {name: api, namespace: orders}
spec:
  containers:
  - image: GHCR.io/amerintlxperts/api:1
  - name: no image here
    args: ["image: ghcr.io/a/b"]
---
kind: ConfigMap
metadata: {name: text}
data:
  note: |
    image: ghcr.io/amerintlxperts/text
---
kind: Pod
metadata: {name: plain}
image: quay.io/a/b
`

func TestRead(t *testing.T) {
	got, err := Read([]byte(stream))
	if err != nil {
		t.Fatal(err)
	}
	want := []Image{
		{"Deployment orders/api", "spec.containers[0].image", "GHCR.io/amerintlxperts/api:1"},
		{"Pod plain", "image", "quay.io/a/b"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if !got[0].FromGHCR() || got[1].FromGHCR() {
		t.Errorf("of ghcr.io: %t and %t, want true and false", got[0].FromGHCR(), got[1].FromGHCR())
	}
}

func TestReadRefusesBrokenYAML(t *testing.T) {
	if _, err := Read([]byte("a: [")); err == nil {
		t.Error("broken YAML was read")
	}
}
