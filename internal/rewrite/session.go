package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A session is the core: it rewrites the items of some sources as one run. For each
// object it locates the image fields, decides what becomes of each reference, and edits
// those that change. All that goes beyond is done by passes, each with its own state.
type session struct {
	rewriter *Rewriter
	// rules are the session's own copy: a stream has another plan for each block.
	rules  *rules
	report *Report
	// sources are the texts that are rewritten, in the order they were given.
	sources []*text
	// passes take part in sources, embedded in the documents that stand in strings.
	passes, embedded []pass
	// Some passes are asked by the core itself.
	fluxImages  *fluxImages       // nil when the configuration does not ask for it
	pullSecrets *pullSecrets      // nil when none are removed
	kustomize   *kustomizeEntries // nil when there is no plan
	unused      *unusedFields
	values      *valuesIndex

	reader *yamlbytes.Reader
	// partly says that parts of an item without a host need not be read.
	partly    bool
	prefilter *prefilter
	search    *fields.Search
	// patches finds the strings that hold patches, configured the fields in which
	// kustomize is configured to see images; nil when there are none.
	patches, configured *fields.Search
	// late are the strings that were edited after their objects were done.
	late *lateTexts
}

// newSession begins a run over sources.
func (r *Rewriter) newSession(sources []Source) *session {
	rules := r.rules
	s := &session{
		rewriter: r,
		rules:    &rules,
		report:   newReport(rules.config, rules.restore, rules.check, r.brief),
		reader:   &yamlbytes.Reader{},
		partly:   r.readsPartly(),
		search:   r.finder.NewSearch(),
		patches:  r.patchFinder.NewSearch(),
		late:     &lateTexts{},
	}
	s.follow(rules.plan)
	s.search.Enters, s.patches.Enters = mayChange, mayChange
	s.prefilter = newPrefilter(r.matcher)
	s.values = newValuesIndex(r.ReadsCharts(), r.charts)
	s.readValues(sources)
	s.addPasses()
	s.sources = make([]*text, len(sources))
	for i := range sources {
		s.sources[i] = newText(sources[i].Path, s.values.isFile, s.late)
	}
	for _, note := range config.Notes(rules.config) {
		s.report.Add(finding.Finding{Severity: finding.Info, Code: Note, Message: note})
	}
	return s
}

// readValues notes which files and texts the sources name as values of charts.
func (s *session) readValues(sources []Source) {
	for i := range sources {
		s.values.file(sources[i].Path, sources[i].Items)
	}
	s.values.resolve()
}

// follow goes on by another plan.
func (s *session) follow(plan *kustomization.Plan) {
	s.rules.plan, s.configured = plan, nil
	if plan == nil || len(plan.Specs) == 0 {
		return
	}
	if finder, err := fields.NewFinder(plan.Specs); err == nil { // the plan's paths are checked
		s.configured = finder.NewSearch()
		s.configured.Enters = mayChange
	}
}

// passesOf are the passes that take part in a text.
func (s *session) passesOf(t *text) []pass {
	if t.outer == nil {
		return s.passes
	}
	return s.embedded
}

// endText ends a text, all of whose items are rewritten.
func (s *session) endText(t *text) {
	for _, p := range s.passesOf(t) {
		p.endText(t)
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
	s.endText(t)
	t.scalars = scalarState{}
	return nil
}

// resetTrees gives up the trees so far, unless a pass needs them at the end of the run.
func (s *session) resetTrees() {
	s.prefilter.forget()
	if !s.rewriter.keepsTrees() {
		s.reader.Reset()
	}
}

// read parses an item that may hold what this run looks for; nil for any other. An
// escape of a double-quoted scalar can spell a host without its bytes.
func (s *session) read(it *yamlbytes.Item) (*yamlbytes.Node, error) {
	if s.rewriter.readAll || it.IsRead() {
		return s.reader.Parse(it)
	}
	if s.rules.plan != nil && len(s.rules.plan.Entries) > 0 && mayListEntries(it) {
		return s.reader.Parse(it) // the name of an entry is a regular expression, and need not hold a host
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
	for _, p := range s.passesOf(t) {
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
	case o.isIgnored:
		s.report.Ignored++
		s.judge(o, optedOut)
	case untouchable && why == inSOPS:
		s.judge(o, why)
	case untouchable:
	default:
		for _, p := range s.passesOf(o.text) {
			p.begin(o)
		}
		s.images(o)
		s.patchesIn(o)
		s.embeddedIn(o)
	}
	for _, p := range s.passesOf(o.text) {
		p.end(o)
	}
}

// images rewrites the references in the fields of an object, or of the parts of some that
// a JSON patch holds.
func (s *session) images(o *object) {
	if kustomization.IsJSONPatch(o.root) {
		s.jsonPatch(o, o.root, o.kind, "")
		return
	}
	var texts []*fields.Place
	s.search.WholeNames, s.search.Chart = s.rules.hasWholeNames(o), s.values.chartOf(o)
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
			if _, protected := at.object.protected(p.Where()); !protected && s.rules.plan.Fields[placeOf(o, p.Path())] {
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
	s.late.move()
	s.report.TellOmitted()
	edits := make([][]yamlbytes.Edit, len(s.sources))
	for i, t := range s.sources {
		if !s.rules.check { // a check changes nothing
			edits[i] = t.edits
		}
	}
	return edits
}
