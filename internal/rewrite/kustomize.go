package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Kustomized plans how the entries by which kustomize finds images go on finding them, and
// returns the rewriter that follows the plan. The candidates are the files that may hold a
// kustomization, or an object that builds one. Sources are the paths of the sources by
// those of the tree's files; shown is how any other is written in what the user reads.
func (r *Rewriter) Kustomized(tree manifest.Files, candidates []string, sources map[string]string, shown func(file string) string) *Rewriter {
	planned := *r
	planned.plan = kustomization.Read(tree, candidates, newKustomizeRules(r, sources, shown)).Renamed(func(file string) string {
		if source, given := sources[file]; given {
			return source
		}
		return shown(file)
	})
	return &planned
}

// kustomizeRules say what this rewriter makes of an image.
type kustomizeRules struct {
	*Rewriter
	// anyObject is the rewriter for images of which no object is known.
	anyObject *Rewriter
	sources   map[string]string
	shown     func(file string) string
	names     map[string]string
}

func newKustomizeRules(r *Rewriter, sources map[string]string, shown func(string) string) *kustomizeRules {
	anyObject := *r
	anyObject.ignoreSelectors = true
	return &kustomizeRules{r, &anyObject, sources, shown, map[string]string{}}
}

// Name is what an image becomes.
func (k *kustomizeRules) Name(text string) string {
	if name, known := k.names[text]; known {
		return name
	}
	place := &fields.Place{Row: &fields.Row{}, Name: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: text}}
	name := text
	if d := k.anyObject.decide(&object{}, place, text); d.kind == changed {
		name = d.proposed
	}
	k.names[text] = name
	return name
}

// InCache reports whether an image is in the cache.
func (k *kustomizeRules) InCache(text string) bool {
	ref, err := image.Parse(text)
	if err != nil {
		return false
	}
	_, cached := k.cache.Restore(ref)
	return cached
}

// InFull is an image with Docker Hub's host and library/, where they are left out.
func (k *kustomizeRules) InFull(text string) string {
	ref, err := image.Parse(text)
	if err != nil {
		return text
	}
	if moved, err := k.cache.Rewrite(ref); err == nil {
		if back, ok := k.cache.Restore(moved); ok {
			return back.String()
		}
	}
	return text
}

// Image is what becomes of an image field, and whether it is ours to change.
func (k *kustomizeRules) Image(f *manifest.Field) (string, bool) {
	o := objectOf(f.Document, f.Object).within(f.Place.Objects())
	if _, protected := o.protected(f.Place.Where()); protected || k.leaves(o) || o.text.outer != nil && k.leaves(o.text.outer) {
		return f.Text, false
	}
	d := k.decide(o, f.Place, f.Text)
	switch {
	case d.kind != changed:
		return f.Text, k.Name(f.Text) == f.Text
	case !editable(f.Document, f.Place.Name):
		return f.Text, false
	}
	return d.proposed, true
}

// leaves reports whether nothing in the object is rewritten.
func (k *kustomizeRules) leaves(o *object) bool {
	_, untouchable := o.untouchable()
	return untouchable || o.isConfig() || o.isGenerated || o.isIgnored
}

// editable reports whether a scalar can be replaced where it stands.
func editable(d *manifest.Document, n *yamlbytes.Node) bool {
	if d.Outer != nil {
		if _, err := d.Above().Item.Within(d.Outer, nil); err != nil {
			return false
		}
	}
	_, err := d.Item.Replace(n, n.Value)
	return err == nil
}

// Fixed is why nothing in the document is rewritten, with what to do about it.
func (k *kustomizeRules) Fixed(d *manifest.Document) string {
	o := objectOf(d.Top(), d.Top().Root)
	switch {
	case o.isIgnored:
		return "its object has the annotation " + IgnoreAnnotation + "; annotate what holds the image, too, or neither"
	case k.leaves(o):
		return "nothing in its object is rewritten; annotate what holds the image with " + IgnoreAnnotation + `: "true"`
	case !k.selectsObject(o):
		return "rewrite.include or rewrite.exclude of the configuration leaves " + o.described() + " out; select it together with what it builds"
	}
	return ""
}

