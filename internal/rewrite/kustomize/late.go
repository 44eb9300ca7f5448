package kustomize

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// LateEntries returns a finding for each entry of a plan that finds nothing in the files as they
// are. Each is an error, or a warning where it is not known whether the build has the image.
func LateEntries(plan *kustomization.Plan) []finding.Finding {
	var all []finding.Finding
	for _, l := range plan.Late {
		f := finding.Finding{
			Severity: finding.Error, Code: outcome.LateEntry, Message: l.Message,
			Field: finding.Field{Current: l.Found, Proposed: l.Name}, File: finding.File{Path: l.At.File, Index: l.At.Index}, Line: l.Line,
		}
		if !l.Sure {
			f.Severity = finding.Warning
		}
		all = append(all, f)
	}
	return all
}

// Cached returns the name of an image in the cache; empty for one of no upstream.
func (k *imageRules) Cached(name string) string { return cachedIn(k.Cache, name) }

// cachedIn returns the name in a cache of an image whose name may be a regular expression.
func cachedIn(cache *image.Cache, name string) string {
	ref, err := image.Parse(strings.ReplaceAll(name, `\`, ""))
	if err != nil {
		return ""
	}
	moved, err := cache.Rewrite(ref)
	if err != nil {
		return ""
	}
	return moved.Name()
}

// Function returns what this program makes of an image where a document configures it as a
// function, and nil for any other document.
func (k *imageRules) Function(d *manifest.Document) func(image string) string {
	if !strings.HasPrefix(d.Root.Text("apiVersion"), v1alpha1.Group+"/") || d.Root.Text("kind") != v1alpha1.Kind {
		return nil
	}
	c, err := config.Parse(d.Item.Raw())
	if err != nil || c.Spec.Rewrite.Mode == v1alpha1.ModeCheck || c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
		return nil
	}
	cache := c.Cache()
	return func(name string) string { return cachedIn(cache, name) }
}

// Filled reports whether a restore takes an entry out of the object of Flux in a document, because
// the configuration has such entries added.
func (k *imageRules) Filled(d *manifest.Document, entry *yamlbytes.Node) bool {
	return k.Restore && k.Fills(objectOf(d, d.Root)) && k.IsFilled(d.Item, entry)
}

// Generated reports whether ecrcache generate wrote a document.
func (k *imageRules) Generated(d *manifest.Document) bool {
	return d.Root.Text("metadata", "annotations", v1alpha1.OwnerAnnotation) != ""
}
