package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const sample = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, annotations: {image: ghcr.io/o/note}}
spec:
  template:
    spec:
      containers:
      - image: ghcr.io/o/a:v1
        args: [--image=ghcr.io/o/b, --url=https://ghcr.io/o]
        env: [{name: IMAGE, value: ghcr.io/o/c}]
      volumes: [{image: {reference: ghcr.io/o/d}}]
---
apiVersion: example.com/v1
kind: Widget
spec:
  sidecarImage: ghcr.io/o/e:v1
  output: {image: ghcr.io/o/pushed}
status: {image: ghcr.io/o/status}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
spec:
  values:
    web: {image: {registry: ghcr.io, repository: o/f}}
    job: {image: {repository: ghcr.io/o/g}}
    short: {image: {repository: o/h, tag: v1}}
    git: {repository: o/not-an-image}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
spec:
  source:
    helm:
      values: |
        image: {repository: ghcr.io/o/i}
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
images: [{name: x, newName: ghcr.io/o/j}]
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec: {image: ghcr.io/o/definition}
`

// TestSpots: what counts as an image that a kubelet pulls, and what does not.
func TestSpots(t *testing.T) {
	var got []string
	for _, s := range spots("a.yaml", []byte(sample), false) {
		got = append(got, fmt.Sprintf("%s: %s", s.class, s.text))
	}
	want := []string{
		"containers and image volumes: ghcr.io/o/a:v1",
		"variables, and words of command lines: ghcr.io/o/b",
		"variables, and words of command lines: ghcr.io/o/c",
		"containers and image volumes: ghcr.io/o/d",
		"image fields of custom resources: ghcr.io/o/e:v1",
		"charts' values that name the registry: ghcr.io/o/f",
		"charts' values that name the registry: ghcr.io/o/g",
		"names without a registry in charts' values: o/h",
		"charts' values that name the registry: ghcr.io/o/i",
		"newName of kustomize's images: ghcr.io/o/j",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestPulled: over a directory, each image is counted once; what is left is told. An image
// that became another, and one of which nothing was said, are found.
func TestPulled(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	p, err := countPulled(&log, "", []string{dir}, true)
	if err != nil {
		t.Fatal(err)
	}
	if pod, word := p.counts[inPod], p.counts[inWord]; pod.moved != 2 || word.moved != 1 || word.left["left-behind args"] != 1 || p.failed() {
		t.Errorf("%+v %+v\n%s", pod, word, log.String())
	}
	was := spots("a.yaml", []byte(sample), false)
	other := spots("a.yaml", []byte(strings.Replace(sample, "image: ghcr.io/o/a:v1", "image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/a:v2", 1)), false)
	p.counts = map[class]*outcomes{}
	p.file("a.yaml", was, other, nil)
	if pod := p.counts[inPod]; pod.wrong != 1 || pod.silent != 1 {
		t.Errorf("%+v: want one that is wrong and one that is silent", pod)
	}
}
