package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// Why a place gets no comment.
const (
	wouldUndo = "Flux would write the upstream's name over the cache's; keep the upstream's references in Git (ecrcache rewrite --restore) and rewrite when manifests are rendered, " +
		"or set the tag beside the name, by kustomize's images with newName and newTag or a chart's repository and tag"
	wouldMove    = "the cache is scanned, so Flux would write the cache's name over the upstream's; rewrite these first"
	wouldUnpin   = "Flux would drop the digest; remove it, or let the policy reflect digests (digestReflectionPolicy)"
	noOwnField   = "the field holds more than the reference, or less"
	noPlaceForIt = "no comment can stand there; write the value in one line of its own"
)

// mark writes the comments of one place, or says why there are none. One that stands
// there is kept.
func (p *markable) mark(r *run, policy Policy) (why string) {
	held := p.place.Texts()
	wanted, why := p.wanted(held, policy)
	if why != "" {
		return why
	}
	for _, n := range []*document.Node{p.place.Name, p.place.Tag, p.place.Digest} {
		if n != nil && marker(p.item.Comment(n)) != "" {
			return ""
		}
	}
	var edits []document.Edit
	for _, c := range wanted {
		e, err := p.item.AddComment(c.node, c.text)
		if err != nil {
			return noPlaceForIt + " (" + reasonOf(err) + ")"
		}
		edits = append(edits, e)
	}
	for _, c := range wanted {
		r.report.add(p.object, Finding{
			Severity: Info, Code: MarkerWritten, Message: "Flux updates this by its image policy from now on",
			Field: Field{Path: p.pathOf(c.node), Proposed: c.text}, Line: r.line(p.item, p.object, c.node),
		})
	}
	r.edits = append(r.edits, edits...)
	return ""
}

// wanted are the comments that are right for the form of the place: for a whole
// reference when Flux would write the name that stands there, for a tag beside a
// name always. There is none, and nothing to tell, where no tag stands.
func (p *markable) wanted(held fields.Texts, policy Policy) (comments []change, why string) {
	comment := func(part string) string { return `# {"$imagepolicy": "` + policy.Name + part + `"}` }
	switch form := p.place.Row.Form; {
	case form == fields.OCIAddress || form == fields.Prefix:
		return nil, "" // no image, or the first part of one
	case strings.Contains(held.Tag, "@") || digestAlgorithm(held.Name) != "":
		return nil, wouldUnpin
	case held.Tag != "" && held.Digest == "":
		return []change{{p.place.Tag, comment(":tag")}}, ""
	case held.Tag != "" && policy.Digests && strings.Contains(held.Digest, ":"):
		return []change{{p.place.Tag, comment(":tag")}, {p.place.Digest, comment(":digest")}}, ""
	case held.Digest != "":
		return nil, wouldUnpin
	case form == fields.KustomizeImage, form != fields.Reference && p.after.Tag == "":
		return nil, ""
	case form == fields.SetImage || form == fields.Argument || held.Registry != "":
		return nil, noOwnField
	}
	return []change{{p.place.Name, comment("")}}, p.whyNotWhole(policy)
}

// whyNotWhole is why Flux is not to write the whole reference, empty when it is.
func (p *markable) whyNotWhole(policy Policy) string {
	_, inCache := image.ParseECRHost(p.after.Host)
	switch {
	case p.after.Digest != "" && !policy.Digests:
		return wouldUnpin
	case inCache && !policy.Cache:
		return wouldUndo
	case !inCache && policy.Cache:
		return wouldMove
	}
	return ""
}

// pathOf is the path of one of the place's fields.
func (p *markable) pathOf(n *document.Node) string {
	path := p.path()
	if n == p.place.Name || p.place.Parent == nil {
		return path
	}
	for _, pair := range p.place.Parent.Pairs {
		if pair.Value == n {
			return path[:strings.LastIndexByte(path, '.')+1] + pair.Key.Value
		}
	}
	return path
}
