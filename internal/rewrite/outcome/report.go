package outcome

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

func EntryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// A Report is what a run over many items found and did.
type Report struct {
	// Findings in the order of the items: of each code and reason no more than the
	// configuration wants listed (rewrite.maxResults). Add appends to them.
	Findings []finding.Finding
	// Restored says that references were moved back to their upstreams.
	Restored bool
	// Checked says that references were only judged: nothing changes.
	Checked bool
	// Items is how many there were, Changed how many hold a new reference.
	Items, Changed int
	// Rewritten, Cached and Excluded count references: those changed, those that
	// already went through the cache, those the configuration leaves out.
	Rewritten, Cached, Excluded int
	// Left counts the scalars in which an upstream's name still stands; Comments
	// the upstreams' names in comments.
	Left, Comments int
	// Filled counts the entries of images that Flux's objects were given, or that
	// were taken out again.
	Filled int
	// Marked counts the setter comments that were written.
	Marked int
	// Ignored counts objects that opted out, Accepted findings that the user accepts.
	Ignored, Accepted int
	// Images are the references that go through the cache after this run or before
	// it, and with Restore those that could; by their names upstream, with the tags
	// and digests in use: distinct and sorted.
	Images []image.Reference
	// Generated are the positions of the items that the program generated, by their
	// owner annotation, in the source that was read last.
	Generated []int
	// Artifacts are charts and manifests, likewise, which no node pulls.
	Artifacts []image.Reference

	accepted *v1alpha1.Check
	limit    int                  // of findings of one class, 0 for none
	brief    bool                 // of infos one of a class is enough
	listed   map[findingClass]int // findings so far, also those left out
	failed   bool
}

// NewReport returns the report of a run: limits and what is accepted are the
// configuration's. A brief one lists one info of each class.
func NewReport(c *v1alpha1.PullThroughCache, restored, checked, brief bool) *Report {
	return &Report{accepted: &c.Spec.Check, Restored: restored, Checked: checked, limit: c.Spec.Rewrite.ResultsListed(), brief: brief}
}

// A findingClass is what one limit is for.
type findingClass struct {
	severity finding.Severity
	code     finding.Code
	reason   string
}

// Add notes a finding, or only counts it when enough of its class are listed.
func (r *Report) Add(f finding.Finding) {
	if r.Wants(&f) {
		r.Findings = append(r.Findings, bounded(f))
	}
}

// Wants counts a finding, and reports whether it is to be listed. A check makes
// another one of it.
func (r *Report) Wants(f *finding.Finding) bool {
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

// most is how many findings of a class are listed, 0 for all.
func (r *Report) most(s findingClass) int {
	if r.brief && s.severity == finding.Info {
		return 1
	}
	return r.limit
}

// SummarizeOmitted says how many findings are left out, for each class of which some are.
// They count as reported then.
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

// AddAbout notes a finding about an object.
func (r *Report) AddAbout(o *object.Object, f finding.Finding) {
	if r.MayAccept(o) && r.Accepts(o, &f) {
		return
	}
	if r.Wants(&f) {
		r.List(o, f)
	}
}

// List appends a finding about an object.
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

// Summary is the run in one line.
func (r *Report) Summary() string {
	done := "rewritten"
	if r.Restored {
		done = "restored"
	}
	if r.Checked {
		done = "to be " + done
	}
	parts := []string{fmt.Sprintf("%s %s in %d of %s",
		Count(r.Rewritten, "image reference"), done, r.Changed, Count(r.Items, "item"))}
	if r.Filled > 0 {
		verb := "added"
		if r.Restored {
			verb = "taken out"
		}
		parts = append(parts, fmt.Sprintf("%s of images %s", EntryCount(r.Filled), verb))
	}
	if r.Marked > 0 {
		verb := "written"
		if r.Checked {
			verb = "missing"
		}
		parts = append(parts, fmt.Sprintf("%s %s", Count(r.Marked, "setter comment"), verb))
	}
	if r.Cached > 0 {
		parts = append(parts, fmt.Sprintf("%d already through the cache", r.Cached))
	}
	if r.Excluded > 0 {
		parts = append(parts, fmt.Sprintf("%d excluded by the configuration", r.Excluded))
	}
	if r.Ignored > 0 {
		parts = append(parts, fmt.Sprintf("%s opted out by annotation", Count(r.Ignored, "object")))
	}
	if r.Accepted > 0 {
		parts = append(parts, fmt.Sprintf("%s accepted", Count(r.Accepted, "finding")))
	}
	if r.Left > 0 {
		parts = append(parts, fmt.Sprintf("%d left behind", r.Left))
	}
	if r.Comments > 0 {
		parts = append(parts, fmt.Sprintf("%s in comments", Count(r.Comments, "mention")))
	}
	return strings.Join(parts, ", ")
}

func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
