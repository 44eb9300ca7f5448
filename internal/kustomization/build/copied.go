package build

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A CopiedText is a text that kustomize copies into an image. It may be in a field that has no
// image otherwise, such as a key of a ConfigMap, an annotation, or a literal of a generator.
type CopiedText struct {
	manifest.Place
	Line int
	// Text is what is copied: for a literal the part after the equals sign.
	Text string
}

// noteCopied notes what a replacement copies into images. Where it copies parts, only a part
// with a slash is certainly a name; others are tags.
func (s *Simulation) noteCopied(r *tree.Replacement, all []tree.CopiedValue) {
	whole := r.Source.Delimiter == "" && !slices.ContainsFunc(r.Targets, func(t tree.Selection) bool { return t.Delimiter != "" })
	for _, v := range all {
		if whole || strings.Contains(v.Text, "/") {
			s.noteText(v, v.Text)
		}
	}
}

// noteVariables notes the vars that images are made of, whole or in part.
func (s *Simulation) noteVariables(out *States) {
	for _, one := range out.variables {
		mark := "$(" + one.Name + ")"
		values := one.Source.Values(out.objects)
		s.noteVariableUses(mark, values, out)
		for _, o := range out.objects {
			for _, f := range s.fieldsOf(o) {
				if !strings.Contains(f.Text, mark) || s.Renamed(f.Text) != f.Text {
					continue
				}
				for _, v := range values {
					s.noteText(v, strings.ReplaceAll(f.Text, mark, v.Text))
				}
			}
		}
	}
}

// noteText notes the text of a value as copied, where it becomes an image that the rewriting would
// change, its file may be written, and this run does not rewrite it.
func (s *Simulation) noteText(v tree.CopiedValue, image string) {
	if s.Renamed(image) == image || s.Rules.Fixed(v.Document) != "" || !s.Rules.Given(v.Document.File) {
		return
	}
	at := CopiedText{Place: v.Document.PlaceOf(v.Path), Line: v.Document.LineOf(v.Node), Text: v.Text}
	if !s.moving[at.Place] && !slices.Contains(s.Copied, at) {
		s.Copied = append(s.Copied, at)
	}
}

// A text that kustomize copies into images is rewritten where that is certain to be right: it is
// a whole image, nothing but images is made of it, and nothing else reads it. So are sourceValue
// of a replacement, and the fields of an object that is not deployed, because it has the
// annotation config.kubernetes.io/local-config. What the cluster gets, such as the data of a
// ConfigMap or an annotation, an application may read.

// localConfig is the annotation of objects that kustomize reads and leaves out of what it builds.
const localConfig = "config.kubernetes.io/local-config"

// findSources prepares the search for the fields that replacements and vars copy from.
func (session *Session) findSources() {
	session.sourceRows = nil
	add := func(row fields.Row) {
		row.User = true
		if row.Path != "" && fields.CheckPath(row.Path) == nil && !slices.Contains(session.sourceRows, row) {
			session.sourceRows = append(session.sourceRows, row)
		}
	}
	for _, k := range session.Order {
		all := k.AllReplacements()
		for i := range all {
			r := &all[i]
			if r.Value != nil {
				add(fields.Row{Path: "replacements[]/sourceValue"})
				add(fields.Row{Path: "sourceValue"})
				continue
			}
			add(fields.Row{Kind: r.Source.Kind, Path: rowPath(r.Source.Paths[0].Keys)})
		}
		for _, v := range k.Variables {
			add(fields.Row{Kind: v.Source.Kind, Path: rowPath(v.Source.Paths[0].Keys)})
		}
	}
	if len(session.sourceRows) == 0 {
		return
	}
	found, err := fields.NewFinder(session.sourceRows)
	if err != nil { // the paths were checked
		panic(err)
	}
	session.sourceSearch = found.NewSearch()
}

// rowPath writes keys as the path of a row.
func rowPath(keys []string) string {
	escaped := make([]string, len(keys))
	for i, key := range keys {
		escaped[i] = strings.ReplaceAll(key, "/", `\/`)
	}
	return strings.Join(escaped, "/")
}

// field returns the value as a field of its object; nil where sourceRows do not find it.
func (session *Session) field(v *tree.CopiedValue) *manifest.Field {
	var found *manifest.Field
	session.sourceSearch.Find(v.Object.Kind, v.Object.Root, func(p *fields.Place) {
		if p.Name == v.Node {
			kept := p.Keep()
			found = &manifest.Field{
				Document: v.Document, Object: v.Object.Root, Kind: v.Object.Kind,
				Place: kept, Path: v.Object.Path(kept.Path()), Text: v.Text,
			}
		}
	})
	return found
}

// mayMoveText reports whether a value is a whole image that may be rewritten, and that nothing
// but kustomize reads.
func (session *Session) mayMoveText(v *tree.CopiedValue) bool {
	if !v.Only && v.Object.Root.Text("metadata", "annotations", localConfig) != "true" || !session.Rules.Given(v.Document.File) {
		return false
	}
	f := session.field(v)
	if f == nil {
		return false
	}
	after, ours := session.Rules.Image(f)
	return ours && after != v.Text && after == session.Rules.Name(v.Text)
}
