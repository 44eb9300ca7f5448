package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readValues reads a set of values; the set without a name is empty.
func readValues(path string) (map[string]any, []byte, error) {
	values := map[string]any{}
	if path == "" {
		return values, nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	return values, text, yaml.Unmarshal(text, &values)
}

// measureReleases takes every HelmRelease below a folder whose chart was fetched.
func (b *Bench) measureReleases(folder string, note func(Measurement)) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(text, []byte("kind: HelmRelease")) {
			return err
		}
		for _, document := range bytes.Split(text, []byte("\n---")) {
			var object struct {
				Kind string
				Spec struct {
					Chart    struct{ Spec struct{ Chart string } }
					ChartRef struct{ Name string } `yaml:"chartRef"`
				}
			}
			if yaml.Unmarshal(document, &object) != nil || object.Kind != "HelmRelease" {
				continue
			}
			name := object.Spec.Chart.Spec.Chart
			if name == "" {
				name = object.Spec.ChartRef.Name
			}
			if of := b.Library[filepath.Base(name)]; len(of) > 0 && name != "" {
				note(b.AsRelease(of[len(of)-1].dir, "release", document))
			}
		}
		return nil
	})
}
