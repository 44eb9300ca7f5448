package batch

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// addStayed reports the images that builds of a part read in files that stay, because another
// configuration or none governs them, or not this one alone, and that no entry of images gives
// their name in the cache. seen are those that other parts reported.
func (g *Governed) addStayed(p *governedPart, r *rewrite.Rewriter, report *outcome.Report, seen map[finding.Finding]bool) {
	add := func(f finding.Finding) {
		if seen[f] {
			return
		}
		seen[f] = true
		f.Left = true
		report.Left++
		report.Add(f)
	}
	for _, f := range r.Stayed() {
		add(f)
	}
	for _, file := range g.reach.Foreign(p.name, g.governs) {
		if filename.IsKustomization(file) {
			continue // what its entries become is planned
		}
		images, _ := p.rewriter.Inventory(g.foreignSource(file, r))
		for i := range images {
			img := &images[i]
			at := manifest.Place{File: img.File.Path, Index: img.File.Index, Path: img.Field}
			if img.Status == inventory.StatusCovered && !r.Sees(at) {
				add(r.LeftShared(at, img.Line, img.Reference))
			}
		}
	}
}

// withForeign are the inputs of a part, and then the other files that its builds read, of those
// that were given.
func (g *Governed) withForeign(p *governedPart) []rewrite.Source {
	sources := g.sourcesOf(p)
	for _, file := range g.reach.Foreign(p.name, g.governs) {
		isInput := p.withUngoverned && g.governs(file) == ""
		if g.finder.isGiven(file) && !isInput {
			sources = append(sources, g.foreignSource(file, p.rewriter)...)
		}
	}
	return sources
}

// foreignSource is a file that builds read; none where it does not matter, or where no build can read it.
func (g *Governed) foreignSource(file string, r *rewrite.Rewriter) []rewrite.Source {
	text, err := g.finder.tree.Read(file)
	if err != nil || !r.Matters(text) {
		return nil // what cannot be read is reported with what names it
	}
	items, err := yamlbytes.SplitStream(text)
	if err != nil {
		return nil
	}
	return []rewrite.Source{{Path: relative(file), Items: items}}
}
