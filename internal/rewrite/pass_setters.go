package rewrite

import (
	"fmt"
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// WithPolicies is the rewriter that knows the policies, and writes setter comments
// if the configuration asks for them.
func (r *Rewriter) WithPolicies(policies tagpolicy.ImagePolicies) *Rewriter {
	with := *r
	with.policies = policies
	return &with
}

// setterComments is the pass that collects the places at which a setter comment may stand. What Flux would
// write there is known when all images are: the policy of a repository may be
// inferred from every tag in use.
type setterComments struct {
	noPass
	rules       *rules
	report      *Report
	policies    tagpolicy.ImagePolicies // nil for none
	candidates  []*markCandidate
	withoutFile bool // a place was found whose object goes back to no file
	refused     map[string][]string
	written     map[*yamlbytes.Node]string
}

func newSetterComments(r *rules, report *Report, policies tagpolicy.ImagePolicies) *setterComments {
	return &setterComments{rules: r, report: report, policies: policies, written: map[*yamlbytes.Node]string{}}
}

// A markCandidate is such a place.
type markCandidate struct {
	occurrence
	moved bool            // by this run
	after image.Reference // as it stands after the run
	by    image.Reference // upstream
}

// image takes a place with a reference that goes through the cache, or could.
// Comments are lost where an object goes back to no file: then there is none to
// write.
func (m *setterComments) image(at *occurrence, d *decision) {
	if d.kind == changed {
		m.warnOfMarker(at)
	}
	if m.policies == nil || d.kind != unchanged && d.kind != cached && d.kind != changed {
		return
	}
	if d.variable != "" && at.place.Texts().Tag == "" {
		return // Flux would write its image over the placeholder
	}
	if at.object.file.Path == "" {
		m.withoutFile = true
		return
	}
	after, moved := d.original, d.kind == changed
	if moved {
		after = d.reference
	}
	kept := occurrence{at.object, at.place.Keep()}
	m.candidates = append(m.candidates, &markCandidate{kept, moved, after, d.upstream})
}

// finish gives the places their comments.
func (m *setterComments) finish() {
	report := m.report
	if m.policies == nil {
		return
	}
	policyOf := m.policies(report.Images)
	writes := m.rules.config.Spec.Flux.Markers
	harmless := map[string]bool{}
	for _, c := range m.candidates {
		policy := policyOf(c.by)
		harmless[policy.Name] = policy.Cache
		if policy.Name == "" || !writes {
			continue
		}
		if why := m.mark(c, policy); why != "" {
			m.refuse(why, c.after.String()+" "+c.where())
		}
	}
	report.Findings = slices.DeleteFunc(report.Findings, func(f finding.Finding) bool {
		return f.Code == FluxMarker && harmless[f.Field.Current]
	})
	m.reportRefused(writes)
}

// where says in which file and line a value stands.
func (c *markCandidate) where() string {
	file := c.object.file.Path
	if line := c.object.line(c.place.Name); line > 0 {
		return fmt.Sprintf("(%s:%d)", file, line)
	}
	return "(" + file + ")"
}

func (m *setterComments) refuse(why, reference string) {
	if m.refused == nil {
		m.refused = map[string][]string{}
	}
	m.refused[why] = append(m.refused[why], reference)
}

// reportRefused says once for a reason which references have no comment.
func (m *setterComments) reportRefused(writes bool) {
	if m.withoutFile && writes {
		m.report.Add(finding.Finding{
			Severity: finding.Info, Code: MarkerNotWritten,
			Message: "no setter comments are written into objects that go back to no file; run ecrcache rewrite with the files or directories in Git, or the function in kpt",
		})
	}
	for _, why := range slices.Sorted(maps.Keys(m.refused)) {
		references := m.refused[why]
		slices.Sort(references)
		references = slices.Compact(references)
		m.report.Add(finding.Finding{
			Severity: finding.Warning, Code: MarkerNotWritten,
			Message: fmt.Sprintf("%s without a fitting setter comment: %s: %s", count(len(references), "image reference"), why, finding.Listed(references, maxListed)),
		})
	}
}
