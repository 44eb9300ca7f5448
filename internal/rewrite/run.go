package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A run is the work on the items of one source after the other.
type run struct {
	*Rewriter
	reader *yamlbytes.Reader
	keeps  bool // the trees of all items
	partly bool // parts of items without a needle need not be read
	scan   scan
	search *fields.Search
	pods   *fields.Search // of a pod spec
	// scalars walks over what may be left behind.
	scalars *fields.Scalars
	// paths are those of all sources, path and source those of the one in work, and
	// edits those on it.
	paths  []string
	path   string
	source int
	inText bool // the items are those of a string
	edits  []yamlbytes.Edit
	report *Report
	state  itemState

	surprises map[Code]map[string]bool // references
	used      map[*fields.Row]bool     // rows of the configuration that led somewhere
	decisions decisions
	shared    anchors
	images    map[image.Reference]bool // in their upstreams, that are or become cached
	artifacts map[image.Reference]bool // charts and manifests, likewise
	names     kustomizeNames
	pulls     pullSecrets
	fills     fills
	marks     *marks
	outcomes  []Outcome // of the sources so far
}

// read parses an item that may hold what this run looks for; nil for any other.
func (r *run) read(it *yamlbytes.Item) (*yamlbytes.Node, error) {
	if !r.matters(it) {
		return nil, nil
	}
	if !r.partly || it.IsRead() || r.scanned(it).escapes {
		return r.reader.Parse(it)
	}
	root, err := r.reader.ParseAround(it, r.scanned(it).places)
	if err == nil && root.Get("kind") == nil {
		return r.reader.Parse(it) // what it is shows in its parts
	}
	return root, err
}

// take rewrites one item.
func (r *run) take(it *yamlbytes.Item, index int, root *yamlbytes.Node) {
	if root == nil {
		return
	}
	if !it.IsRead() {
		r.state.begin()
	}
	rewritten, targets := r.report.Rewritten, len(r.fills.targets)
	o := newObject(root, File{r.path, index})
	if o.isGenerated {
		r.report.Generated = append(r.report.Generated, index)
	}
	r.object(it, o, "")
	r.shared.close(r, it, root)
	r.countMentions(it, root)
	if r.report.Rewritten > rewritten {
		r.report.Changed++
		r.fills.changed(targets)
	}
}

// object rewrites one object, whose place in the item is the prefix.
func (r *run) object(it *yamlbytes.Item, o object, prefix string) {
	if entries := o.entries(); entries != nil {
		for i, entry := range entries {
			r.object(it, newObject(entry, o.file), fmt.Sprintf("%sitems[%d].", prefix, i))
		}
		return
	}
	switch _, untouchable := o.untouchable(); {
	case o.isConfig(), o.isGenerated:
		return
	case o.isIgnored:
		r.report.Ignored++
	case untouchable:
	default:
		r.fills.look(r, it, &o, prefix)
		r.search.Find(o.kind, o.root, func(p *fields.Place) { r.place(it, &o, p, prefix) })
		r.embedded(it, &o, prefix)
	}
	r.pulls.look(r, it, &o, prefix)
	r.leftBehind(it, &o, prefix)
}

// meet notes an upstream's image. To the first part of one, an operator joins names
// that are not known here.
func (r *run) meet(p *fields.Place, d *decision) {
	if d.noted {
		return
	}
	d.noted = true
	seen, ref := r.images, d.upstream
	switch p.Row.Form {
	case fields.Prefix:
		return
	case fields.OCIAddress:
		seen = r.artifacts
	}
	if !seen[ref] {
		seen[ref.Clone()] = true
	}
}

// finish reports what only the whole run knows.
func (r *run) finish() {
	r.report.Images, r.report.Artifacts = sorted(r.images), sorted(r.artifacts)
	r.shared.finish(r)
	r.names.report(r.report)
	r.pulls.finish(r)
	r.fills.finish(r)
	r.reportSurprises()
	r.reportUnused()
	r.marks.write(r)
	r.report.TellOmitted()
}

// reportUnused warns of fields of the configuration that no item has.
func (r *run) reportUnused() {
	for row := range r.finder.Rows() {
		if row.User && !r.used[row] {
			r.report.Add(Finding{
				Severity: Warning, Code: UnusedField,
				Message: fmt.Sprintf("rewrite.fields: the path %s led to no field in any item that was read; check group, kind and path", row.Path),
			})
		}
	}
}
