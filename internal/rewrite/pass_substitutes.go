package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// inSubstitute is why a value stays that Flux puts in for a variable. In which fields it
// comes to stand is written elsewhere, often in another repository.
var inSubstitute = reason{"substitute", finding.Warning, "Flux puts this in for a variable, and an image that it comes to stand in is pulled from the upstream"}

// substitutes is the pass that reports ConfigMaps from which Flux takes the values of
// variables (postBuild.substituteFrom), and which name an upstream. Values that stand in
// the Kustomization itself are reported with what else is left behind in it.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
type substitutes struct {
	noPass
	session *session
	sources map[[2]string]bool // ConfigMaps that are named, by namespace and name
	values  []substitute
}

// A substitute is a value of a ConfigMap that Flux may put in for a variable.
type substitute struct {
	configMap [2]string
	object    *object
	finding   finding.Finding
}

func (p *substitutes) end(o *object) {
	switch {
	case o.kind.Group == fluxKustomizations && o.kind.Kind == "Kustomization":
		p.sourcesOf(o)
	case o.kind.Group == "" && o.kind.Kind == "ConfigMap" && !o.isIgnored && p.session.selectsObject(o):
		p.valuesOf(o)
	}
}

// sourcesOf notes the ConfigMaps that a Kustomization takes values from.
func (p *substitutes) sourcesOf(o *object) {
	from := o.root.At("spec", "postBuild", "substituteFrom")
	if from == nil {
		return
	}
	for _, source := range from.Items {
		if source.Text("kind") == "ConfigMap" {
			if p.sources == nil {
				p.sources = map[[2]string]bool{}
			}
			p.sources[[2]string{o.namespace, source.Text("name")}] = true
		}
	}
}

// valuesOf notes the values of a ConfigMap that are an upstream's image or the beginning of
// one, unless it is known that Flux reads them: then they are reported where they stand.
func (p *substitutes) valuesOf(o *object) {
	data := o.root.Get("data")
	if p.session.isSubstituted(o) || data == nil || data.Kind != yamlbytes.Mapping {
		return
	}
	for _, pair := range data.Pairs {
		if _, changed := o.text.scalars.values[pair.Value]; changed || !p.session.namesUpstream(pair.Value) {
			continue
		}
		key := strings.ReplaceAll(pair.Key.Value, "/", `\/`)
		p.values = append(p.values, substitute{
			[2]string{o.namespace, o.root.Text("metadata", "name")},
			o,
			finding.Finding{
				Severity: p.session.leftSeverity(inSubstitute), Code: LeftBehind, Reason: inSubstitute.name,
				Message: p.session.substituteMessage(pair.Value, "kind: ConfigMap, path: "+flowText("data/"+key)),
				Field:   finding.Field{Path: o.prefix + "data." + pair.Key.Value, Current: pair.Value.Value},
				Line:    o.line(pair.Value),
			},
		})
	}
}

// finish reports the values of the ConfigMaps that are named: both may come first.
func (p *substitutes) finish() {
	for _, v := range p.values {
		if p.sources[v.configMap] {
			p.session.report.add(v.object, v.finding)
		}
	}
}

// isSubstitute reports whether a scalar is a value that Flux puts in for a variable: of a
// Kustomization, or of a ConfigMap that one names.
func (s *session) isSubstitute(o *object, spot *fields.Spot) bool {
	mayBe := o.kind.Group == fluxKustomizations && o.kind.Kind == "Kustomization" && spot.Under("substitute")
	if o.isConfigMap() {
		mayBe = spot.Top() == "data" && s.isSubstituted(o)
	}
	return mayBe && !spot.Key && s.namesUpstream(spot.Node)
}

// isSubstituted reports whether it is known already that Flux takes the values of variables
// from an object. In a stream the Kustomization that says so may come later.
func (s *session) isSubstituted(o *object) bool {
	return o.isConfigMap() && s.values != nil && s.values.substituted[[2]string{o.namespace, o.root.Text("metadata", "name")}]
}

// namesUpstream reports whether a scalar is an image whose registry changes, or the first
// part of one.
func (s *session) namesUpstream(n *yamlbytes.Node) bool {
	if !n.IsText() || s.countNames(n.Value) == 0 {
		return false
	}
	ref, verdict, err := s.cache.Locate(strings.TrimRight(n.Value, "/\n") + placeholderName)
	whole, wholeVerdict, wholeErr := s.cache.Locate(strings.TrimRight(n.Value, "\n"))
	return err == nil && ref.Host != "" && verdict.Kind == s.target || wholeErr == nil && whole.Host != "" && wholeVerdict.Kind == s.target
}

// substituteMessage says why a value stays, and how it can change: by a field of the
// configuration when it is a whole reference, by hand when it is the beginning of one. What follows docker.io decides whether library/
// stands between.
func (s *session) substituteMessage(n *yamlbytes.Node, field string) string {
	text := strings.TrimRight(n.Value, "\n")
	ref, err := image.Parse(text)
	if err == nil && s.isHubWord(ref) {
		return inSubstitute.message + "; " + inHubPart.message
	}
	if err == nil && ref.Host != "" {
		return fmt.Sprintf("%s; rewrite.fields: [{%s}] covers it", inSubstitute.message, field)
	}
	begun := strings.TrimSuffix(text, "/")
	if ref, _, err := s.cache.Locate(begun + placeholderName); err == nil && !s.restore {
		if moved, err := s.cache.Rewrite(ref.Reference); err == nil && !strings.HasSuffix(moved.Repository, "library"+placeholderName) {
			return fmt.Sprintf("%s; where only images follow it, write %s in its place", inSubstitute.message, strings.TrimSuffix(moved.String(), placeholderName)+text[len(begun):])
		}
	}
	return inSubstitute.message + "; set it by hand"
}

// leftSeverity is that of a reason for which a check fails.
func (s *session) leftSeverity(why reason) finding.Severity {
	if s.check {
		return finding.Error
	}
	return why.severity
}
