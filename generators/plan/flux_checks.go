package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// distinct refuses a name that two pairs have.
func (b *builder) distinct(scans []Scan) []Scan {
	seen := map[string]string{}
	for i := range scans {
		s := &scans[i]
		if other := seen[s.Name]; other != "" {
			b.refuse(FluxNameTwice, b.nameAt(s.Upstream), s.Name, fmt.Sprintf("it would be the name of the pairs of %s and of %s; let the glob match one repository, or choose another name", other, s.Upstream))
		}
		seen[s.Name] = s.Upstream
	}
	return scans
}

// nameAt is where the name of a repository's pair is configured.
func (b *builder) nameAt(upstream string) string {
	at := flux
	for i, o := range b.c.Spec.Flux.Overrides {
		if o.Name != "" && glob.Match(o.Repository, upstream) {
			at = element(flux+".overrides", i) + ".name"
		}
	}
	return at
}

// fluxWarnings tells, once each, what will surprise.
func (b *builder) fluxWarnings(scans []Scan) {
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
		b.warn(FluxScanCache, b.settingAt("scan", func(s *v1alpha1.FluxSettings) bool { return s.Scan == v1alpha1.ScanCache }), v1alpha1.ScanCache,
			"the cache lists only tags that somebody pulled, and has no repository until then, so Flux will not see a new release of "+named(cached)+" before something pulls it; scan: Upstream sees it at once")
	}
	if len(digests) > 0 {
		b.warn(FluxDigests, b.settingAt("digestReflectionPolicy", func(s *v1alpha1.FluxSettings) bool {
			return s.DigestReflectionPolicy != "" && s.DigestReflectionPolicy != v1alpha1.DigestsNever
		}), "",
			"Flux will write digests for "+named(digests)+"; the first pull of a digest that is not in the cache yet may be refused as not found (https://github.com/aws/containers-roadmap/issues/2837), so pull each new tag once by its name, or write Never")
	}
}

// nothingToScan tells why there is no pair, where nothing else does.
func (b *builder) nothingToScan() {
	told := slices.ContainsFunc(*b.problems, func(p Problem) bool { return p.Code == FluxNoPolicy || p.Code == FluxPlaceholder })
	switch {
	case told || len(b.plan.Flux.Scans) > 0:
	case len(b.excludable) > 0:
		b.warn(FluxNothing, flux, "", "include and exclude leave none of the repositories that were seen, so there is nothing to scan; change the globs, or list repositories in images")
	default:
		b.warn(FluxNothing, flux, "", "no image of an upstream was seen, so there is nothing to scan; give the manifests, or list repositories in images")
	}
}

// settingAt is the path of the first section that says something.
func (b *builder) settingAt(field string, says func(*v1alpha1.FluxSettings) bool) string {
	f := b.c.Spec.Flux
	if says(&f.FluxSettings) {
		return flux + "." + field
	}
	for i := range f.Overrides {
		if says(&f.Overrides[i].FluxSettings) {
			return element(flux+".overrides", i) + "." + field
		}
	}
	return flux
}

// unusedGlobs warns of globs that no repository matches.
func (b *builder) unusedGlobs(repositories []*repository) {
	f := b.c.Spec.Flux
	check := func(at, pattern string, of []*repository) {
		if !slices.ContainsFunc(of, func(r *repository) bool { return glob.Match(pattern, r.upstream) }) {
			b.warn(FluxUnusedGlob, at, pattern, "no repository that was seen or is listed matches; a glob is held against the registry and the path, such as ghcr.io/amerintlxperts/app")
		}
	}
	for i, glob := range f.Include {
		check(element(flux+".include", i), glob, repositories)
	}
	for i, glob := range f.Exclude {
		check(element(flux+".exclude", i), glob, b.excludable)
	}
	for i := range f.Overrides {
		check(element(flux+".overrides", i)+".repository", f.Overrides[i].Repository, repositories)
	}
}

func named(names []string) string {
	if more := len(names) - mostNamed; more > 0 {
		return strings.Join(names[:mostNamed], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names, ", ")
}
