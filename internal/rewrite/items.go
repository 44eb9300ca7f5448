package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// oneByOne rewrites items of a source as it reads them. index is the position of the first. It
// fails when an item cannot be read, and keeps the edits on those before it.
func (s *session) oneByOne(t *object.Text, items []yamlbytes.Item, index int) error {
	s.report.Items += len(items)
	for i := range items {
		s.resetTrees()
		if list := s.listEntries(&items[i]); list != nil {
			if err := s.entries(t, list, index+i); err != nil {
				return err
			}
			continue
		}
		root, err := s.read(&items[i])
		if err != nil {
			return err
		}
		s.item(t, &items[i], index+i, root)
	}
	return nil
}

// allOrNone rewrites the items of a source, or fails and rewrites none when one of them cannot
// be read.
func (s *session) allOrNone(t *object.Text, items []yamlbytes.Item) error {
	s.resetTrees()
	roots := make([]*yamlbytes.Node, len(items))
	lists := make([][]yamlbytes.Item, len(items))
	for i := range items {
		if lists[i] = s.listEntries(&items[i]); lists[i] != nil {
			continue
		}
		root, err := s.read(&items[i])
		if err != nil {
			return err
		}
		roots[i] = root
	}
	s.report.Items += len(items)
	for i, root := range roots {
		if lists[i] == nil {
			s.item(t, &items[i], i, root)
		} else if err := s.entries(t, lists[i], i); err != nil {
			return err
		}
	}
	s.endText(t)
	t.Scalars = object.ScalarState{}
	return nil
}

// listEntries returns the objects of a List in JSON that are read one after the other, so that a
// list of all Pods of a cluster needs the memory of one of them. It returns nil for an item that is
// read as a whole: for any other item, in a run that writes, which edits the List, and where a pass
// needs all trees.
func (s *session) listEntries(it *yamlbytes.Item) []yamlbytes.Item {
	if s.rewriter.keepsTrees() || !s.rules.Check && s.rewriter.inventory == nil {
		return nil
	}
	return it.Entries()
}

// entries rewrites the objects of a List, which is the item at an index.
func (s *session) entries(t *object.Text, list []yamlbytes.Item, index int) error {
	changed := new(bool)
	for i := range list {
		root, err := s.read(&list[i])
		if err != nil {
			return err
		}
		if root == nil {
			continue
		}
		t.Scalars.Reset()
		o := object.New(t, &list[i], root, index)
		o.Prefix, o.ItemChanged = fmt.Sprintf("items[%d].", i), changed
		s.topObject(o)
	}
	return nil
}

// resetTrees frees the trees that were read, unless a pass needs them at the end of the run.
func (s *session) resetTrees() {
	s.prefilter.Forget()
	if !s.rewriter.keepsTrees() {
		s.reader.Reset()
	}
}

// read parses an item that may hold what this run looks for, and returns nil for any
// other. An escape in a double-quoted scalar can spell a host without its bytes: then the
// item is parsed, too.
func (s *session) read(it *yamlbytes.Item) (*yamlbytes.Node, error) {
	if s.rewriter.readAll || it.IsRead() {
		return s.reader.Parse(it)
	}
	if s.rules.Plan != nil && len(s.rules.Plan.Entries) > 0 && kustomize.MayListEntries(it) {
		return s.reader.Parse(it) // the name of an entry is a regular expression, and need not hold a host
	}
	if kustomize.MayGetEntries(s.rules.Plan, it) {
		return s.reader.Parse(it)
	}
	held := s.prefilter.Scan(it)
	switch {
	case !held.MayMatch():
		return nil, nil
	case !s.partly || held.Escapes:
		return s.reader.Parse(it)
	}
	root, err := s.reader.ParseAround(it, held.Offsets)
	if err == nil && (root.Get("kind") == nil || root.Get("sops") != nil || isReadWhole(root.Text("apiVersion"))) {
		return s.reader.Parse(it) // the whole item shows what it is, or names others that matter
	}
	return root, err
}

// isReadWhole reports whether it matters what objects of an API say besides images: they name other
// objects that matter.
func isReadWhole(apiVersion string) bool {
	return strings.HasPrefix(apiVersion, object.FluxKustomizeGroup) || strings.HasPrefix(apiVersion, object.FluxImageGroup)
}

// item rewrites one item of a text.
func (s *session) item(t *object.Text, it *yamlbytes.Item, index int, root *yamlbytes.Node) {
	if root == nil {
		return
	}
	if !it.IsRead() || t.Scalars.NewTexts == nil {
		t.Scalars.Reset() // no anchor reaches from one item to the next
	}
	o := object.New(t, it, root, index)
	if o.IsGenerated && t.Outer == nil {
		s.report.Generated = append(s.report.Generated, index)
	}
	s.topObject(o)
}

// topObject rewrites the object of a whole item, or of an entry of a List that was read alone.
func (s *session) topObject(o *object.Object) {
	s.duplicates(o)
	s.object(o)
	for _, p := range s.passesOf(o.Text) {
		p.EndItem(o)
	}
}

// duplicates warns of keys that occur twice in one map.
func (s *session) duplicates(o *object.Object) {
	for _, d := range o.Item.Duplicates(o.Root) {
		s.report.AddAbout(o, finding.Finding{
			Severity: finding.Warning, Code: outcome.DuplicateKey, Line: o.Line(d.Node),
			Message: d.String() + "; Helm and kubectl take the last, kustomize refuses the file; remove one of them",
		})
	}
}

// object rewrites one object, or each object of a List.
func (s *session) object(o *object.Object) {
	if entries := o.Entries(); entries != nil {
		for i, entry := range entries {
			s.object(o.Entry(entry, i))
		}
		return
	}
	switch why, untouchable := o.Untouchable(); {
	case o.IsConfig(), o.IsGenerated:
		return
	case s.kustomize != nil && s.kustomize.LeavesToOther(o):
	case o.IsIgnored:
		s.report.Ignored++
		s.reportNotCached(o, reason.OptedOut)
	case untouchable && why == reason.SOPS:
		s.reportNotCached(o, why)
	case untouchable:
	default:
		for _, p := range s.passesOf(o.Text) {
			p.Begin(o)
		}
		s.images(o)
		s.patchesIn(o)
		s.embeddedIn(o)
	}
	for _, p := range s.passesOf(o.Text) {
		p.End(o)
	}
}

// images rewrites the references in the fields of an object. The operations of a JSON patch set
// parts of other objects: the fields of those count.
func (s *session) images(o *object.Object) {
	if manifest.IsJSONPatch(o.Root) {
		s.jsonPatch(o, o.Root, o.Kind, "")
		return
	}
	var texts []*fields.Place
	s.search.WholeNames, s.search.Chart = s.rules.HasWholeNames(o), s.values.ChartOf(o)
	s.search.Find(o.Kind, o.Root, func(p *fields.Place) {
		if p.Row.Form != fields.ChartText {
			s.image(object.At(o, p))
		} else if !p.Row.Guess || s.values.IsText(o, p.Key()) {
			texts = append(texts, p.Keep())
		}
	})
	for _, p := range texts {
		s.documentsAt(o, p.Name, p.Path(), fields.ObjectKind{Kind: fields.Values}, true)
	}
	if s.configured != nil {
		s.configured.Find(o.Kind, o.Root, func(p *fields.Place) {
			at := object.At(o, p)
			if _, protected := at.Object.Protected(p.Where()); !protected && s.rules.Plan.Fields[decide.PlaceOf(o, p.Path())] {
				s.image(at)
			}
		})
	}
}
