package plan

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// flux is where its settings stand in the configuration.
const flux = "spec.flux"

// Flux is what Flux's image automation needs.
type Flux struct {
	Namespace           string
	Labels, Annotations []Pair
	Scans               []Scan // sorted by the upstream's name
	Automation          *v1alpha1.FluxAutomation
}

// A Scan is an ImageRepository and the ImagePolicy that goes with it.
type Scan struct {
	// Name is that of both objects: a DNS subdomain, and a label's value where it is
	// not one of the configuration.
	Name string
	// Upstream is the repository where it comes from, Image what is scanned: the same,
	// or the repository of the cache.
	Upstream, Image string
	// Cache says that Image is the cache's, AWS that Flux signs in by an IAM role.
	Cache, AWS bool
	Settings   v1alpha1.FluxSettings // with a policy
}

// flux plans a pair for every repository that was seen or is listed.
func (b *builder) flux(images []image.Reference) {
	f := b.c.Spec.Flux
	b.plan.Flux = &Flux{
		Namespace: f.Namespace, Labels: sorted(f.Labels), Annotations: sorted(f.Annotations), Automation: f.Automation,
	}
	repositories := b.fluxRepositories(images)
	var scans []Scan
	var unsorted silent
	for _, r := range repositories {
		scan := b.scan(r)
		if scan.Settings.Policy == nil {
			policy, why := infer(r)
			if policy == nil {
				unsorted.add(why, r)
				continue
			}
			scan.Settings.Policy, scan.Settings.FilterTags = policy.order, policy.filter
		} else {
			b.checkPolicy(&scan, r)
		}
		scans = append(scans, scan)
	}
	b.plan.Flux.Scans = b.distinct(scans)
	unsorted.report(b)
	b.fluxWarnings(scans)
	b.nothingToScan()
	b.unusedGlobs(repositories)
}

// scan is the pair of a repository, with the settings that are configured.
func (b *builder) scan(r *repository) Scan {
	settings, name := b.c.Spec.Flux.SettingsOf(r.upstream)
	if name == "" {
		name = scanName(r.mapped)
	}
	scan := Scan{Name: name, Upstream: r.upstream, Image: r.upstream, Settings: settings}
	if settings.Scan == v1alpha1.ScanCache {
		scan.Cache, scan.Image = true, r.cached
		scan.Settings.SecretRef = nil // of the upstream
	}
	host, _, _ := strings.Cut(scan.Image, "/")
	_, isECR := image.ParseECRHost(host)
	scan.AWS = scan.Cache || isECR && settings.SecretRef == nil
	return scan
}
