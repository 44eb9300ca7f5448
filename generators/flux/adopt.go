package flux

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/glob"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// An adopted repository is one that ImageRepositories of the manifests scan already, so that no
// other is generated.
type adopted struct {
	scans    []*tagpolicy.ExistingScan
	policies []adoptedPolicy
}

// An adoptedPolicy is an ImagePolicy of the manifests with its ImageRepository.
type adoptedPolicy struct {
	*tagpolicy.ExistingPolicy
	scan   *tagpolicy.ExistingScan
	counts func(tag string) bool // reports whether it takes a tag into account
}

// adopt finds what the manifests have for each repository, by its canonical name at the upstream.
func (b *pairing) adopt() map[string]*adopted {
	existing := &b.plan.Seen.Existing
	all, byScan := map[string]*adopted{}, map[*tagpolicy.ExistingScan]*adopted{}
	for i := range existing.Scans {
		s := &existing.Scans[i]
		ref, err := image.Parse(s.Image)
		if err != nil {
			continue
		}
		if back, ok := b.plan.Cache.Restore(ref); ok {
			ref = back
		}
		name, _, ok := canonical(b.plan.Cache, ref)
		if !ok {
			continue
		}
		if all[name] == nil {
			all[name] = &adopted{}
		}
		all[name].scans, byScan[s] = append(all[name].scans, s), all[name]
	}
	for i := range existing.Policies {
		p := &existing.Policies[i]
		s := existing.ScanOf(p, b.spec.Namespace)
		if a := byScan[s]; a != nil {
			a.policies = append(a.policies, adoptedPolicy{p, s, p.Counting(s)})
		}
	}
	return all
}

// adoptedFor returns what the manifests have for a repository, and says what is wrong with it; nil
// where a pair is to be generated.
func (b *pairing) adoptedFor(r *repository) *adopted {
	a := b.existing[r.upstream]
	if a == nil {
		return nil
	}
	if len(a.policies) > 0 {
		b.inform(Adopted, fmt.Sprintf("%s has %s and %s; they stay, and no pair is generated", r.upstream, listed("ImageRepository", scansOf(a)), listed("ImagePolicy", policiesOf(a))))
	} else {
		b.inform(Adopted, fmt.Sprintf("%s has %s, and no ImagePolicy; one is generated for it", r.upstream, listed("ImageRepository", scansOf(a))))
		if s := a.scans[0]; s.In(b.spec.Namespace) != b.spec.Namespace && !s.IsShared {
			b.Warn(Existing, section+".namespace", b.spec.Namespace, fmt.Sprintf("the ImageRepository %s of another namespace has no ImagePolicy, and Flux refuses it to one in %s without spec.accessFrom; add namespaceSelectors to it, or write the ImagePolicy beside it", s, b.spec.Namespace))
		}
	}
	for _, s := range a.scans {
		b.checkScan(r, s)
	}
	for _, p := range a.policies {
		if p.In(b.spec.Namespace) != p.scan.In(b.spec.Namespace) && !p.scan.IsShared {
			b.Warn(Existing, section, "", fmt.Sprintf("the ImagePolicy %s uses the ImageRepository %s of another namespace, which Flux refuses without spec.accessFrom there; add namespaceSelectors to it, or move one of the two", p, p.scan))
		}
	}
	b.checkUnusedOverrides(r, a)
	return a
}

// inform adds an info about Flux's section.
func (b *pairing) inform(code plan.Code, message string) {
	*b.Problems = append(*b.Problems, plan.Problem{Severity: finding.Info, Code: code, Field: plan.Field{Path: section}, Message: message})
}

// checkScan warns of an ImageRepository by which Flux would see no new tag.
func (b *pairing) checkScan(r *repository, s *tagpolicy.ExistingScan) {
	settings, _ := b.spec.SettingsOf(r.upstream)
	ref, _ := image.Parse(s.Image) // as adopt read it
	_, cached := b.plan.Cache.Restore(ref)
	switch {
	case cached && s.Provider != "aws" && !s.HasSecret:
		b.Warn(Existing, section, "", fmt.Sprintf("the ImageRepository %s scans ECR without provider: aws, so Flux cannot log in; add it to its spec", s))
	case cached && settings.Scan != v1alpha1.ScanCache:
		b.Warn(Existing, section, "", fmt.Sprintf("the ImageRepository %s scans the cache, which lists only tags that somebody pulled; set its spec.image to %s, without provider: aws, or say that it is meant, by overrides: [{repository: %s, scan: Cache}]", s, r.upstream, r.upstream))
	case !cached && settings.Scan == v1alpha1.ScanCache:
		b.Warn(Existing, section, "", fmt.Sprintf("the ImageRepository %s scans %s, and spec.flux.scan says Cache; move it by ecrcache rewrite with its file, or set scan: Upstream for it", s, s.Image))
	}
	if s.IsSuspended {
		b.Warn(Existing, section, "", fmt.Sprintf("the ImageRepository %s is suspended, so Flux sees no new tag; remove spec.suspend, or exclude %s from spec.flux", s, r.upstream))
	}
}

