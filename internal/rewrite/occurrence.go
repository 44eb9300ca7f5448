package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An occurrence is an image field of an object.
type occurrence struct {
	object *object
	place  *fields.Place
}

// path is that of the field in the item.
func (at *occurrence) path() string { return at.object.prefix + at.place.Path() }

// image rewrites the reference in one field, and reports it.
func (s *session) image(at *occurrence) {
	p, scalars := at.place, &at.object.text.scalars
	if p.Row.Form != fields.KustomizeImage && scalars.matched[p.Name] {
		return // kustomize finds the image by this name; only what it becomes changes
	}
	s.unused.found(p.Row)
	s.unused.found(p.Via)
	if _, protected := at.object.protected(p.Where()); protected && !p.Row.User || s.stays(at) {
		return
	}
	v := visit{p.Name, p.Number()}
	if scalars.visited[v] {
		return
	}
	scalars.visited[v] = true
	if p.Row.Form == fields.KustomizeImage {
		scalars.matched[p.Parent.Get("name")] = true
	}
	if s.fluxImages != nil && s.fluxImages.takesOut(at) {
		scalars.values[p.Name] = ""
		return
	}
	d := &s.decided
	*d = s.decide(at.object, p, p.Texts().String())
	entry := s.entryOf(at)
	if entry != nil {
		s.planned(at, d, entry)
	}
	switch d.kind {
	case excluded:
		s.report.Excluded++
	case leftBehind:
		s.report.Left++
	case cached:
		s.report.Cached++
		if p.Row.Form == fields.SetImage {
			scalars.matched[p.Name] = true // the upstream's name stands before the =
		}
	case changed:
		if err := s.changeAs(at, d, entry); err != nil {
			severity := finding.Warning
			if entry != nil {
				severity = finding.Error // what it finds moves, and it would find it no more
			}
			*d = decision{current: d.current}
			d.add(severity, Irreplaceable, reasonOf(err))
			break
		}
		s.report.Rewritten++
		s.countChanged(at.object)
	}
	for _, pass := range at.object.text.passes {
		pass.image(at, d)
	}
	if s.all {
		s.notCached(at, d)
	}
	for _, f := range d.findings {
		s.reportImage(at, f, d)
	}
}

// reportImage reports a finding about an image field, if there is room for one of its class.
func (s *session) reportImage(at *occurrence, f finding.Finding, d *decision) {
	if s.report.mayAccept(at.object) {
		tried := f
		tried.Field = s.reportedField(at, &f, d)
		if s.report.accepts(at.object, &tried) {
			if d.left {
				s.report.Left--
			}
			return
		}
	}
	if !s.report.wants(&f) {
		return
	}
	f.Field = s.reportedField(at, &f, d)
	f.Field.Proposed = d.proposed
	f.Line = at.object.line(at.place.Name)
	s.report.list(at.object, f)
}

// reportedField is the field that a finding is about, without what is proposed.
func (s *session) reportedField(at *occurrence, f *finding.Finding, d *decision) finding.Field {
	field := finding.Field{Path: d.path, Current: d.current}
	if field.Path == "" {
		field.Path = at.path()
	}
	if f.Code == Malformed {
		field.Current = s.hosts.excerpt(d.current)
	}
	return field
}

// countChanged counts the item of an object as changed, once.
func (s *session) countChanged(o *object) {
	if !*o.changed {
		*o.changed = true
		s.report.Changed++
	}
}

// line is the line of a value in the object's file, 0 where that is not known: in
// a string, and in a list of objects from other files.
func (o *object) line(n *yamlbytes.Node) int {
	if o.text.outer != nil || o.file.Path != o.text.path {
		return 0
	}
	return o.item.LineOf(n)
}