// described is the object's kind and name, as far as it has them. A kustomization's kind may
// be missing.
func (o *object) described() string {
	kind := o.kind.Kind
	if kind == "" && o.kind.Group == kustomizeGroup {
		kind = "Kustomization"
	}
	return strings.TrimSpace(kind + " " + o.root.Text("metadata", "name"))
}

// Given reports whether the file is rewritten.
func (k *kustomizeRules) Given(file string) bool { _, given := k.sources[file]; return given }

// Shown is how a file is written in what the user reads.
func (k *kustomizeRules) Shown(file string) string {
	if source, given := k.sources[file]; given {
		return source
	}
	return k.shown(file)
}

// Same reports whether two texts are one image, which Docker Hub's have several names for.
func (k *kustomizeRules) Same(a, b string) bool {
	if a == b {
		return true
	}
	first, errFirst := image.Parse(a)
	second, errSecond := image.Parse(b)
	if errFirst != nil || errSecond != nil {
		return false
	}
	first, errFirst = k.cache.Rewrite(first)
	second, errSecond = k.cache.Rewrite(second)
	return errFirst == nil && errSecond == nil && first == second
}

// Restores reports whether images go back to their upstreams.
func (k *kustomizeRules) Restores() bool { return k.restore }

// objectOf is an object of a document as a session has it.
func objectOf(d *manifest.Document, root *yamlbytes.Node) *object {
	if d.Outer == nil {
		return newObject(&text{path: d.File}, d.Item, root, d.Index)
	}
	outer := objectOf(d.Above(), d.Above().Root)
	return newObject(&text{path: d.File, outer: outer, node: d.Outer}, d.Item, root, d.Index)
}

// kustomizeEntries is the pass that tells what the plan found out.
type kustomizeEntries struct {
	noPass
	session *session
	// moved are the fields that this run rewrites.
	moved map[manifest.Place]bool
}

// image remembers what is rewritten of what kustomize copies into images.
func (k *kustomizeEntries) image(at *occurrence, d *decision) {
	if d.kind != changed || len(k.session.plan.Copied) == 0 {
		return
	}
	if k.moved == nil {
		k.moved = map[manifest.Place]bool{}
	}
	k.moved[placeOf(at.object, at.place.Path())] = true
}

// end adds the entries of images that the plan adds to an object.
func (k *kustomizeEntries) end(o *object) { k.addEntries(o) }

// copied reports the texts that kustomize copies into images, and that stay.
func (k *kustomizeEntries) copied() {
	s := k.session
	for _, from := range s.plan.Copied {
		if k.moved[from.Place] {
			continue
		}
		s.report.Left++
		s.report.Add(finding.Finding{
			Severity: s.leftSeverity(isCopied), Code: LeftBehind, Reason: isCopied.name, Message: isCopied.message, Pulled: !s.restore,
			File: finding.File{Path: from.File, Index: from.Index}, Line: from.Line, Field: finding.Field{Path: from.Path, Current: s.hosts.references(from.Text)},
		})
	}
}

// isCopied reports whether the text is told by the plan: kustomize copies it into an image.
func (s *session) isCopied(o *object, spot *fields.Spot) bool {
	if s.plan == nil || len(s.plan.Copied) == 0 {
		return false
	}
	at := placeOf(o, spot.Path())
	return slices.ContainsFunc(s.plan.Copied, func(c build.CopiedText) bool { return c.Place == at })
}

// finish reports the problems.
func (k *kustomizeEntries) finish() {
	k.copied()
	for _, p := range k.session.plan.Problems {
		if p.Check == problem.Broken && !k.session.check {
			p.Severity = finding.Warning // it is mended
		}
		k.session.report.Add(p.Finding)
	}
}

// stayReasons are the reasons of what the plan has stay.
var stayReasons = map[string]reason{
	problem.Placeholder: isPlaceholder, problem.ByPosition: byPosition, problem.SuffixTwice: suffixTwice,
}

