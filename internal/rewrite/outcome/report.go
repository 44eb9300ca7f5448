package outcome

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// A Report is what a run over many items found and did.
type Report struct {
	// Findings are in the order of the items. Of each code and reason there are no more than
	// rewrite.maxResults asks for. Add appends to them.
	Findings []finding.Finding
	// Restored says that references were moved back to their upstreams.
	Restored bool
	// Checked says that the run was a check, which changes nothing.
	Checked bool
	// Items is how many there were, Changed how many hold a new reference.
	Items, Changed int
	// Rewritten, Cached and Excluded count references: those changed, those that
	// already went through the cache, those the configuration leaves out.
	Rewritten, Cached, Excluded int
	// Left counts the scalars that still have an upstream's name, Comments the upstreams'
	// names in comments.
	Left, Comments int
	// Filled counts the entries of images that were added to Flux's objects, or removed
	// again.
	Filled int
	// Marked counts the setter comments that were written.
	Marked int
	// Ignored counts objects that opted out, Accepted findings that the user accepts.
	Ignored, Accepted int
	// Images are the references that go through the cache after this run or before it, and
	// with Restore those that could: by their names upstream, with the tags and digests in
	// use, distinct and sorted.
	Images []image.Reference
	// Artifacts are the same for charts and manifests, which no node pulls.
	Artifacts []image.Reference
	// Generated are the positions of the items that the program generated, by their
	// owner annotation. A run over one source has them; those of several are mixed.
	Generated []int
	// Existing is Flux's image automation among the items, and around them, that the program did
	// not generate, as it is after the run.
	Existing tagpolicy.Existing

	accepted *v1alpha1.Check
	limit    int                  // of findings of one class, 0 for no limit
	brief    bool                 // one info of a class is enough
	listed   map[findingClass]int // findings so far, also those that were left out
	failed   bool
}

// NewReport returns an empty report. The configuration says how many findings are listed,
// and which the user accepts. A brief report lists one info of each class.
func NewReport(c *v1alpha1.PullThroughCache, restored, checked, brief bool) *Report {
	return &Report{accepted: &c.Spec.Check, Restored: restored, Checked: checked, limit: c.Spec.Rewrite.ResultsListed(), brief: brief}
}

// A findingClass is the findings that one limit is for.
type findingClass struct {
	severity finding.Severity
	code     finding.Code
	reason   string
}

// Add adds a finding, or only counts it when enough of its class are listed.
func (r *Report) Add(f finding.Finding) {
	if r.ShouldList(&f) {
		r.Findings = append(r.Findings, bounded(f))
	}
}

// ShouldList counts a finding, and reports whether it is to be listed. For a check it first
// turns the finding into the one that the check has.
func (r *Report) ShouldList(f *finding.Finding) bool {
	if r.Checked {
		var counts bool
		if *f, counts = judged(*f); !counts {
			return false
		}
	}
	r.failed = r.failed || f.Severity == finding.Error
	return r.underLimit(findingClass{f.Severity, f.Code, f.Reason})
}

// underLimit counts a finding of a class, and reports whether it is to be listed.
func (r *Report) underLimit(s findingClass) bool {
	if r.listed == nil {
		r.listed = map[findingClass]int{}
	}
	r.listed[s]++
	most := r.most(s)
	return most == 0 || r.listed[s] <= most
}

// most returns how many findings of a class are listed, 0 for all.
func (r *Report) most(s findingClass) int {
	if r.brief && s.severity == finding.Info {
		return 1
	}
	return r.limit
}

// SummarizeOmitted adds a finding for each class of which some are left out. It says how
// many; they count as reported then.
func (r *Report) SummarizeOmitted() {
	var classes []findingClass
	for s, n := range r.listed {
		if most := r.most(s); most > 0 && n > most {
			classes = append(classes, s)
		}
	}
	slices.SortFunc(classes, func(a, b findingClass) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(a.code, b.code), cmp.Compare(a.reason, b.reason))
	})
	for _, s := range classes {
		like := string(s.code)
		if s.reason != "" {
			like += " (" + s.reason + ")"
		}
		r.Findings = append(r.Findings, finding.Finding{
			Severity: s.severity, Code: Omitted, Reason: s.reason,
			Message: fmt.Sprintf("%d more results of the code %s are left out; rewrite.maxResults sets how many are listed, 0 lists all", r.listed[s]-r.most(s), like),
		})
		r.listed[s] = r.most(s)
	}
}

// AddAbout adds a finding about an object, unless the user accepts it.
func (r *Report) AddAbout(o *object.Object, f finding.Finding) {
	if r.MayAccept(o) && r.Accepts(o, &f) {
		return
	}
	if r.ShouldList(&f) {
		r.List(o, f)
	}
}

// List appends a finding about an object. The caller has asked ShouldList.
func (r *Report) List(o *object.Object, f finding.Finding) {
	f.Resource, f.File = o.Resource, o.File
	r.Findings = append(r.Findings, bounded(f))
}

// CountChanged counts the item of an object as changed, once.
func (r *Report) CountChanged(o *object.Object) {
	if !*o.ItemChanged {
		*o.ItemChanged = true
		r.Changed++
	}
}

// Failed reports whether a finding is an error.
func (r *Report) Failed() bool { return r.failed }
