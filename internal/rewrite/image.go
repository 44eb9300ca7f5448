package rewrite

import (
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// image decides what becomes of the reference in one field, writes it, calls the passes, and
// reports it. It does nothing for a field that it has seen, or that stays for another reason.
func (s *session) image(at *object.Occurrence) {
	p, scalars := at.Place, &at.Object.Text.Scalars
	if p.Row.Form != fields.KustomizeImage && scalars.Matched[p.Name] {
		return // kustomize finds the image by this name: only its newName changes
	}
	s.unused.Found(p.Row)
	s.unused.Found(p.Via)
	if _, protected := at.Object.Protected(p.Where()); protected && !p.Row.User || s.keptByPlan(at) {
		return
	}
	if !scalars.FirstVisit(p.Name, p.Number()) {
		return
	}
	if p.Row.Form == fields.KustomizeImage {
		scalars.Matched[p.Parent.Get("name")] = true
	}
	if s.fluxImages != nil && s.fluxImages.Removes(at) {
		scalars.NewTexts[p.Name] = ""
		return
	}
	d := &s.decided
	*d = s.rules.Decide(at.Object, p, p.Texts().String())
	if s.rewriter.settersOnly {
		stays(d)
	}
	var entry *kustomization.Decision
	if s.kustomize != nil {
		entry = s.kustomize.Adjust(at, d)
	}
	switch d.Kind {
	case decide.Excluded:
		s.report.Excluded++
	case decide.Doubtful:
		s.report.Left++
	case decide.Cached:
		s.report.Cached++
		if p.Row.Form == fields.SetImage {
			scalars.Matched[p.Name] = true // the upstream's name is before the =
		}
	case decide.Changed:
		if err := s.changeAs(at, d, entry); err != nil {
			severity := finding.Warning
			if entry != nil {
				severity = finding.Error // the images that it finds move, so it would find none
			}
			*d = decide.Decision{Current: d.Current, Original: d.Original, Classification: d.Classification}
			d.Add(severity, outcome.Irreplaceable, outcome.MessageOf(err))
			break
		}
		s.report.Rewritten++
		s.report.CountChanged(at.Object)
	}
	for _, pass := range s.passesOf(at.Object.Text) {
		pass.Image(at, d)
	}
	if s.rewriter.everyImage {
		s.notCached(at, d)
	}
	s.reportImages(at, d)
}

// keptByPlan reports whether kustomize's plan keeps the image as it is. If so, it adds the
// finding that says so.
func (s *session) keptByPlan(at *object.Occurrence) bool {
	if s.kustomize == nil {
		return false
	}
	d, kept := s.kustomize.Keeps(at)
	if !kept {
		return false
	}
	for _, pass := range s.passesOf(at.Object.Text) {
		pass.Image(at, &d)
	}
	s.reportImages(at, &d)
	return true
}

// reportImages adds the findings of a decision to the report. The first one stands for the
// reference, where that is counted as left behind.
func (s *session) reportImages(at *object.Occurrence, d *decide.Decision) {
	for i, f := range d.Findings {
		f.Left = i == 0 && (d.Left || d.Kind == decide.Doubtful)
		s.reportImage(at, f, d)
	}
}

// reportImage adds a finding about an image field to the report, unless the user accepts
// it, or enough of its class are listed.
func (s *session) reportImage(at *object.Occurrence, f finding.Finding, d *decide.Decision) {
	// The field is made as late as possible: most findings are not listed.
	if s.report.MayAccept(at.Object) {
		tried := f
		tried.Field = s.reportedField(at, d)
		if s.report.Accepts(at.Object, &tried) {
			if f.Left {
				s.report.Left--
			}
			return
		}
	}
	if !s.report.ShouldList(&f) {
		return
	}
	f.Field = s.reportedField(at, d)
	f.Field.Proposed = s.shown(d.Proposed)
	f.Line = at.Object.Line(at.Place.Name)
	s.report.List(at.Object, f)
}

// reportedField returns the field that a finding is about, without the proposed text.
func (s *session) reportedField(at *object.Occurrence, d *decide.Decision) finding.Field {
	field := finding.Field{Path: d.Path, Current: s.shown(d.Current)}
	if field.Path == "" {
		field.Path = at.Path()
	}
	return field
}

// shown is the text of an image field in a report: all of a reference, and only the references in any other text, which
// may hold a password.
func (s *session) shown(text string) string {
	if _, err := image.Parse(text); err == nil || text == "" {
		return text
	}
	return s.rules.Hosts.Excerpt(text)
}
