package decide

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// A Decision is what becomes of the reference in one image field.
type Decision struct {
	Kind Kind
	// Classification is what package image says of the reference.
	Classification image.Classification
	// Original is the reference as it is written; empty when the text is none. Reference is the
	// new one, when it changes. Upstream is the image at its upstream, for the kinds Cached,
	// Changed and Unchanged.
	Original, Reference, Upstream image.Reference
	// Current is the text of the field, Proposed the new one.
	Current, Proposed string
	// Path is the path of the field that findings name, where it is not that of the occurrence:
	// the name of an entry of kustomize's images, which changes in the place of its newName.
	Path string
	// edits turn the current text into the proposed one. The last in the text comes first, so
	// that none moves the place of the next.
	edits []image.Edit
	// Variable is the placeholder whose default value holds the reference; empty for none.
	Variable string
	// Doubt says why the registry of the reference is not known.
	Doubt string
	// Left says that the reference names an upstream and is not changed, and that
	// Report.Left counts it.
	Left     bool
	Findings []finding.Finding
	// PullWarnings are what the user should know of pulls of the new reference. They are
	// reported once for all references of a run.
	PullWarnings []finding.Code
}

// A Kind is what a decision does with the reference.
type Kind uint8

// The kinds.
const (
	Foreign   Kind = iota // nothing: it is of no upstream
	Excluded              // nothing: the user excluded it
	Cached                // nothing: it goes through the cache
	Unchanged             // nothing: it is at its upstream, where a restore wants it
	Changed               // it is rewritten
	Doubtful              // nothing: it may be of an upstream, but that is not known
)

// Add adds a finding about the reference.
func (d *Decision) Add(s finding.Severity, c finding.Code, message string) {
	d.Findings = append(d.Findings, finding.Finding{Severity: s, Code: c, Message: message})
}

// move makes the decision to change the reference. The edits are on the current text.
func (d *Decision) move(moved image.Reference, edits []image.Edit, code finding.Code, message string) {
	d.Kind, d.Reference, d.edits, d.Proposed = Changed, moved, edits, d.Current
	for _, e := range edits {
		d.Proposed = e.Apply(d.Proposed)
	}
	if d.Variable != "" {
		message += fmt.Sprintf("; this is the default of %s, and a value that is set for it is not changed here", d.Variable)
	}
	d.Add(finding.Info, code, message)
}

// Leaves reports whether a name is not changed because a chart may join it to something, or because it is
// written in a way that cannot be edited: its first finding says so.
func (d *Decision) Leaves() bool {
	return len(d.Findings) > 0 && (d.Findings[0].Code == outcome.LeftBehind || d.Findings[0].Code == outcome.Irreplaceable)
}

// Message returns the text of the first finding; empty when there is none.
func (d *Decision) Message() string {
	for _, f := range d.Findings {
		return f.Message
	}
	return ""
}
