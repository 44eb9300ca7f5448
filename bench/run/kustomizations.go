package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
)

const kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- all.yaml\n"

// kustomizations writes three of the same objects: one that only builds them, one
// that moves the images by images:, and one that does so by the function.
func (p place) kustomizations(n int) error {
	contents := map[string]func(io.Writer) error{"plain": nothing, "images": writeImages, "function": writeTransformer}
	for name, more := range contents {
		folder := p.input(fmt.Sprintf("%s-%d", name, n))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		if err := write(filepath.Join(folder, "all.yaml"), cluster(n, false).WriteStream); err != nil {
			return err
		}
		err := write(filepath.Join(folder, "kustomization.yaml"), func(w io.Writer) error {
			fmt.Fprint(w, kustomization)
			return more(w)
		})
		if err != nil {
			return err
		}
	}
	return write(filepath.Join(p.input(fmt.Sprintf("function-%d", n)), "cache.yaml"), p.writeFunction)
}

func nothing(io.Writer) error { return nil }

func writeImages(w io.Writer) error {
	fmt.Fprint(w, "images:\n")
	for _, repository := range corpus.Repositories() {
		_, err := fmt.Fprintf(w, "- name: %s/%s\n  newName: %s/%s/%s\n", corpus.Registry, repository, corpus.Cache, corpus.Prefix, repository)
		if err != nil {
			return err
		}
	}
	return nil
}

func writeTransformer(w io.Writer) error {
	_, err := fmt.Fprint(w, "transformers:\n- cache.yaml\n")
	return err
}

// writeFunction writes the configuration with the annotation by which kustomize
// finds the function.
func (p place) writeFunction(w io.Writer) error {
	_, err := fmt.Fprintf(w, `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
  annotations:
    config.kubernetes.io/function: |
      exec:
        path: %s
spec:
  accountID: %q
  region: %s
`, p.bin("ecrcache"), corpus.Account, corpus.Region)
	return err
}
