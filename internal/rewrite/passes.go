package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/leftover"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
)

// addPasses makes the passes of a session. Their order is the order of the findings about
// one object, and at the end of the run.
//
// Documents in strings have those that are embedded as well. They have not kustomizeEntries,
// which reports what the whole run has found, and not substitutes and fluxImages, because
// no controller reads what stands there.
func (s *session) addPasses() {
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
	if r.all {
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