// keptReasons are the reasons of an entry's newName that stays when images go back.
var keptReasons = map[string]reason{problem.WasInCache: wasInCache, problem.SuffixTwice: newNameSuffixed, problem.Shared: newNameShared}

// placeOf is the place of an element or a field in the plan.
func placeOf(o *object, path string) manifest.Place {
	file := finding.File{Path: o.text.path, Index: o.index}
	if file.Path == "" {
		file = o.file
	}
	return manifest.Place{File: file.Path, Index: file.Index, Path: o.prefix + path}
}

// stays reports whether the plan has the image stay as it is, and tells of it.
func (s *session) stays(at *occurrence) bool {
	if s.plan == nil {
		return false
	}
	reason, stays := stayReasons[s.plan.Stay[placeOf(at.object, at.place.Path())]]
	if !stays {
		return false
	}
	d := s.decide(at.object, at.place, at.place.Texts().String())
	d.kind, d.proposed = excluded, ""
	d.left = reason != isPlaceholder // it goes on being pulled from the upstream
	if !d.left {
		s.report.Excluded++
	}
	d.findings = []finding.Finding{{Severity: reason.severity, Code: LeftBehind, Reason: reason.name, Message: reason.message, Pulled: d.left && !s.restore}}
	for _, pass := range at.object.text.passes {
		pass.image(at, &d)
	}
	for _, f := range d.findings {
		s.reportImage(at, f, &d)
	}
	return true
}

// entryOf is what the plan makes of the entry of images at a place; nil for any other
// place, and where there is no plan.
func (s *session) entryOf(at *occurrence) *kustomization.Decision {
	form := at.place.Row.Form
	if s.plan == nil || form != fields.KustomizeImage && form != fields.SetImage {
		return nil
	}
	return s.plan.Entries[placeOf(at.object, at.place.ElementPath())]
}

// planned makes of a decision on an entry what the plan has for it.
func (s *session) planned(at *occurrence, d *decision, entry *kustomization.Decision) {
	word := at.place.Row.Form == fields.SetImage
	switch {
	case !entry.Changed() && word && (d.kind == changed && entry.Was.NewName == "" || entry.Was.NewName == "*"):
		*d = decision{current: d.current} // it gives no name, or the one that the kustomization has
		at.object.text.scalars.matched[at.place.Name] = true
	case !entry.Changed() && d.kind == changed:
		*d = decision{current: d.current} // it stays, and so does what it finds
		why, kept := keptReasons[entry.Kept]
		if !kept && entry.Was.NewName != "" {
			why, kept = forLeft, true
		}
		if kept {
			d.findings = []finding.Finding{{Severity: why.severity, Code: LeftBehind, Reason: why.name, Message: why.message}}
		}
	case len(entry.Images) == 0 && d.kind == changed:
		d.findings = nil
		d.add(finding.Info, Restored, howChanged(entry))
	case d.kind == changed && s.restore && entry.Images[0].Name == entry.Was.Name && entry.Images[0].NewName != "" && len(d.findings) > 0:
		d.findings[len(d.findings)-1].Message += "; if this newName was in the cache before the rewriting, which nothing tells, write it back by hand"
	case entry.Changed() && d.kind != changed:
		d.kind, d.findings = changed, nil
		d.current, d.proposed = entry.Was.Name, ""
		if i := slices.IndexFunc(entry.Images, func(i imagetag.Image) bool { return i != entry.Was }); i >= 0 {
			d.proposed = entry.Images[i].Name
		}
		code := Rewritten
		if s.restore {
			code = Restored
		}
		if at.place.Row.Form == fields.KustomizeImage {
			d.path = at.object.prefix + at.place.ElementPath() + ".name"
		}
		d.add(finding.Info, code, howChanged(entry))
	}
}

// howChanged says what becomes of an entry whose own reference does not move.
func howChanged(entry *kustomization.Decision) string {
	switch {
	case len(entry.Images) == 0:
		return "taken out: an earlier rewriting added it"
	case entry.Images[0] == entry.Was:
		return "its newName is in the cache already, so it stays, and a copy behind it finds the manifests by their new name"
	}
	return "renamed together with the manifests in which kustomize finds it"
}
