package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/config/validate"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A session is the core: it rewrites the items of some sources as one run. For each
// object it locates the image fields, decides what becomes of each reference, and edits
// those that change. All that goes beyond is done by passes, each with its own state.
type session struct {
	*Rewriter
	report *Report
	// sources are the texts that are rewritten, in the order they were given.
	sources []*text
	// passes take part in sources, embedded in the documents that stand in strings.
	passes, embedded []pass
	fluxImages       *fluxImages  // nil when nothing is filled
	pullSecrets      *pullSecrets // nil when none are removed
	unused           *unusedFields
	values           *valuesIndex

	reader *yamlbytes.Reader
	// scratch is the reader of documentsOnce.
	scratch *yamlbytes.Reader
	// partly says that parts of an item without a host need not be read.
	partly    bool
	prefilter prefilter
	buffer    []byte // of bytesOf
	search    *fields.Search
	// patches finds the strings that hold patches, configured the fields in which
	// kustomize is configured to see images; nil when there are none.
	patches, configured *fields.Search
	// decided is the decision at the image field in work, of which many are made.
	decided decision
	// late are the strings that were edited after their objects were done.
	late []*text
}

// newSession begins a run over sources.
func (r *Rewriter) newSession(sources []Source) *session {
	s := &session{
		Rewriter: r,
		report:   &Report{accepted: &r.config.Spec.Check, Restored: r.restore, Checked: r.check, limit: r.config.Spec.Rewrite.ResultsListed(), brief: r.brief},
		reader:   &yamlbytes.Reader{},
		scratch:  &yamlbytes.Reader{},
		partly:   r.readsPartly(),
		search:   r.finder.NewSearch(),
		patches:  r.patchFinder.NewSearch(),
	}
	s.follow(r)
	s.search.Enters, s.patches.Enters = mayChange, mayChange
	s.prefilter.matcher = r.matcher
	s.values = newValuesIndex(sources, r.ReadsCharts(), r.charts)
	s.addPasses()
	s.sources = make([]*text, len(sources))
	for i := range sources {
		s.sources[i] = newText(s, sources[i].Path)
	}
	for _, note := range validate.Notes(r.config) {
		s.report.Add(finding.Finding{Severity: finding.Info, Code: Note, Message: note})
	}
	return s
}

// follow goes on by a rewriter that has another plan.
func (s *session) follow(r *Rewriter) {
	s.Rewriter, s.configured = r, nil
	if r.plan == nil || len(r.plan.Specs) == 0 {
		return
	}
	if finder, err := fields.NewFinder(r.plan.Specs); err == nil { // the plan's paths are checked
		s.configured = finder.NewSearch()
		s.configured.Enters = mayChange
	}
}

// each rewrites items of a source one after the other. The first has the index.
func (s *session) each(t *text, items []yamlbytes.Item, index int) error {
	s.report.Items += len(items)
	for i := range items {
		s.resetTrees()
		root, err := s.read(&items[i])
		if err != nil {
			return err
		}
		s.item(t, &items[i], index+i, root)
	}
	return nil
}

// whole rewrites the items of a source once all of them are known to be readable.
func (s *session) whole(t *text, items []yamlbytes.Item) error {
	s.resetTrees()
	roots := make([]*yamlbytes.Node, len(items))
	for i := range items {
		root, err := s.read(&items[i])
		if err != nil {
			return err
		}
		roots[i] = root
	}
	s.report.Items += len(items)
	for i, root := range roots {
		s.item(t, &items[i], i, root)
	}
	t.anchors.finish()
	t.scalars = scalarState{}
	return nil
}

// resetTrees gives up the trees so far, unless a pass needs them at the end of the run.
func (s *session) resetTrees() {
	s.prefilter.item = nil
	if !s.keepsTrees() {
		s.reader.Reset()
	}
}

