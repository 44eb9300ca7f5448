package flux

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// checkNames refuses a name that two pairs have.
func (b *pairing) checkNames(scans []scan) {
	seen := map[string]string{}
	for i := range scans {
		s := &scans[i]
		if other := seen[s.Name]; other != "" {
			b.Refuse(NameTwice, b.nameAt(s.Upstream), s.Name, fmt.Sprintf("the ImageRepositories of %s and of %s would both have this name; let the glob match one repository, or choose another name", other, s.Upstream))
		}
		seen[s.Name] = s.Upstream
	}
}

// nameAt returns where the name of a repository's pair is configured.
func (b *pairing) nameAt(upstream string) string {
	at := section
	for i, o := range b.spec.Overrides {
		if o.Name != "" && glob.Match(o.Repository, upstream) {
			at = plan.Element(section+".overrides", i) + ".name"
		}
	}
	return at
}

// warnings adds one warning for each thing that may surprise.
func (b *pairing) warnings(scans []scan) {
	var cached, digests []string
	for i := range scans {
		s := &scans[i]
		if s.Cache {
			cached = append(cached, s.Upstream)
		}
		if s.Settings.DigestReflectionPolicy != v1alpha1.DigestsNever {
			digests = append(digests, s.Upstream)
		}
	}
	if len(cached) > 0 {
		b.Warn(ScanCache, b.settingAt("scan", func(s *v1alpha1.FluxSettings) bool { return s.Scan == v1alpha1.ScanCache }), v1alpha1.ScanCache,
			"the cache lists only tags that somebody pulled, and has no repository until then, so Flux will not see a new release of "+finding.Listed(cached, mostNamed)+" before something pulls it; scan: Upstream sees it at once")
	}
	if len(digests) > 0 {
		b.Warn(Digests, b.settingAt("digestReflectionPolicy", func(s *v1alpha1.FluxSettings) bool {
			return s.DigestReflectionPolicy != "" && s.DigestReflectionPolicy != v1alpha1.DigestsNever
		}), "",
			"Flux will write digests for "+finding.Listed(digests, mostNamed)+"; the first pull of a digest that is not in the cache yet may be refused as not found (https://github.com/aws/containers-roadmap/issues/2837), so pull each new tag once by its name, or write Never")
	}
}

// nothingToScan warns when there is no pair, unless another problem says why.
func (b *pairing) nothingToScan() {
	isReported := slices.ContainsFunc(*b.Problems, func(p plan.Problem) bool { return p.Code == NoPolicy || p.Code == Placeholder || p.Code == Adopted })
	switch {
	case isReported || len(b.scans) > 0:
	case len(b.excludable) > 0:
		b.Warn(Nothing, section, "", "include and exclude leave none of the repositories that were seen, so there is nothing to scan; change the globs, or list repositories in images")
	default:
		b.Warn(Nothing, section, "", "no image of an upstream was seen, so there is nothing to scan; give the manifests, or list repositories in images")
	}
}

// settingAt returns the path of a field in the first section whose settings fulfil a condition.
func (b *pairing) settingAt(field string, says func(*v1alpha1.FluxSettings) bool) string {
	f := b.spec
	if says(&f.FluxSettings) {
		return section + "." + field
	}
	for i := range f.Overrides {
		if says(&f.Overrides[i].FluxSettings) {
			return plan.Element(section+".overrides", i) + "." + field
		}
	}
	return section
}

// unusedGlobs warns of globs that no repository matches.
func (b *pairing) unusedGlobs(repositories []*repository) {
	f := b.spec
	check := func(at, pattern string, of []*repository) {
		if !slices.ContainsFunc(of, func(r *repository) bool { return glob.Match(pattern, r.upstream) }) {
			b.Warn(UnusedGlob, at, pattern, "no repository that was seen or is listed matches; a glob is held against the registry and the path, such as ghcr.io/amerintlxperts/app")
		}
	}
	for i, glob := range f.Include {
		check(plan.Element(section+".include", i), glob, repositories)
	}
	for i, glob := range f.Exclude {
		check(plan.Element(section+".exclude", i), glob, b.excludable)
	}
	for i := range f.Overrides {
		check(plan.Element(section+".overrides", i)+".repository", f.Overrides[i].Repository, repositories)
	}
}
