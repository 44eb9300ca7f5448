package tree

import (
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Governance says which configuration governs a file, the nearest above it, where a repository
// has several. A run is for one of them.
type Governance uint8

// The governances.
const (
	ByRun   Governance = iota // that of the run
	Shared                    // that of the run, and builds of another configuration read the file as well
	ByOther                   // another one
	ByNone                    // none
)

// Rules are what the rewriting does with images and files, for the packages of kustomizations.
// Package rewrite/kustomize implements them.
type Rules interface {
	// Name is what an image becomes where it may change; the same text for an image that the
	// rewriting leaves.
	Name(image string) string
	// InCache reports whether an image is in the cache.
	InCache(image string) bool
	// Image is what the image in a field becomes; the same text where it stays. ours is false
	// where the configuration, or an annotation, excludes the field from the rewriting.
	Image(f *manifest.Field) (after string, ours bool)
	// Fixed is the reason why a document must not change; empty for one that may.
	Fixed(d *manifest.Document) string
	// Given reports whether a file was given to the command, and may be written.
	Given(file string) bool
	// Shown is the path of a file as messages print it.
	Shown(file string) string
	// InFull is an image with Docker Hub's host and library/ added where they are left out.
	InFull(image string) string
	// Same reports whether two texts name one image: those of Docker Hub have several names.
	Same(a, b string) bool
	// Restores reports whether images go from the cache back to their upstreams.
	Restores() bool
	// Cached is the name of an image in the cache; empty for an image of no upstream.
	Cached(image string) string
	// Function is nil unless a document configures this program as a function that rewrites.
	// It then gives the name that the function gives an image, and an empty name for an image
	// that the function leaves.
	Function(d *manifest.Document) func(image string) string
	// SeveralConfigurations reports whether the repository has several configurations, or files
	// without one.
	SeveralConfigurations() bool
	// Governed is which configuration governs a file.
	Governed(file string) Governance
	// Filled reports whether this run takes an entry of images out of the object of Flux in a
	// document, where the configuration had it added.
	Filled(d *manifest.Document, entry *yamlbytes.Node) bool
	// Generated reports whether ecrcache generate wrote a document.
	Generated(d *manifest.Document) bool
}