// read parses an item that may hold what this run looks for; nil for any other. An
// escape of a double-quoted scalar can spell a host without its bytes.
func (s *session) read(it *yamlbytes.Item) (*yamlbytes.Node, error) {
	if s.readAll || it.IsRead() {
		return s.reader.Parse(it)
	}
	if s.plan != nil && len(s.plan.Entries) > 0 && mayListEntries(it) {
		return s.reader.Parse(it) // the name of an entry is a regular expression, and need not hold a host
	}
	if mayGetEntries(s.plan, it.Raw()) {
		return s.reader.Parse(it)
	}
	held := s.prefilter.scan(it)
	switch {
	case !held.mayMatch():
		return nil, nil
	case !s.partly || held.escapes:
		return s.reader.Parse(it)
	}
	root, err := s.reader.ParseAround(it, held.offsets)
	if err == nil && (root.Get("kind") == nil || root.Get("sops") != nil || strings.HasPrefix(root.Text("apiVersion"), fluxKustomizations)) {
		return s.reader.Parse(it) // its parts show what it is; or it names others that matter
	}
	return root, err
}

// item rewrites one item of a text.
func (s *session) item(t *text, it *yamlbytes.Item, index int, root *yamlbytes.Node) {
	if root == nil {
		return
	}
	if !it.IsRead() || t.scalars.values == nil {
		t.scalars.reset() // no anchor reaches from one item to the next
	}
	o := newObject(t, it, root, index)
	if o.isGenerated && t.outer == nil {
		s.report.Generated = append(s.report.Generated, index)
	}
	s.duplicates(o)
	s.object(o)
	for _, p := range t.passes {
		p.endItem(o)
	}
}

// duplicates warns of keys that stand twice in one map.
func (s *session) duplicates(o *object) {
	for _, d := range o.item.Duplicates(o.root) {
		s.report.add(o, finding.Finding{
			Severity: finding.Warning, Code: DuplicateKey, Line: o.line(d.Node),
			Message: d.String() + "; Helm and kubectl take the last, kustomize refuses the file; remove one of them",
		})
	}
}

// object rewrites one object, or each object of a List.
func (s *session) object(o *object) {
	if entries := o.entries(); entries != nil {
		for i, entry := range entries {
			s.object(o.entry(entry, i))
		}
		return
	}
	switch why, untouchable := o.untouchable(); {
	case o.isConfig(), o.isGenerated:
		return
	case s.isOfOther(o):
		s.leaveToOther(o)
	case o.isIgnored:
		s.report.Ignored++
		s.judge(o, optedOut)
	case untouchable && why == inSOPS:
		s.judge(o, why)
	case untouchable:
	default:
		for _, p := range o.text.passes {
			p.begin(o)
		}
		s.images(o)
		s.patchesIn(o)
		s.embeddedIn(o)
	}
	for _, p := range o.text.passes {
		p.end(o)
	}
}

// images rewrites the references in the fields of an object, or of the parts of some that
// a JSON patch holds.
func (s *session) images(o *object) {
	if manifest.IsJSONPatch(o.root) {
		s.jsonPatch(o, o.root, o.kind, "")
		return
	}
	var texts []*fields.Place
	s.search.WholeNames, s.search.Chart = s.hasWholeNames(o), s.chartOf(o)
	s.search.Find(o.kind, o.root, func(p *fields.Place) {
		if p.Row.Form != fields.ChartText {
			s.image(&occurrence{o.inner(p.Object), p})
		} else if !p.Row.Guess || s.values.isText(o, p.Key()) {
			texts = append(texts, p.Keep())
		}
	})
	for _, p := range texts {
		s.documentsAt(o, p.Name, p.Path(), fields.ObjectKind{Kind: fields.Values}, true)
	}
	if s.configured != nil {
		s.configured.Find(o.kind, o.root, func(p *fields.Place) {
			at := &occurrence{o.inner(p.Object), p}
			if _, protected := at.object.protected(p.Where()); !protected && s.plan.Fields[placeOf(o, p.Path())] {
				s.image(at)
			}
		})
	}
}

// finish ends the run. It returns the edits on each source.
func (s *session) finish() [][]yamlbytes.Edit {
	if len(s.sources) == 0 {
		return nil
	}
	for _, p := range s.passes {
		p.finish()
	}
	s.moveLate()
	s.report.TellOmitted()
	edits := make([][]yamlbytes.Edit, len(s.sources))
	for i, t := range s.sources {
		if !s.check { // a check changes nothing
			edits[i] = t.edits
		}
	}
	return edits
}
