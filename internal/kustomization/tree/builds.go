package tree

import (
	"path"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
)

// An Overlay is how the entries of a Build are joined with those of the kustomization.
type Overlay uint8

// The ways to join them.
const (
	OverlayNone     Overlay = iota // the build has no entries
	OverlayMerged                  // Flux: merged into an entry of the same name, field by field
	OverlayReplaced                // older releases of Flux: instead of an entry of the same name
	OverlaySet                     // Argo CD: as kustomize edit set image does, sorted by name
)

// A Build is what an object of Flux or Argo CD builds: the kustomization of a directory, with
// patches, Components and entries of its own.
type Build struct {
	Overlay  Overlay
	Document *manifest.Document
	// At is the place of what asks for the build, such as spec.
	At manifest.Place
	// Dir is the directory that is built; empty where there is none in the tree, or the build
	// changes the output of a chart.
	Dir        string
	Patches    []Patch
	Components []string
	Entries    []*Entry
	// Manifests and Bases are the files and the kustomizations below a directory that has no
	// kustomization itself: Flux builds them all.
	Manifests []string
	Bases     []*Kustomization
	// Unread are the parts that are not read, such as the chart of a HelmRelease, whose images
	// a post-renderer changes.
	Unread []Unread
}

// candidate reads a file that is a kustomization, or may hold objects that build one.
func (t *Tree) candidate(file string) {
	if filename.IsKustomization(file) {
		if t.Rules.Governed(file) != ByOther { // else the run of that configuration plans for it
			t.load(path.Dir(file))
		}
		return
	}
	documents, err := t.Documents(file)
	if err != nil {
		return
	}
	for _, d := range documents {
		t.readBuilds(d)
	}
}

// readBuilds reads the builds that an object of Flux or Argo CD asks for.
func (t *Tree) readBuilds(d *manifest.Document) {
	switch kind := manifest.KindOf(d.Root); {
	case kind.Group == "kustomize.toolkit.fluxcd.io" && kind.Kind == "Kustomization":
		t.readFlux(d)
	case kind.Group == "helm.toolkit.fluxcd.io" && kind.Kind == "HelmRelease":
		t.readRelease(d)
	case kind.Group == "argoproj.io" && (kind.Kind == "Application" || kind.Kind == "ApplicationSet"):
		t.readArgo(d)
	}
}

// addBuild adds a build of its Dir, which the path p of the object means. What is built is the
// kustomization there; without one, all manifests below it; and where the tree does not have the
// directory, a part that is not read.
func (t *Tree) addBuild(b *Build, p string) {
	if t.isOfOther(b) {
		t.OfOthers = append(t.OfOthers, b.At)
		return
	}
	if b.Dir == "" || !t.Files.IsDir(b.Dir) {
		// The path of a template may mean a directory of this tree.
		template := strings.Contains(p, "{{") || strings.Contains(p, "${")
		b.Unread = append(b.Unread, Unread{What: "the manifests at path " + strconv.Quote(p), At: b.At, Line: 1, AnyName: template})
	} else if t.load(b.Dir) == nil {
		t.addManifests(b, b.Dir, map[string]bool{})
	}
	for _, dir := range b.Components {
		if c := t.load(t.Within(b.Dir, dir)); c != nil {
			c.IsUsed = true
		}
	}
	t.Builds = append(t.Builds, b)
}

// isOfOther reports whether a build is for another configuration than that of the run. A build is
// for the configuration that governs the directory which is built, not for that of the object's
// file: objects of Flux and Argo CD may deploy to other clusters than their own. Only for a
// directory without a configuration, that of the object's file counts.
func (t *Tree) isOfOther(b *Build) bool {
	if b.Dir != "" {
		if g := t.Rules.Governed(path.Join(b.Dir, filename.Default)); g != ByNone {
			return g == ByOther
		}
	}
	return t.Rules.Governed(b.At.File) == ByOther
}

// addManifests adds the manifests below a directory without a kustomization, as Flux does
// (https://github.com/fluxcd/pkg/blob/kustomize/v1.41.0/kustomize/kustomize_generator.go).
// seen are the directories so far: links may lead to one in many ways.
func (t *Tree) addManifests(b *Build, dir string, seen map[string]bool) {
	if t.isSeen(dir, seen) {
		return
	}
	for _, file := range t.Files.List(dir) {
		switch {
		case t.Files.IsDir(file):
			if k := t.load(file); k != nil {
				b.Bases = append(b.Bases, k)
			} else {
				t.addManifests(b, file, seen)
			}
		case path.Ext(file) == ".yaml" || path.Ext(file) == ".yml":
			b.Manifests = append(b.Manifests, file)
		}
	}
}

// isSeen reports whether a directory is among seen, and adds it.
func (t *Tree) isSeen(dir string, seen map[string]bool) bool {
	real := t.Within(".", dir)
	known := seen[real]
	seen[real] = true
	return known
}

// directory returns the directory that the path p of an object means; empty where there is none. p
// is relative to the root of the repository that the object deploys, which may be this one or a
// part of it: so it is looked for below the root, then below each directory above the object's
// file, the nearest first. Without a repository an empty path means no directory.
func (t *Tree) directory(file, p string) string {
	p = path.Clean("/" + p)
	if rooted, ok := t.Files.(interface{ Root() string }); ok && rooted.Root() != "/" {
		if where := t.Within(rooted.Root(), "."+p); t.Files.IsDir(where) {
			return where
		}
	}
	for dir := path.Dir(file); p != "/"; dir = path.Dir(dir) {
		if where := t.Within(dir, "."+p); t.Files.IsDir(where) {
			return where
		}
		if dir == path.Dir(dir) {
			break
		}
	}
	return ""
}
