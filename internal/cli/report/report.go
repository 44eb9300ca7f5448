package report

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/cluster"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A Report is what rewrite and check did, or would do.
type Report struct {
	APIVersion string    `json:"apiVersion"`
	Kind       string    `json:"kind"`
	Summary    Summary   `json:"summary"`
	Files      []string  `json:"files"`
	Skipped    []Skipped `json:"skipped"`
	Findings   []Finding `json:"findings"`
}

// Summary has the counts of a run; docs/output.md says what each counts.
type Summary struct {
	Items        int `json:"items"`
	ChangedItems int `json:"changedItems"`
	Rewritten    int `json:"rewritten"`
	Cached       int `json:"cached"`
	Excluded     int `json:"excluded"`
	LeftBehind   int `json:"leftBehind"`
	Ignored      int `json:"ignored"`
	Accepted     int `json:"accepted"`
	Comments     int `json:"comments"`
	ImageEntries int `json:"imageEntries"`
}

// Skipped is a file that was left out.
type Skipped struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// A Finding is one thing to say about a field, an object or the run.
type Finding struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Reason   string `json:"reason,omitempty"`
	Message  string `json:"message"`
	Place
	Current  string `json:"current,omitempty"`
	Proposed string `json:"proposed,omitempty"`
	// Of an object of a cluster: whose it is, and what would move the image.
	Owner *owners.Owner `json:"owner,omitempty"`
	Cure  string        `json:"cure,omitempty"`
}

// Place is where something stands; what is not known is left out.
type Place struct {
	File       string `json:"file,omitempty"`
	Document   int    `json:"document"`
	Line       int    `json:"line,omitempty"`
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name,omitempty"`
	Field      string `json:"field,omitempty"`
}

// New makes the report of a run, without secrets.
func New(b *batch.Batch, result *batch.Result) *Report {
	counted := result.Report
	r := &Report{
		APIVersion: v1alpha1.APIVersion,
		Kind:       "Report",
		Files:      []string{},
		Skipped:    []Skipped{},
		Findings:   []Finding{},
		Summary: Summary{
			Items: counted.Items, ChangedItems: counted.Changed, Rewritten: counted.Rewritten, Cached: counted.Cached,
			Excluded: counted.Excluded, LeftBehind: counted.Left, Ignored: counted.Ignored, Accepted: counted.Accepted, Comments: counted.Comments,
			ImageEntries: counted.Filled,
		},
	}
	for _, c := range result.Changes {
		r.Files = append(r.Files, c.Path)
	}
	for _, s := range b.Skipped {
		r.Skipped = append(r.Skipped, Skipped{s.Path, redact.Text(s.Reason)})
	}
	for i := range counted.Findings {
		r.Findings = append(r.Findings, newFinding(&counted.Findings[i]))
	}
	return r
}

// OfCluster adds to each finding about an object of a cluster its owner, and what would move the
// image. all are the findings of the run of which New made the report, in their order.
func (r *Report) OfCluster(view *cluster.View, all []finding.Finding) *Report {
	for i := range r.Findings {
		r.Findings[i].Owner, r.Findings[i].Cure = view.Cluster.Owner(all[i].Resource), redact.Text(view.Cure(&all[i]))
	}
	return r
}

func newFinding(f *finding.Finding) Finding {
	return Finding{
		Severity: string(f.Severity), Code: string(f.Code), Reason: f.Reason, Message: redact.Text(f.Message),
		Place:   newPlace(f.Resource, f.File, f.Line, f.Field.Path),
		Current: redact.Text(f.Field.Current), Proposed: redact.Text(f.Field.Proposed),
	}
}

// resource is the object at a place.
func (p Place) resource() finding.Resource {
	return finding.Resource{APIVersion: p.APIVersion, Kind: p.Kind, Namespace: p.Namespace, Name: p.Name}
}

func newPlace(at finding.Resource, file finding.File, line int, field string) Place {
	return Place{
		File: file.Path, Document: file.Index, Line: line, Field: redact.Text(field),
		APIVersion: at.APIVersion, Kind: at.Kind, Namespace: at.Namespace, Name: at.Name,
	}
}
