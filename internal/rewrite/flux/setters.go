package flux

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// SetterComments is the pass that writes the setter comments by which Flux updates images. It
// collects the fields that may have one. Which policy Flux has for a repository is known at the
// end of the run: it may be inferred from all tags in use.
type SetterComments struct {
	pass.None
	rules       *decide.Rules
	report      *outcome.Report
	policies    tagpolicy.ImagePolicies // nil for none
	candidates  []*candidate
	withoutFile bool // an image was found whose object is written to no file
	// refused are the references that get no comment, by the reason why.
	refused map[string][]string
	// written are the comments of this run, by the value that they follow.
	written map[*yamlbytes.Node]string
	// unreached are the files with setter comments that no automation of a namespace updates.
	unreached map[string][]string
}

// NewSetterComments returns the pass. Without policies it only warns of setter comments by which
// Flux would undo the rewriting.
func NewSetterComments(r *decide.Rules, report *outcome.Report, policies tagpolicy.ImagePolicies) *SetterComments {
	return &SetterComments{rules: r, report: report, policies: policies, written: map[*yamlbytes.Node]string{}}
}

// A candidate is an image field that may have a setter comment.
type candidate struct {
	object.Occurrence
	moved    bool            // by this run
	after    image.Reference // the reference after the run
	upstream image.Reference
}

// Image collects a field with a reference that goes through the cache, or could. An object that
// is written to no file loses its comments, so it gets none.
func (m *SetterComments) Image(at *object.Occurrence, d *decide.Decision) {
	if d.Kind == decide.Changed {
		m.warnOfMarker(at)
	}
	if m.policies == nil || d.Kind != decide.Unchanged && d.Kind != decide.Cached && d.Kind != decide.Changed {
		return
	}
	if d.Variable != "" && at.Place.Texts().Tag == "" {
		return // Flux would write its image over the placeholder
	}
	if at.Object.File.Path == "" {
		m.withoutFile = true
		return
	}
	after, moved := d.Original, d.Kind == decide.Changed
	if moved {
		after = d.Reference
	}
	kept := object.Occurrence{Object: at.Object, Place: at.Place.Keep()}
	m.candidates = append(m.candidates, &candidate{kept, moved, after, d.Upstream})
}

// Finish writes the comments, and takes back the warnings of comments that undo nothing: which
// those are was not known when Image gave them.
func (m *SetterComments) Finish() {
	report := m.report
	if m.policies == nil {
		return
	}
	policyOf := m.policies(report.Images, report.Existing)
	writes := m.rules.Config.Spec.Flux.Markers
	harmless := map[string]bool{} // policies by which Flux writes names in the cache
	for _, c := range m.candidates {
		policy := policyOf(c.upstream)
		harmless[policy.Name] = policy.Cache
		if policy.Name == "" && len(policy.Rivals) > 0 && writes && c.kept() == "" {
			m.refuse(fmt.Sprintf(rivals, strings.Join(policy.Rivals, ", ")), c.after.String()+" "+c.where())
		}
		if policy.Name == "" || !writes {
			continue
		}
		if why := m.mark(c, policy); why != "" {
			m.refuse(why, c.after.String()+" "+c.where())
			continue
		}
		m.checkReached(c)
	}
	for _, name := range m.scannedInCache() {
		harmless[name] = true
	}
	report.Findings = slices.DeleteFunc(report.Findings, func(f finding.Finding) bool {
		return f.Code == outcome.FluxMarker && harmless[strings.TrimSuffix(f.Field.Current, ":name")]
	})
	m.reportRefused(writes)
	m.reportUnreached()
}

// scannedInCache returns the policies among the manifests, as namespace:name, whose ImageRepository
// scans the cache.
func (m *SetterComments) scannedInCache() []string {
	var names []string
	existing, namespace := m.report.Existing, m.rules.Config.Spec.Flux.Namespace
	for i := range existing.Policies {
		p := &existing.Policies[i]
		if s := existing.ScanOf(p, namespace); s != nil && isCached(m.rules.Cache, s.Image) {
			names = append(names, p.In(namespace)+":"+p.Name)
		}
	}
	return names
}

// isCached reports whether a repository is one in the cache.
func isCached(cache *image.Cache, repository string) bool {
	ref, err := image.Parse(repository)
	if err != nil {
		return false
	}
	_, ok := cache.Restore(ref)
	return ok
}

// where returns the file and line of the field.
func (c *candidate) where() string {
	file := c.Object.File.Path
	if line := c.Object.Line(c.Place.Name); line > 0 {
		return fmt.Sprintf("(%s:%d)", file, line)
	}
	return "(" + file + ")"
}

// refuse remembers why a reference gets no comment.
func (m *SetterComments) refuse(why, reference string) {
	if m.refused == nil {
		m.refused = map[string][]string{}
	}
	m.refused[why] = append(m.refused[why], reference)
}

// reportRefused adds a finding for each reason, with the references that have no comment.
func (m *SetterComments) reportRefused(writes bool) {
	if m.withoutFile && writes {
		m.report.Add(finding.Finding{
			Severity: finding.Info, Code: outcome.MarkerNotWritten,
			Message: "no setter comments are written into objects that go back to no file; run ecrcache rewrite with the files or directories in Git, or the function in kpt",
		})
	}
	for _, why := range slices.Sorted(maps.Keys(m.refused)) {
		references := m.refused[why]
		slices.Sort(references)
		references = slices.Compact(references)
		m.report.Add(finding.Finding{
			Severity: finding.Warning, Code: outcome.MarkerNotWritten,
			Message: fmt.Sprintf("%s without a fitting setter comment: %s: %s", finding.Count(len(references), "image reference"), why, finding.Listed(references, outcome.MaxListed)),
		})
	}
}
