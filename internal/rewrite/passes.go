package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/leftover"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
)

// addPasses makes the passes of a session: this is the table of them. Their order is the
// order of the findings about one object, and of those at the end of the run.
//
// add says of each pass whether it sees documents in strings as well. Four do not: the
// entries of kustomize, because the plan covers them, and leftover.Substitutes,
// flux.Existing and flux.Images, because no controller reads a document in a string.
func (s *session) addPasses() {
	if s.rewriter.settersOnly {
		s.addSetterPasses()
		return
	}
	r, rules, report := s.rewriter, s.rules, s.report
	add := func(p pass.Pass, embedded bool) {
		s.passes = append(s.passes, p)
		if embedded {
			s.embedded = append(s.embedded, p)
		}
	}
	add(pass.NewSharedAnchors(report), true)
	add(pass.NewSeenImages(report), true)
	if rules.Plan != nil {
		s.kustomize = kustomize.NewEntries(rules, report)
		add(s.kustomize, false)
	}
	if pass.RemovesPullSecrets(rules) {
		s.pullSecrets = pass.NewPullSecrets(rules, report, r.podFinder.NewSearch())
		add(s.pullSecrets, true)
	}
	if rules.Config.Spec.Flux != nil {
		add(flux.NewExisting(rules, report, r.existing), false)
	}
	left := leftover.Run{Rules: rules, Report: report, Values: s.values, Finder: r.finder, Search: s.search, Prefilter: s.prefilter}
	var images *inventory.Pass
	if r.inventory != nil {
		images = inventory.NewPass(rules, r.inventory)
		left.Inventory = images
	}
	add(leftover.NewPass(left), true)
	add(leftover.NewSubstitutes(rules, report, s.values), false)
	if flux.AddsImages(rules) {
		s.fluxImages = flux.NewImages(rules, report)
		add(s.fluxImages, false)
	}
	if r.everyImage {
		add(pass.NewChartImages(rules, report), true)
	}
	add(pass.NewPullWarnings(report), true)
	s.unused = pass.NewUnusedFields(report, r.finder)
	add(s.unused, true)
	add(flux.NewSetterComments(rules, report, r.policies), true)
	add(flux.NewSources(rules, report), true)
	if images != nil {
		add(images, true)
	}
}
