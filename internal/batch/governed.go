package batch

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/finding"
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
// written yet. Inputs without a configuration stay. A file that builds of another configuration
// read stays as well: each build gets the names from entries of its own kustomization. Errors
// are those of Rewrite.
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

// A governed is a batch whose files have several configurations, or only some have one.
type governed struct {
	*Batch
	of          Governor
	kustomizing *kustomizing
	parts       []governedPart
	names       map[*rewrite.Rewriter]string
	// reach is which builds read each file; nil where one configuration governs all.
	reach ktree.Reach
}

// A governedPart is all that one configuration governs, and that no build of another one reads.
type governedPart struct {
	rewriter *rewrite.Rewriter
	name     string // tells it from the others
	inputs   []int
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

// governed finds the parts, in the order of the walk, and what builds of each read.
func (b *Batch) governed(of Governor) (*governed, error) {
	g := &governed{Batch: b, of: of, names: map[*rewrite.Rewriter]string{}}
	for _, group := range b.groups {
		for i := range group.Len() {
			g.part(group.Dir(i))
			if group.Dir(0) == group.Dir(group.Len()-1) {
				break
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
	if g.kustomizing, err = b.kustomizations(); err != nil || !g.hasForeign() {
		return g, err
	}
	g.reach = g.parts[0].rewriter.Reach(g.kustomizing.tree, g.kustomizing.candidates, g.governs)
	places := map[string]string{}
	for place, input := range g.kustomizing.shown {
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
func (g *governed) part(dir string) *governedPart {
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

// nameOf tells the configuration of a directory from others; empty for none.
func (g *governed) nameOf(dir string) string {
	r := g.of(dir)
	if r == nil {
		return ""
	}
	if g.names[r] == "" {
		g.names[r] = strconv.Itoa(len(g.names) + 1)
	}
	return g.names[r]
}

// governs is nameOf for a file of the tree.
func (g *governed) governs(file string) string {
	if input, given := g.kustomizing.shown[file]; given {
		return g.nameOf(filepath.Dir(input))
	}
	return g.nameOf(filepath.Dir(filepath.FromSlash(file)))
}

// governsAs reports of a file of the tree whether the configuration of a part governs it.
func (g *governed) governsAs(p *governedPart) func(file string) bool {
	return func(file string) bool { return g.governs(file) == p.name }
}

// hasForeign reports whether some files that builds may read have another configuration than
// others, or none.
func (g *governed) hasForeign() bool {
	other := func(file string) bool { return g.governs(file) != g.parts[0].name }
	root := g.kustomizing.tree.Root()
	isRepository := root != filepath.Dir(root)
	return len(g.parts) > 1 || slices.ContainsFunc(g.kustomizing.candidates, other) ||
		isRepository && len(g.kustomizing.candidates) > 0 && other(path.Join(filepath.ToSlash(root), "x"))
}

// isOne reports whether one configuration governs all that was read, and all around it.
func (g *governed) isOne() bool { return len(g.parts) == 1 && g.reach == nil }

// prepared is the rewriter of a part, with the kustomizations and charts that it must know.
func (g *governed) prepared(p *governedPart) (*rewrite.Rewriter, error) {
	mine, given := map[string]bool{}, map[string]string{}
	for _, i := range p.inputs {
		mine[g.Inputs[i].Path] = true
	}
	for place, input := range g.kustomizing.shown {
		if mine[input] {
			given[place] = input
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
	if len(g.kustomizing.candidates) > 0 {
		r = r.Kustomized(g.kustomizing.tree, g.kustomizing.candidates, given, relative)
	}
	r, err := g.withExisting(r, g.governsAs(p))
	if err != nil {
		return nil, err
	}
	return g.withCharts(r)
}

// addStayed reports the images that builds of a part read in files of other configurations, or of
// none, and that stay there without an entry that gives them their names. seen are those that
// other parts reported.
func (g *governed) addStayed(p *governedPart, r *rewrite.Rewriter, report *outcome.Report, seen map[finding.Finding]bool) error {
	if report.Restored {
		return nil
	}
	add := func(f finding.Finding) {
		if seen[f] {
			return
		}
		seen[f] = true
		report.Left++
		report.Add(f)
	}
	for _, f := range r.Stayed() {
		add(f)
	}
	for _, file := range g.reach.Foreign(p.name, g.governs) {
		text, err := g.kustomizing.tree.Read(file)
		if err != nil || manifest.IsKustomization(file) || !r.Matters(text) {
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