// checkUnusedOverrides warns of settings that have no effect, because the objects are the user's.
func (b *pairing) checkUnusedOverrides(r *repository, a *adopted) {
	for i := range b.spec.Overrides {
		o := &b.spec.Overrides[i]
		used := v1alpha1.FluxSettings{Scan: o.Scan} // checkScan reads it
		if glob.Match(o.Repository, r.upstream) && !strings.Contains(o.Repository, "*") && len(a.policies) > 0 && (o.Name != "" || !reflect.DeepEqual(o.FluxSettings, used)) {
			b.Warn(Existing, plan.Element(section+".overrides", i), "", fmt.Sprintf("%s has objects that are not generated, so only scan counts here; change %s, or remove the settings", r.upstream, finding.Listed(append(scansOf(a), policiesOf(a)...), mostNamed)))
		}
	}
}

// adoptedAutomation returns the ImageUpdateAutomation of the manifests that does what the configured
// one would do: of the same name, or for the same directory or one above; nil for none.
func (b *pairing) adoptedAutomation() *tagpolicy.ExistingAutomation {
	wanted := b.spec.Automation
	for i := range b.plan.Seen.Existing.Automations {
		a := &b.plan.Seen.Existing.Automations[i]
		if a.In(b.spec.Namespace) == b.spec.Namespace && (a.Name == wanted.Name || a.Covers(wanted.Path)) {
			return a
		}
	}
	return nil
}

// checkNamespaces warns of policies that no ImageUpdateAutomation of the manifests looks at. Where
// the manifests have none, it may be in another repository.
func (b *pairing) checkNamespaces() {
	automations := b.plan.Seen.Existing.Automations
	if len(automations) == 0 {
		return
	}
	reached := map[string]bool{}
	if b.spec.Automation != nil {
		reached[b.spec.Namespace] = true
	}
	for i := range automations {
		reached[automations[i].In(b.spec.Namespace)] = true
	}
	var missing []string
	for _, a := range b.existing {
		for _, p := range a.policies {
			if !reached[p.In(b.spec.Namespace)] {
				missing = append(missing, p.String())
			}
		}
	}
	if len(b.scans) > 0 && !reached[b.spec.Namespace] {
		missing = append(missing, "those that are generated, in "+b.spec.Namespace)
	}
	if len(missing) == 0 {
		return
	}
	slices.Sort(missing)
	b.Warn(Existing, section, "", fmt.Sprintf("no ImageUpdateAutomation is in the namespace of these image policies: %s; Flux looks for policies in its own namespace alone (%s); add one there, or move them", finding.Listed(missing, mostNamed), finding.Listed(automationsOf(automations), mostNamed)))
}

// policyFor returns the policy of the manifests for a reference: the only one, or the only one that
// can sort its tag. If that is not one, the result has Rivals and no Name.
func (a *adopted) policyFor(ref image.Reference, namespace string, cache *image.Cache) tagpolicy.ImagePolicy {
	var fitting []adoptedPolicy
	for _, p := range a.policies {
		if len(a.policies) == 1 || ref.Tag != "" && p.counts(ref.Tag) {
			fitting = append(fitting, p)
		}
	}
	if len(fitting) != 1 {
		rivals := fitting
		if len(rivals) == 0 {
			rivals = a.policies
		}
		var names []string
		for _, p := range rivals {
			names = append(names, p.In(namespace)+":"+p.Name)
		}
		slices.Sort(names) // whatever file they are in
		return tagpolicy.ImagePolicy{Rivals: names}
	}
	p := fitting[0]
	scanned, _ := image.Parse(p.scan.Image)
	_, isCached := cache.Restore(scanned)
	return tagpolicy.ImagePolicy{
		Name: p.In(namespace) + ":" + p.Name, Cache: isCached,
		Digests: p.Digests, Counts: p.counts,
	}
}

func scansOf(a *adopted) []string {
	var names []string
	for _, s := range a.scans {
		names = append(names, s.String())
	}
	return names
}

func policiesOf(a *adopted) []string {
	var names []string
	for _, p := range a.policies {
		names = append(names, p.String())
	}
	return names
}

func automationsOf(all []tagpolicy.ExistingAutomation) []string {
	var names []string
	for i := range all {
		names = append(names, all[i].String())
	}
	return names
}

// listed names objects of a kind in one line.
func listed(kind string, names []string) string {
	return "the " + kind + " " + finding.Listed(names, mostNamed)
}
