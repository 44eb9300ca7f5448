package batch

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	ktree "github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// RewriteBy rewrites as [Governed.Rewrite] does.
func (b *Batch) RewriteBy(of Governor) (*Result, error) {
	g, err := b.Governed(of)
	if err != nil {
		return nil, err
	}
	return g.Rewrite()
}

// Rewrite rewrites every input by the configuration that governs it, as one run; nothing is
// written yet. Inputs without a configuration stay. A file that is built under several
// configurations stays as well: two clusters, each with its own cache, may share base/pod.yaml,
// and no name in it is right for both. Entries of images in the kustomization of each cluster
// give it its name there. Errors are those of [Batch.Rewrite].
func (g *Governed) Rewrite() (*Result, error) {
	if g.isOne() {
		return g.rewrite(g.parts[0].rewriter, g.governsAs(g.parts[0]))
	}
	seen := map[finding.Finding]bool{}
	var reports []*outcome.Report
	var late []finding.Finding
	all := make([]rewrite.Outcome, len(g.Inputs))
	for _, p := range g.parts {
		r, err := g.prepared(p)
		if err != nil {
			return nil, err
		}
		outcomes, report := r.Sources(g.sourcesOf(p))
		for j, input := range p.inputs {
			all[input] = outcomes[j]
		}
		if !report.Restored {
			g.addStayed(p, r, report, seen)
		}
		reports, late = append(reports, report), append(late, r.LateEntries()...)
	}
	if err := g.noteUnreadable(all); err != nil {
		return nil, err
	}
	report := outcome.Join(reports)
	report.Items += g.plain
	return g.result(report, late, all), nil
}

// Images lists the images of all configurations: of each those in the files that it governs, and
// those in other files that its builds read. An image of a file that several build is listed for
// each, and one of a file that only builds of a configuration outside of these read for that one.
func (g *Governed) Images() ([]inventory.Image, error) {
	var images []inventory.Image
	parts := slices.Clone(g.parts)
	for _, name := range slices.Sorted(maps.Keys(g.guests)) {
		parts = append(parts, g.guests[name])
	}
	for _, p := range parts {
		found, err := g.imagesOf(p)
		if err != nil {
			return nil, err
		}
		images = append(images, found...)
	}
	return images, nil
}

// ImagesOf lists those of one configuration.
func (g *Governed) ImagesOf(r *rewrite.Rewriter) ([]inventory.Image, error) {
	return g.imagesOf(g.part(r))
}

// Alone is what one configuration does for the files that it governs, for other files that its builds
// read, and for those without a configuration. None of it is to be written: it says what
// has to be generated.
func (g *Governed) Alone(r *rewrite.Rewriter) (*Result, []inventory.Image, error) {
	own := *g.part(r)
	if g.isOne() {
		result, err := g.Rewrite()
		if err != nil {
			return nil, nil, err
		}
		images, err := g.imagesOf(&own)
		return result, images, err
	}
	own.withUngoverned = true
	own.inputs = append(own.inputs[:len(own.inputs):len(own.inputs)], g.ungoverned...)
	prepared, err := g.prepared(&own)
	if err != nil {
		return nil, nil, err
	}
	outcomes, report := prepared.Sources(g.withForeign(&own))
	images, _ := prepared.Inventory(g.withForeign(&own))
	return &Result{Report: report, Late: prepared.LateEntries()}, images, g.note(&own, outcomes)
}

func (g *Governed) imagesOf(p *governedPart) ([]inventory.Image, error) {
	if g.isOne() {
		return g.Batch.Images(p.rewriter)
	}
	r, err := g.prepared(p)
	if err != nil {
		return nil, err
	}
	images, outcomes := r.Inventory(g.withForeign(p))
	return images, g.note(p, outcomes)
}

// note notes which inputs of a part are not YAML; theirs are the first outcomes.
func (g *Governed) note(p *governedPart, outcomes []rewrite.Outcome) error {
	for i, input := range p.inputs {
		if err := g.noteError(&g.Inputs[input], outcomes[i].Err); err != nil {
			return err
		}
	}
	return nil
}

// prepared is the rewriter of a part, with the kustomizations and charts that it must know.
func (g *Governed) prepared(p *governedPart) (*rewrite.Rewriter, error) {
	shown := map[string]string{}
	for _, i := range p.inputs {
		shown[g.places[g.Inputs[i].Path]] = g.Inputs[i].Path
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
	if candidates := g.candidatesOf(p); len(candidates) > 0 {
		r = r.Kustomized(g.finder.tree, candidates, shown, relative)
	}
	r, err := g.withExisting(r, g.governsAs(p))
	if err != nil {
		return nil, err
	}
	return g.withCharts(r)
}

// sourcesOf are the inputs of a part; an empty one where no input matters, so that the run still
// reports its results.
func (g *Governed) sourcesOf(p *governedPart) []rewrite.Source {
	var sources []rewrite.Source
	for _, i := range p.inputs {
		sources = append(sources, rewrite.Source{Path: g.Inputs[i].Path, Items: g.Inputs[i].items})
	}
	if len(sources) == 0 {
		sources = append(sources, rewrite.Source{})
	}
	return sources
}
