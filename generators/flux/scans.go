package flux

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// section is the path of Flux's settings in the configuration.
const section = "spec.flux"

// A scan is a pair: an ImageRepository and the ImagePolicy that goes with it.
type scan struct {
	// Name is the name of both objects: a DNS subdomain, and, unless the configuration gives
	// it, also valid as the value of a label.
	Name string
	// Upstream is the repository at the upstream, Image the repository that Flux scans: the
	// same one, or the one in the cache.
	Upstream, Image string
	// Cache says that Image is in the cache, AWS that Flux signs in with an IAM role.
	Cache, AWS bool
	Settings   v1alpha1.FluxSettings // the policy is configured, or inferred from the tags
	// Existing is the ImageRepository of the manifests; nil where one is generated.
	Existing *tagpolicy.ExistingScan
}

// A pairing plans the pairs of one configuration.
type pairing struct {
	*plan.Problems
	spec  *v1alpha1.Flux
	plan  *plan.Plan
	scans []scan // sorted by the upstream's name
	// existing is what the manifests have already, by the upstream's name.
	existing map[string]*adopted
	// excludable are the repositories that Flux would scan if they were not excluded.
	excludable []*repository
}

// pair plans a pair for every repository that was seen or is listed in spec.flux.images, and adds
// the problems. Where neither the configuration nor a tag in use gives a repository of listed a
// policy, there is no pair and no warning.
func pair(spec *v1alpha1.Flux, p *plan.Plan, listed []string) *pairing {
	b := &pairing{Problems: &plan.Problems{}, spec: spec, plan: p}
	b.existing = b.adopt()
	repositories := b.repositories(p.Seen.Images)
	var scans []scan
	var withoutPolicy unsorted
	listedNames := canonicalNames(p.Cache, listed)
	for _, r := range repositories {
		s := b.scan(r)
		if a := b.adoptedFor(r); a != nil {
			if len(a.policies) > 0 {
				continue
			}
			s.Existing = a.scans[0]
		}
		if s.Settings.Policy == nil {
			policy, filter, why := r.infer()
			if policy == nil {
				if !r.hasTag() && slices.Contains(listedNames, r.upstream) {
					continue
				}
				withoutPolicy.add(why, r)
				continue
			}
			s.Settings.Policy, s.Settings.FilterTags = policy, filter
		} else {
			b.checkPolicy(&s, r)
		}
		scans = append(scans, s)
	}
	b.scans = scans
	b.checkNames(scans)
	withoutPolicy.report(b)
	b.warnings(scans)
	b.nothingToScan()
	b.checkNamespaces()
	b.unusedGlobs(repositories)
	return b
}

// scan returns the pair of a repository, with the settings that are configured.
func (b *pairing) scan(r *repository) scan {
	settings, name := b.spec.SettingsOf(r.upstream)
	if name == "" {
		name = scanName(r.mapped)
	}
	s := scan{Name: name, Upstream: r.upstream, Image: r.upstream, Settings: settings}
	if settings.Scan == v1alpha1.ScanCache {
		s.Cache, s.Image = true, r.cached
		s.Settings.SecretRef = nil // of the upstream
	}
	host, _, _ := strings.Cut(s.Image, "/")
	_, isECR := image.ParseECRHost(host)
	s.AWS = s.Cache || isECR && settings.SecretRef == nil
	return s
}
