package batch

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	ktree "github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Governor gives the rewriter of the configuration that governs the files of a directory, by
// the directory's path; nil for none. It gives one configuration the same rewriter each time.
type Governor func(dir string) *rewrite.Rewriter

// RewriteBy rewrites every input by the configuration that governs it, as one run; nothing is
// written yet. Inputs without a configuration stay. A file that is built under several
// configurations stays as well: two clusters, each with its own cache, may share base/pod.yaml,
// and no name in it is right for both. Entries of images in the kustomization of each cluster
// give it its name there. Errors are those of Rewrite.
func (b *Batch) RewriteBy(of Governor) (*Result, error) {
	g, err := b.governed(of)
	if err != nil {
		return nil, err
	}
	if g.isOne() {
		return b.rewrite(g.parts[0].rewriter, g.governsAs(&g.parts[0]))
	}
	seen := map[finding.Finding]bool{}
	var reports []*outcome.Report
	var late []finding.Finding
	all := make([]rewrite.Outcome, len(b.Inputs))
	for i := range g.parts {
		p := &g.parts[i]
		r, err := g.prepared(p)
		if err != nil {
			return nil, err
		}
		outcomes, report := r.Sources(p.sources(b))
		for j, input := range p.inputs {
			all[input] = outcomes[j]
		}
		if err := g.addStayed(p, r, report, seen); err != nil {
			return nil, err
		}
		reports, late = append(reports, report), append(late, r.LateEntries()...)
	}
	if err := b.noteUnreadable(all); err != nil {
		return nil, err
	}
	report := outcome.Join(reports)
	report.Items += b.plain
	return b.result(report, late, all), nil
}

// ImagesBy lists the images of all inputs that a configuration governs, each by its own.
func (b *Batch) ImagesBy(of Governor) ([]inventory.Image, error) {
	g, err := b.governed(of)
	if err != nil {
		return nil, err
	}
	if g.isOne() {
		return b.Images(g.parts[0].rewriter)
	}
	var images []inventory.Image
	all := make([]rewrite.Outcome, len(b.Inputs))
	for i := range g.parts {
		p := &g.parts[i]
		r, err := g.prepared(p)
		if err != nil {
			return nil, err
		}
		found, outcomes := r.Inventory(p.sources(b))
		for j, input := range p.inputs {
			all[input] = outcomes[j]
		}
		images = append(images, found...)
	}
	return images, b.noteUnreadable(all)
}

// A governedBatch is a batch whose files have several configurations, or only some have one.
type governedBatch struct {
	*Batch
	of     Governor
	finder *kustomizationFinder
	parts  []governedPart
	// names are numbers as text, one for each configuration. Reach knows configurations by them.
	names map[*rewrite.Rewriter]string
	// reach is which builds read each file; nil where one configuration governs all.
	reach ktree.Reach
}

// A governedPart is all that one configuration governs, and that no build of another one reads.
type governedPart struct {
	rewriter *rewrite.Rewriter
	name     string // in governedBatch.names
	inputs   []int  // indexes in Batch.Inputs
}

// sources are the inputs of a part; an empty one where no input matters, so that the run still
// reports its results.
func (p *governedPart) sources(b *Batch) []rewrite.Source {
	var sources []rewrite.Source
	for _, i := range p.inputs {
		sources = append(sources, rewrite.Source{Path: b.Inputs[i].Path, Items: b.Inputs[i].items})
	}
	if len(sources) == 0 {
		sources = append(sources, rewrite.Source{})
	}
	return sources
}

// governed finds the parts, in the order of the files, and which builds read each file. A part is
// made also for a configuration none of whose files matters: it may have something to report.
func (b *Batch) governed(of Governor) (*governedBatch, error) {
	g := &governedBatch{Batch: b, of: of, names: map[*rewrite.Rewriter]string{}}
	for _, group := range b.groups {
		for i := range group.Len() {
			// Only files that were named one by one have several directories in a group.
			if i == 0 || group.Dir(i) != group.Dir(i-1) {
				g.part(group.Dir(i))
			}
		}
	}
	for i := range b.Inputs {
		if p := g.part(filepath.Dir(b.Inputs[i].Path)); p != nil {
			p.inputs = append(p.inputs, i)
		}
	}
	if len(g.parts) == 0 {
		return g, nil
	}
	var err error
	if g.finder, err = b.kustomizations(); err != nil || !g.hasForeign() {
		return g, err
	}
	g.reach = g.parts[0].rewriter.Reach(g.finder.tree, g.finder.candidates, g.governs)
	places := map[string]string{}
	for place, input := range g.finder.shown {
		places[input] = place
	}
	for i := range g.parts {
		p := &g.parts[i]
		p.inputs = slices.DeleteFunc(p.inputs, func(input int) bool { return g.reach.Shared(places[b.Inputs[input].Path], p.name) })
	}
	return g, nil
}

