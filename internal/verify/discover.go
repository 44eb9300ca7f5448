package verify

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// A discovery collects the targets of a tree.
type discovery struct {
	tree    *tree
	charts  bool
	targets []target
	// loose are directories that Flux builds as they are.
	loose map[string]bool
}

// discover lists what can be built in a tree, in the order of names.
func discover(ctx context.Context, t *tree, charts bool) ([]target, error) {
	var paths []string
	_, err := files.List(ctx, []string{t.dir}, func(g *files.Group) {
		for i := range g.Len() {
			paths = append(paths, g.Path(i))
		}
	})
	if err != nil {
		return nil, err
	}
	d := &discovery{tree: t, charts: charts, loose: map[string]bool{}}
	for _, file := range paths {
		rel, err := filepath.Rel(t.dir, file)
		if err != nil {
			return nil, err
		}
		if err := d.file(filepath.ToSlash(rel)); err != nil {
			return nil, err
		}
	}
	for i := range d.targets {
		t := &d.targets[i]
		t.loose = t.loose || t.kind == OfKustomize && d.loose[t.dir]
	}
	slices.SortStableFunc(d.targets, func(a, b target) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.file, b.file))
	})
	return d.targets, nil
}

// file looks for targets in one file.
func (d *discovery) file(rel string) error {
	dir, name := path.Split(rel)
	dir = path.Clean(dir)
	if name == "Chart.yaml" && d.charts {
		d.chart(dir, rel)
		return nil
	}
	text, err := os.ReadFile(d.tree.path(rel))
	if err != nil {
		return files.Named(rel, err)
	}
	if isKustomizationName(name) && !isOfFlux(text) {
		d.kustomization(dir, rel, text)
		return nil
	}
	for _, look := range []struct {
		group string
		at    func(file string, o object)
	}{
		{fluxGroup, d.flux},
		{"helm.toolkit.fluxcd.io/", d.helmRelease},
		{"argoproj.io/", d.argocd},
	} {
		if !bytes.Contains(text, []byte(look.group)) {
			continue
		}
		for _, o := range objects(text) {
			if o.group() == look.group {
				look.at(rel, o)
			}
		}
	}
	return nil
}

// isOfFlux reports whether a file that is called as kustomize's holds an object of Flux,
// which has the same kind.
func isOfFlux(text []byte) bool {
	all := objects(text)
	return len(all) > 0 && all[0].group() == fluxGroup
}

const fluxGroup = "kustomize.toolkit.fluxcd.io/"

// kustomization adds a directory that can be built by itself; a Component can not.
func (d *discovery) kustomization(dir, file string, text []byte) {
	if d.tree.kustomization(dir) != file || isComponent(text) {
		return // kustomize refuses a directory with two, at the first of them
	}
	d.targets = append(d.targets, target{kind: OfKustomize, name: dir, file: file, dir: dir})
}
