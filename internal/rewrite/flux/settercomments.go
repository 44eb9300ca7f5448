package flux

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// Why a field gets no setter comment.
const (
	wouldUndo = "Flux would write the upstream's name over the cache's; keep the upstream's references in Git (ecrcache rewrite --restore) and rewrite when manifests are rendered, " +
		"or set the tag beside the name, by kustomize's images with newName and newTag or a chart's repository and tag"
	wouldMove    = "the cache is scanned, so Flux would write the cache's name over the upstream's; rewrite these first"
	wouldUnpin   = "Flux would drop the digest; let the policy reflect digests (digestReflectionPolicy: IfNotPresent), or remove it"
	tagHasDigest = "Flux's :tag writes the tag alone, and the digest that stands in the same field would be lost; write it into the chart's field for the digest, if it has one, or let Renovate update these"
	otherKind    = "the policy takes no tag like this one, so Flux would move it to one of another kind; use a tag like the others, or exclude the repository from spec.flux"
	rivals       = "several image policies sort tags like this one (%s), and the comment says which one updates it; write it by hand"
	inOtherText  = "Flux sees no comment in a text that is a field's value"
	noOwnField   = "the field holds more than the reference, or less"
	sharedValue  = "an anchor shares the value with another image, whose policy updates it; write it out"
	noPlaceForIt = "no comment is possible there (%s); write the value on one line of its own"
)

// A comment is a setter comment, with the scalar that it follows.
type comment struct {
	node *yamlbytes.Node
	text string
}

// mark writes the comments of one field, or returns why there are none; an empty why says that all
// is well. A comment that is there is kept. If it would undo the rewriting, mark returns that,
// unless Image has warned of it.
func (m *SetterComments) mark(p *candidate, policy tagpolicy.ImagePolicy) (why string) {
	wanted, why := p.wanted(p.texts(), policy)
	switch kept := p.kept(); {
	case kept == policy.Name && why == wouldUndo && !p.moved:
		return why
	case kept != "":
		return ""
	case why == "":
		wanted, why = m.missing(wanted)
	}
	if why != "" {
		return why
	}
	var edits []yamlbytes.Edit
	for _, c := range wanted {
		e, err := p.Object.Item.AddComment(c.node, c.text)
		if err != nil {
			return fmt.Sprintf(noPlaceForIt, outcome.MessageOf(err))
		}
		edits = append(edits, e)
	}
	for _, c := range wanted {
		m.written[c.node] = c.text
		m.report.AddAbout(p.Object, finding.Finding{
			Severity: finding.Info, Code: outcome.MarkerWritten, Message: "Flux updates this by its image policy from now on",
			Field: finding.Field{Path: p.pathOf(c.node), Proposed: c.text}, Line: p.Object.Line(c.node),
		})
	}
	m.report.Marked += len(wanted)
	p.Object.Edit(edits...)
	return ""
}

// texts returns the texts of the reference after the run, which may have dropped a digest.
func (p *candidate) texts() fields.Texts {
	held := p.Place.Texts()
	if p.after.Digest == "" {
		held.Digest = ""
		held.Tag, _, _ = strings.Cut(held.Tag, "@")
	}
	return held
}

// kept returns what a setter comment that is there names; empty when there is none.
func (p *candidate) kept() string {
	for _, n := range [...]*yamlbytes.Node{p.Place.Name, p.Place.Tag, p.Place.Digest} {
		if n == nil {
			continue
		}
		if policy := namedBy(p.Object.Item.Comment(n)); policy != "" {
			return policy
		}
	}
	return ""
}

// missing returns the comments that this run has not written yet. A value that several images
// share by an anchor can have one comment only.
func (m *SetterComments) missing(wanted []comment) (missing []comment, why string) {
	for _, c := range wanted {
		switch text := m.written[c.node]; text {
		case "":
			missing = append(missing, c)
		case c.text:
		default:
			return nil, sharedValue
		}
	}
	return missing, ""
}

