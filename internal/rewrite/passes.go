package rewrite

// addPasses makes the passes of a session. Their order is the order of the findings about
// one object, and at the end of the run.
//
// Documents in strings have those that are embedded as well. They have not kustomizeEntries,
// which reports what the whole run has found, and not substitutes and fluxImages, because
// no controller reads what stands there.
func (s *session) addPasses() {
	r, rules, report := s.rewriter, s.rules, s.report
	add := func(p pass, embedded bool) {
		s.passes = append(s.passes, p)
		if embedded {
			s.embedded = append(s.embedded, p)
		}
	}
	add(newSharedAnchors(report), true)
	add(newSeenImages(report), true)
	if rules.plan != nil {
		s.kustomize = newKustomizeEntries(rules, report)
		add(s.kustomize, false)
	}
	if removesPullSecrets(rules) {
		s.pullSecrets = newPullSecrets(rules, report, r.podFinder.NewSearch())
		add(s.pullSecrets, true)
	}
	left := leftoversRun{rules: rules, report: report, values: s.values, finder: r.finder, search: s.search, prefilter: s.prefilter}
	var images *inventory
	if r.inventory != nil {
		images = newInventory(rules, r.inventory)
		left.inventory = images
	}
	add(newLeftovers(left), true)
	add(newSubstitutes(rules, report, s.values), false)
	if fillsFluxObjects(rules) {
		s.fluxImages = newFluxImages(rules, report)
		add(s.fluxImages, false)
	}
	if r.all {
		add(newChartImages(rules, report), true)
	}
	add(newPullWarnings(report), true)
	s.unused = newUnusedFields(report, r.finder)
	add(s.unused, true)
	add(newSetterComments(rules, report, r.policies), true)
	add(newFluxSources(rules, report), true)
	if images != nil {
		add(images, true)
	}
}
