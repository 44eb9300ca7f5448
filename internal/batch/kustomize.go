package batch

import (
	"os"
	"path"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	ktree "github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// builders are words of which one is in every object that builds a kustomization, or that
// changes images as a kustomization does: objects of Flux and Argo CD, and kustomize's transformer
// of images.
var builders = []scan.Marks{
	{Rare: 'x', Words: []string{"kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io"}},
	{Rare: 'j', Words: []string{"argoproj.io"}},
	{Rare: 'T', Words: []string{"ImageTagTransformer"}},
}

// mayBuild reports whether a file may hold a kustomization, or an object that builds one.
func mayBuild(path string, text []byte) bool {
	return filename.IsKustomization(filepath.ToSlash(path)) || scan.HasMark(text, builders)
}

// withKustomizations gives the rewriter the kustomizations among the inputs and around them:
// they name images that the rewriter changes.
func (b *Batch) withKustomizations(r *rewrite.Rewriter) (*rewrite.Rewriter, error) {
	if len(b.Inputs) == 1 && b.Inputs[0].Path == "" {
		return r.KustomizedItems(b.Inputs[0].items), nil
	}
	k, err := b.kustomizations()
	if err != nil || len(k.candidates) == 0 {
		return r, err
	}
	return r.Kustomized(k.tree, k.candidates, k.shown, relative), nil
}

// kustomizations finds the kustomizations in and around the inputs.
func (b *Batch) kustomizations() (*kustomizationFinder, error) {
	if b.finder == nil {
		k := &kustomizationFinder{Batch: b, shown: map[string]string{}, links: map[string]string{}}
		if err := k.collect(); err != nil {
			return nil, err
		}
		b.finder = k
	}
	return b.finder, nil
}

// A kustomizationFinder finds the kustomizations in and around the inputs.
type kustomizationFinder struct {
	*Batch
	tree files.Tree
	// candidates are the absolute paths of files that may build something (mayBuild).
	candidates []string
	// shown has, for the absolute path of each input, the path that the user gave.
	shown map[string]string
	// links are directories, and where they are when links are followed.
	links map[string]string
	// given are the places of all files that were read; nil before somebody asks.
	given map[string]bool
	// ofFlux is what automations has found, once hasAutomations says so.
	ofFlux         []automation
	hasAutomations bool
}

// ofAll are the kustomizations and builds of all configurations.
func (k *kustomizationFinder) ofAll(by *rewrite.Rewriter) *ktree.Tree {
	return by.Tree(k.tree, k.candidates)
}

// collect finds the kustomizations among the inputs. Only where there is one, or one above
// them, those around the inputs are looked for too: they may name what the inputs hold.
func (k *kustomizationFinder) collect() error {
	var err error
	if k.tree, err = files.TreeOf(firstDir(k.Inputs)); err != nil {
		return err
	}
	for i := range k.Inputs {
		in := &k.Inputs[i]
		if in.Path == "" {
			continue
		}
		place, err := k.place(in.Path)
		if err != nil {
			return err
		}
		k.shown[place] = in.Path
		if mayBuild(in.Path, in.Text) {
			k.candidates = append(k.candidates, place)
		}
	}
	if len(k.shown) > 0 && (len(k.candidates) > 0 || k.isBelowKustomization()) {
		k.addRepository()
	}
	return nil
}

// place returns the absolute path of an input, with slashes. kustomize builds a directory that is a link where
// the link leads, so the file is known by the path that it has there; by its own path where
// both were given.
func (k *kustomizationFinder) place(input string) (string, error) {
	absolute, err := filepath.Abs(input)
	if err != nil {
		return "", err
	}
	dir, name := filepath.Split(absolute)
	place := path.Join(k.real(dir), name)
	if _, given := k.shown[place]; given {
		return filepath.ToSlash(absolute), nil
	}
	return place, nil
}

// real returns where a directory is, when links are followed.
func (k *kustomizationFinder) real(dir string) string {
	to, known := k.links[dir]
	if !known {
		to = k.tree.Real(filepath.ToSlash(filepath.Clean(dir)))
		k.links[dir] = to
	}
	return to
}

// firstDir returns the directory of the first input that is a file, by which the repository is
// found.
func firstDir(inputs []Input) string {
	for i := range inputs {
		if inputs[i].Path != "" {
			return filepath.Dir(inputs[i].Path)
		}
	}
	return "."
}

// isBelowKustomization reports whether a directory of an input, or one above, has a
// kustomization.
func (k *kustomizationFinder) isBelowKustomization() bool {
	looked := map[string]bool{}
	for absolute := range k.shown {
		for dir := filepath.Dir(filepath.FromSlash(absolute)); !looked[dir]; dir = filepath.Dir(dir) {
			looked[dir] = true
			for _, name := range k.tree.List(filepath.ToSlash(dir)) {
				if filename.IsKustomization(name) {
					return true
				}
			}
		}
	}
	return false
}

// addRepository adds the kustomizations of the repository that were not given. Outside of a
// repository it adds none: only what the given ones name is read there.
func (k *kustomizationFinder) addRepository() {
	if !k.isRepository() {
		return
	}
	k.eachOtherManifest(func(file string) {
		if filename.IsKustomization(file) {
			k.candidates = append(k.candidates, file)
		} else if text, err := k.tree.Read(file); err == nil && mayBuild(file, text) {
			k.candidates = append(k.candidates, file)
		}
	})
}

// isRepository reports whether the inputs are in a repository, not only somewhere in the file
// system.
func (k *kustomizationFinder) isRepository() bool {
	return k.tree.Root() != filepath.Dir(k.tree.Root())
}

// eachOtherManifest calls visit with every manifest of the repository that this run has not read.
func (k *kustomizationFinder) eachOtherManifest(visit func(file string)) {
	k.tree.Manifests(func(file string) {
		if !k.isGiven(file) {
			visit(file)
		}
	})
}

// isGiven reports whether this run has read a file.
func (k *kustomizationFinder) isGiven(file string) bool {
	if k.given == nil {
		k.given = map[string]bool{}
		for _, g := range k.groups {
			for i := range g.Len() {
				if absolute, err := filepath.Abs(g.Path(i)); err == nil {
					dir, name := filepath.Split(absolute)
					k.given[path.Join(k.real(dir), name)] = true
				}
			}
		}
	}
	return k.given[file]
}

// relative returns an absolute path relative to the working directory, as a user would write it.
func relative(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if short, err := filepath.Rel(here, filepath.FromSlash(path)); err == nil {
		return short
	}
	return path
}
