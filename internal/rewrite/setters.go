package rewrite

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Policy is the image policy by which Flux updates the references to one
// repository. Flux writes the name that is scanned: the upstream's, or the cache's.
// The type has no name of its own, so that package plan makes it without this one.
type Policy = struct {
	Name    string // namespace:name, as setter comments have it
	Cache   bool   // the cache is scanned
	Digests bool   // Flux knows the digest, too
	Counts  func(tag string) bool
}

// Policies tells, from the images that were seen, the policy of each; its name is
// empty when there is none.
type Policies = func(images []image.Reference) func(image.Reference) Policy

// WithPolicies is the rewriter that knows the policies, and writes setter comments
// if the configuration asks for them.
func (r *Rewriter) WithPolicies(policies Policies) *Rewriter {
	with := *r
	with.policies = policies
	return &with
}

// marks collects the places at which a setter comment may stand. What Flux would
// write there is known when all images are: the policy of a repository may be
// inferred from every tag in use.
type marks struct {
	places   []markable
	homeless bool // a place was met whose object goes back to no file
	without  map[string][]string
	written  map[*yamlbytes.Node]string
}

type markable struct {
	site
	source int
	inText bool            // of a field
	moved  bool            // by this run
	after  image.Reference // as it stands after the run
	by     image.Reference // upstream
}

// note takes a place with a reference that goes through the cache, or could.
// Comments are lost where an object goes back to no file: then there is none to
// write.
func (m *marks) note(r *run, s *site, d *decision) {
	if r.policies == nil {
		return
	}
	if s.object.file.Path == "" {
		m.homeless = true
		return
	}
	after, moved := d.original, d.kind == changed
	if moved {
		after = d.reference
	}
	kept := *s
	kept.place = s.place.Keep()
	m.places = append(m.places, markable{kept, r.source, r.inText, moved, after, d.upstream})
}

// write gives the places their comments.
func (m *marks) write(r *run) {
	if r.policies == nil {
		return
	}
	policyOf := r.policies(r.report.Images)
	writes := r.config.Spec.Flux.Markers
	harmless := map[string]bool{}
	source := r.source
	for i := range m.places {
		p := &m.places[i]
		policy := policyOf(p.by)
		harmless[policy.Name] = policy.Cache
		if policy.Name == "" || !writes {
			continue
		}
		r.turnTo(p.source)
		if why := m.mark(r, p, policy); why != "" {
			m.refuse(why, p.after.String()+" "+r.where(p))
		}
	}
	r.turnTo(source)
	r.report.Findings = slices.DeleteFunc(r.report.Findings, func(f Finding) bool {
		return f.Code == FluxMarker && harmless[f.Field.Current]
	})
	m.report(r, writes)
}

// where says in which file and line a value stands.
func (r *run) where(m *markable) string {
	file := m.object.file.Path
	if line := r.line(m.item, m.object, m.place.Name); line > 0 && !m.inText {
		return fmt.Sprintf("(%s:%d)", file, line)
	}
	return "(" + file + ")"
}

func (m *marks) refuse(why, reference string) {
	if m.without == nil {
		m.without = map[string][]string{}
	}
	m.without[why] = append(m.without[why], reference)
}

// report tells once for a reason which references have no comment.
func (m *marks) report(r *run, writes bool) {
	if m.homeless && writes {
		r.report.Add(Finding{
			Severity: Info, Code: MarkerNotWritten,
			Message: "no setter comments are written into objects that go back to no file; run ecrcache rewrite with the files or directories in Git, or the function in kpt",
		})
	}
	for _, why := range sortedKeys(m.without) {
		references := m.without[why]
		slices.Sort(references)
		references = slices.Compact(references)
		r.report.Add(Finding{
			Severity: Warning, Code: MarkerNotWritten,
			Message: fmt.Sprintf("%s without a fitting setter comment: %s: %s", count(len(references), "image reference"), why, listed(references)),
		})
	}
}

func sortedKeys(m map[string][]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
