package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
	chart "helm.sh/helm/v4/pkg/chart/v2"
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

// A manifest is what matters here of a HelmRelease, or of what it names.
type manifest struct {
	Kind string
	Spec struct {
		Chart struct {
			Spec struct{ Chart, Version string }
		}
		ChartRef struct{ Name string } `yaml:"chartRef"`
	}
}

// chart is the name of the chart of a HelmRelease; empty for any other object. An
// OCIRepository is mostly named for the chart in it.
func (m *manifest) chart() string {
	switch {
	case m.Kind != "HelmRelease":
		return ""
	case m.Spec.Chart.Spec.Chart != "":
		return filepath.Base(m.Spec.Chart.Spec.Chart)
	}
	return m.Spec.ChartRef.Name
}

// measureReleases takes every HelmRelease below a folder whose chart was fetched, folder
// by folder: each is a repository, whose sources of charts are for all of its releases.
func (b *Bench) measureReleases(folder, mode string, note func(Measurement)) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		releases, sources, err := manifestsIn(filepath.Join(folder, entry.Name()))
		if err != nil {
			return err
		}
		for _, document := range releases {
			var m manifest
			if yaml.Unmarshal(document, &m) != nil || m.chart() == "" {
				continue
			}
			wanted := &chart.Dependency{Name: m.chart(), Version: m.Spec.Chart.Spec.Version}
			if dir, known := b.Library.find(folder, wanted); known {
				note(b.AsRelease(dir, mode, bytes.Join(append([][]byte{document}, sources...), []byte("\n---\n"))))
			}
		}
	}
	return nil
}

// manifestsIn lists the HelmReleases below a path, and the sources of charts.
func manifestsIn(folder string) (releases, sources [][]byte, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, document := range bytes.Split(text, []byte("\n---")) {
			var m manifest
			if !bytes.Contains(document, []byte("toolkit.fluxcd.io")) || yaml.Unmarshal(document, &m) != nil {
				continue
			}
			switch m.Kind {
			case "HelmRelease":
				releases = append(releases, document)
			case "HelmRepository", "OCIRepository":
				sources = append(sources, document)
			}
		}
		return nil
	})
	return releases, sources, err
}
