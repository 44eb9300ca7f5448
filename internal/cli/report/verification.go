package report

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/verify"
)

// A Verification is what was built before and after rewriting, and how it differs.
type Verification struct {
	APIVersion  string              `json:"apiVersion"`
	Kind        string              `json:"kind"`
	Summary     VerificationSummary `json:"summary"`
	RoundTrip   *RoundTrip          `json:"roundTrip,omitempty"`
	Builds      []Build             `json:"builds"`
	LateEntries []LateEntry         `json:"lateEntries,omitempty"`
	NotCopied   []Skipped           `json:"notCopied,omitempty"`
}

// VerificationSummary counts builds, files and images.
type VerificationSummary struct {
	Built        int `json:"built"`
	Differ       int `json:"differ"`
	NotBuilt     int `json:"notBuilt"`
	Images       int `json:"images"`
	Left         int `json:"left"`
	ChangedFiles int `json:"changedFiles"`
}

// RoundTrip is how many files were rewritten and restored, and which have other bytes than before.
type RoundTrip struct {
	Files  int      `json:"files"`
	Unlike []string `json:"unlike"`
}

// A Build is one kustomization, or a chart with its values.
type Build struct {
	Type        string       `json:"type"`
	Name        string       `json:"name"`
	File        string       `json:"file"`
	Directory   string       `json:"directory,omitempty"`
	Status      string       `json:"status"`
	Cause       string       `json:"cause,omitempty"`
	Message     string       `json:"message,omitempty"`
	Hint        string       `json:"hint,omitempty"`
	Images      int          `json:"images"`
	Differences []Difference `json:"differences,omitempty"`
	Left        []Difference `json:"left,omitempty"`
}

// A Difference is an image in what was built.
type Difference struct {
	Kind      string     `json:"kind"`
	Name      string     `json:"name"`
	Field     string     `json:"field,omitempty"`
	Container string     `json:"container,omitempty"`
	Before    string     `json:"before,omitempty"`
	Expected  string     `json:"expected,omitempty"`
	After     string     `json:"after,omitempty"`
	Reason    string     `json:"reason,omitempty"`
	RoundTrip bool       `json:"roundTrip,omitempty"`
	From      []Position `json:"from,omitempty"`
}

// A LateEntry is an entry of kustomize's images that finds nothing as the files stand.
type LateEntry struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Name     string `json:"name"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// Position is a line of a file.
type Position struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
}

// NewVerification describes a verification.
func NewVerification(r *verify.Result) *Verification {
	images, left := r.Images()
	differ, not := r.Count(verify.Different), r.Count(verify.NotBuilt)
	v := &Verification{
		APIVersion: v1alpha1.APIVersion, Kind: "Verification", Builds: []Build{},
		Summary: VerificationSummary{
			Built: len(r.Builds) - not, Differ: differ, NotBuilt: not, Images: images, Left: left, ChangedFiles: r.Rewritten,
		},
	}
	if r.Restored != nil {
		v.RoundTrip = &RoundTrip{r.Restored.Files, append([]string{}, r.Restored.Unlike...)}
	}
	for i := range r.Builds {
		v.Builds = append(v.Builds, newBuild(&r.Builds[i]))
	}
	for _, f := range r.Late {
		v.LateEntries = append(v.LateEntries, LateEntry{f.File.Path, f.Line, redact.Text(f.Field.Current), string(f.Severity), redact.Text(f.Message)})
	}
	for _, s := range r.Omitted {
		v.NotCopied = append(v.NotCopied, Skipped{s.Path, s.Reason})
	}
	return v
}

func newBuild(b *verify.Build) Build {
	return Build{
		Type: b.Kind, Name: redact.Text(b.Name), File: b.File, Directory: b.Dir, Status: b.Status,
		Cause: b.Cause, Message: redact.Text(b.Message), Hint: b.Hint, Images: b.Images,
		Differences: newDifferences(b.Differences), Left: newDifferences(b.Left),
	}
}

func newDifferences(all []verify.Located) []Difference {
	var list []Difference
	for _, l := range all {
		d := Difference{
			Kind: l.Kind, Name: l.Name, Field: redact.Text(l.Field), Container: l.Container,
			Before: redact.Text(l.Before), Expected: redact.Text(l.Expected), After: redact.Text(l.After),
			Reason: redact.Text(l.Reason), RoundTrip: l.RoundTrip,
		}
		for _, p := range l.From {
			d.From = append(d.From, Position(p))
		}
		list = append(list, d)
	}
	return list
}

// Failed reports whether verify proves nothing: an image differs, something no longer builds, an
// entry of kustomize's images finds nothing, or nothing could be built. With strict, also whether
// something was not built, an image was left, or a file differs after the round trip.
func (v *Verification) Failed(strict bool) bool {
	s := &v.Summary
	return s.Differ > 0 || v.loses() || s.Built == 0 && s.NotBuilt > 0 || strict && (s.NotBuilt > 0 || s.Left > 0) ||
		strict && v.RoundTrip != nil && len(v.RoundTrip.Unlike) > 0
}

// loses reports whether an entry of kustomize's images certainly finds nothing, so that the tag it
// sets is not deployed.
func (v *Verification) loses() bool {
	return slices.ContainsFunc(v.LateEntries, func(l LateEntry) bool { return l.Severity == string(finding.Error) })
}
