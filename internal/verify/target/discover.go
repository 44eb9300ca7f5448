package target

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// A discovery collects the targets of a tree.
type discovery struct {
	tree    *tree.Tree
	charts  bool
	targets []Target
	// loose are the directories that Flux builds and adds nothing to, for Target.Loose.
	loose map[string]bool
}

// Discover lists what can be built in a tree, sorted by name; charts says whether charts are
// wanted. It looks into the files that ecrcache finds below a directory, so not into those that
// .gitignore names. It fails when a file cannot be read.
func Discover(ctx context.Context, t *tree.Tree, charts bool) ([]Target, error) {
	d := &discovery{tree: t, charts: charts, loose: map[string]bool{}}
	if err := eachFile(ctx, t, d.file); err != nil {
		return nil, err
	}
	for i := range d.targets {
		t := &d.targets[i]
		t.Loose = t.Loose || t.Kind == OfKustomize && d.loose[t.Dir]
	}
	slices.SortStableFunc(d.targets, func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.File, b.File))
	})
	return d.targets, nil
}

// eachFile calls look for each file that ecrcache finds below a directory, with its path from the
// top, and ends at its first error.
func eachFile(ctx context.Context, t *tree.Tree, look func(rel string) error) error {
	var paths []string
	_, err := files.List(ctx, []string{t.Dir}, func(g *files.Group) {
		for i := range g.Len() {
			paths = append(paths, g.Path(i))
		}
	})
	if err != nil {
		return err
	}
	for _, file := range paths {
		rel, err := filepath.Rel(t.Dir, file)
		if err != nil {
			return err
		}
		if err := look(filepath.ToSlash(rel)); err != nil {
			return err
		}
	}
	return nil
}

// file looks for targets in one file.
func (d *discovery) file(rel string) error {
	dir, name := path.Split(rel)
	dir = path.Clean(dir)
	if name == "Chart.yaml" && d.charts {
		d.chart(dir, rel)
		return nil
	}
	text, err := os.ReadFile(d.tree.Path(rel))
	if err != nil {
		return files.Named(rel, err)
	}
	if filename.IsKustomization(name) && !isOfFlux(text) {
		d.kustomization(dir, rel, text)
		return nil
	}
	for _, look := range []struct {
		group string
		at    func(file string, o object)
	}{
		{fluxGroup, d.flux},
		{helmGroup, d.helmRelease},
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

// isOfFlux reports whether a file named kustomization.yaml is a Flux Kustomization, and none of
// kustomize, whose kind is the same.
func isOfFlux(text []byte) bool {
	all := objects(text)
	return len(all) > 0 && all[0].group() == fluxGroup
}

// The groups of Flux's kinds.
const (
	fluxGroup   = "kustomize.toolkit.fluxcd.io/"
	helmGroup   = "helm.toolkit.fluxcd.io/"
	sourceGroup = "source.toolkit.fluxcd.io/"
)

// kustomization adds a directory that can be built by itself, which a Component cannot.
func (d *discovery) kustomization(dir, file string, text []byte) {
	if d.tree.Kustomization(dir) != file || isComponent(text) {
		return // of two in one directory, the first is the target, and kustomize refuses that
	}
	d.targets = append(d.targets, Target{Kind: OfKustomize, Name: dir, File: file, Dir: dir})
}