// part is the part of the files in a directory, made where it is new; nil where no
// configuration governs them.
func (g *governedBatch) part(dir string) *governedPart {
	name := g.nameOf(dir)
	if name == "" {
		return nil
	}
	i := slices.IndexFunc(g.parts, func(p governedPart) bool { return p.name == name })
	if i < 0 {
		i = len(g.parts)
		g.parts = append(g.parts, governedPart{rewriter: g.of(dir), name: name})
	}
	return &g.parts[i]
}

// nameOf returns the name of the configuration of a directory; empty for none.
func (g *governedBatch) nameOf(dir string) string {
	r := g.of(dir)
	if r == nil {
		return ""
	}
	if g.names[r] == "" {
		g.names[r] = strconv.Itoa(len(g.names) + 1)
	}
	return g.names[r]
}

// governs returns the name of the configuration of a file, by its absolute path; empty for none.
// For an input the path that the user gave decides, which may lead through a link.
func (g *governedBatch) governs(file string) string {
	if input, given := g.finder.shown[file]; given {
		return g.nameOf(filepath.Dir(input))
	}
	return g.nameOf(filepath.Dir(filepath.FromSlash(file)))
}

// governsAs returns a function that reports whether the configuration of a part governs a file.
func (g *governedBatch) governsAs(p *governedPart) func(file string) bool {
	return func(file string) bool { return g.governs(file) == p.name }
}

// hasForeign reports whether some files that builds may read have another configuration than
// others, or none.
func (g *governedBatch) hasForeign() bool {
	other := func(file string) bool { return g.governs(file) != g.parts[0].name }
	root := g.finder.tree.Root()
	inRoot := path.Join(filepath.ToSlash(root), "x") // any file: only its directory counts
	return len(g.parts) > 1 || slices.ContainsFunc(g.finder.candidates, other) ||
		g.finder.isRepository() && len(g.finder.candidates) > 0 && other(inRoot)
}

// isOne reports whether one configuration governs all that was read, and all around it.
func (g *governedBatch) isOne() bool {
	return len(g.parts) == 1 && g.reach == nil && len(g.parts[0].inputs) == len(g.Inputs)
}

// prepared is the rewriter of a part, with the kustomizations and charts that it must know.
func (g *governedBatch) prepared(p *governedPart) (*rewrite.Rewriter, error) {
	mine, shown := map[string]bool{}, map[string]string{}
	for _, i := range p.inputs {
		mine[g.Inputs[i].Path] = true
	}
	for place, input := range g.finder.shown {
		if mine[input] {
			shown[place] = input
		}
	}
	r := p.rewriter.Within(func(file string) ktree.Governance {
		switch name := g.governs(file); {
		case name == "":
			return ktree.ByNone
		case name != p.name:
			return ktree.ByOther
		case g.reach.Shared(file, name):
			return ktree.Shared
		}
		return ktree.ByRun
	})
	if len(g.finder.candidates) > 0 {
		r = r.Kustomized(g.finder.tree, g.finder.candidates, shown, relative)
	}
	r, err := g.withExisting(r, g.governsAs(p))
	if err != nil {
		return nil, err
	}
	return g.withCharts(r)
}

// addStayed reports the images that builds of a part read in files that stay, because another
// configuration or none governs them, or not this one alone, and that no entry of images gives
// their name in the cache. seen are those that
// other parts reported.
func (g *governedBatch) addStayed(p *governedPart, r *rewrite.Rewriter, report *outcome.Report, seen map[finding.Finding]bool) error {
	if report.Restored {
		return nil
	}
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
		text, err := g.finder.tree.Read(file)
		if err != nil || filename.IsKustomization(file) || !r.Matters(text) {
			continue // what cannot be read is reported with what names it
		}
		items, err := yamlbytes.SplitStream(text)
		if err != nil {
			continue // no build can read it
		}
		shown := relative(file)
		images, _ := p.rewriter.Inventory([]rewrite.Source{{Path: shown, Items: items}})
		for i := range images {
			img := &images[i]
			at := manifest.Place{File: img.File.Path, Index: img.File.Index, Path: img.Field}
			if img.Status == inventory.StatusCovered && !r.Sees(at) {
				add(r.LeftShared(at, img.Line, img.Reference))
			}
		}
	}
	return nil
}