// wanted returns the comments that are right for the form of the field, or why there are none.
// A whole reference gets one when Flux would write the name that it has, a tag beside a name
// always. A field without a tag gets none and needs no reason: its version is elsewhere.
func (p *candidate) wanted(held fields.Texts, policy tagpolicy.ImagePolicy) (comments []comment, why string) {
	// The name is that of a manifest, which may be any text; the comment is JSON.
	text := func(part string) string { return `# {"$imagepolicy": ` + yamltext.Quoted(policy.Name+part) + "}" }
	switch form := p.Place.Row.Form; {
	case form == fields.OCIAddress || form == fields.Prefix, p.after.Tag == "" && p.after.Digest == "":
		return nil, ""
	case p.Object.Text.Outer != nil:
		return nil, inOtherText
	case strings.Contains(held.Tag, "@"):
		return nil, tagHasDigest
	case decide.DigestAlgorithm(held.Name) != "":
		return nil, wouldUnpin
	case p.after.Tag != "" && !policy.Counts(p.after.Tag):
		return nil, otherKind
	case held.Tag != "" && held.Digest == "":
		return []comment{{p.Place.Tag, text(":tag")}}, ""
	case held.Tag != "" && policy.Digests && strings.Contains(held.Digest, ":"):
		return []comment{{p.Place.Tag, text(":tag")}, {p.Place.Digest, text(":digest")}}, ""
	case held.Digest != "":
		return nil, wouldUnpin
	case form == fields.KustomizeImage || form == fields.SetImage || form == fields.Argument || held.Registry != "":
		return nil, noOwnField
	}
	return []comment{{p.Place.Name, text("")}}, p.whyNotWhole(policy)
}

// whyNotWhole returns why Flux must not write the whole reference; empty when it may.
func (p *candidate) whyNotWhole(policy tagpolicy.ImagePolicy) string {
	inCache := p.after.Host != p.upstream.Host
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

// pathOf returns the path of one of the scalars that hold the reference.
func (p *candidate) pathOf(n *yamlbytes.Node) string {
	path := p.Path()
	if n == p.Place.Name || p.Place.Parent == nil {
		return path
	}
	for _, pair := range p.Place.Parent.Pairs {
		if pair.Value == n {
			return path[:strings.LastIndexByte(path, '.')+1] + pair.Key.Value
		}
	}
	return path
}

// namedBy returns what a setter comment of Flux names: namespace:policy, perhaps followed by
// :name, :tag or :digest; empty for any other comment
// (https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources).
func namedBy(comment string) string {
	text := strings.TrimSpace(strings.TrimLeft(comment, "#"))
	if !strings.HasPrefix(text, "{") {
		return ""
	}
	var setter struct {
		Policy string `json:"$imagepolicy"`
	}
	if json.Unmarshal([]byte(text), &setter) != nil {
		return ""
	}
	return setter.Policy
}

// warnOfMarker reports a setter comment by which Flux will replace the new reference by the
// upstream's, or by the tag alone.
func (m *SetterComments) warnOfMarker(at *object.Occurrence) {
	policy := namedBy(at.Object.Item.Comment(at.Place.Name))
	if policy == "" || m.rules.Restore {
		return
	}
	writes := "the upstream's reference"
	switch parts := strings.Split(policy, ":"); {
	case strings.HasSuffix(policy, ":name"):
		writes = "the upstream's name"
	case len(parts) == 3 && at.Place.Tag == nil:
		writes = "the " + parts[2] + " alone"
	case len(parts) == 3:
		return
	}
	m.report.AddAbout(at.Object, finding.Finding{
		Severity: finding.Warning, Code: outcome.FluxMarker, Field: finding.Field{Path: at.Path(), Current: policy},
		Message: fmt.Sprintf("the setter comment of the image policy %s makes Flux write %s here at its next update, which undoes the rewriting; "+
			"keep the upstream's reference in Git and run this function when manifests are rendered, or set the image by kustomize's images with newName and a :tag marker at newTag", policy, writes),
	})
}
