package leftover

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Substitutes is the pass that reports ConfigMaps from which Flux takes the values of
// variables (postBuild.substituteFrom), and which name an upstream. Values that stand in
// the Kustomization itself are reported with what else is left behind in it.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
type Substitutes struct {
	pass.None
	rules   *decide.Rules
	report  *outcome.Report
	index   *chartindex.Index
	sources map[[2]string]bool // ConfigMaps that are named, by namespace and name
	values  []substitute
}

func NewSubstitutes(r *decide.Rules, report *outcome.Report, index *chartindex.Index) *Substitutes {
	return &Substitutes{rules: r, report: report, index: index}
}

// A substitute is a value of a ConfigMap that Flux may put in for a variable.
type substitute struct {
	configMap [2]string
	object    *object.Object
	finding   finding.Finding
}

func (p *Substitutes) End(o *object.Object) {
	switch {
	case o.Kind.Group == object.FluxKustomizeGroup && o.Kind.Kind == "Kustomization":
		p.sourcesOf(o)
	case o.Kind.Group == "" && o.Kind.Kind == "ConfigMap" && !o.IsIgnored && p.rules.SelectsObject(o):
		p.valuesOf(o)
	}
}

// sourcesOf notes the ConfigMaps that a Kustomization takes values from.
func (p *Substitutes) sourcesOf(o *object.Object) {
	from := o.Root.At("spec", "postBuild", "substituteFrom")
	if from == nil {
		return
	}
	for _, source := range from.Items {
		if source.Text("kind") == "ConfigMap" {
			if p.sources == nil {
				p.sources = map[[2]string]bool{}
			}
			p.sources[[2]string{o.Namespace, source.Text("name")}] = true
		}
	}
}

// valuesOf notes the values of a ConfigMap that are an upstream's image or the beginning of
// one, unless it is known that Flux reads them: then they are reported where they stand.
func (p *Substitutes) valuesOf(o *object.Object) {
	data := o.Root.Get("data")
	if p.index.IsSubstituted(o) || data == nil || data.Kind != yamlbytes.Mapping {
		return
	}
	for _, pair := range data.Pairs {
		if _, changed := o.Text.Scalars.NewTexts[pair.Value]; changed || !p.rules.NamesUpstream(pair.Value) {
			continue
		}
		key := strings.ReplaceAll(pair.Key.Value, "/", `\/`)
		p.values = append(p.values, substitute{
			[2]string{o.Namespace, o.Root.Text("metadata", "name")},
			o,
			finding.Finding{
				Severity: p.rules.LeftSeverity(reason.Substitute), Code: outcome.LeftBehind, Reason: reason.Substitute.Name,
				Message: substituteMessage(p.rules, pair.Value, "kind: ConfigMap, path: "+flowText("data/"+key)),
				Field:   finding.Field{Path: o.Prefix + "data." + pair.Key.Value, Current: pair.Value.Value},
				Line:    o.Line(pair.Value),
			},
		})
	}
}

// Finish reports the values of the ConfigMaps that are named: both may come first.
func (p *Substitutes) Finish() {
	for _, v := range p.values {
		if p.sources[v.configMap] {
			p.report.AddAbout(v.object, v.finding)
		}
	}
}

// isSubstitute reports whether a scalar is a value that Flux puts in for a variable: of a
// Kustomization, or of a ConfigMap that one names.
func isSubstitute(r *decide.Rules, x *chartindex.Index, o *object.Object, spot *fields.Spot) bool {
	if spot.Key || !r.NamesUpstream(spot.Node) {
		return false
	}
	if o.IsConfigMap() {
		return spot.Top() == "data" && x.IsSubstituted(o)
	}
	return o.Kind.Group == object.FluxKustomizeGroup && o.Kind.Kind == "Kustomization" && spot.Under("substitute")
}

// substituteMessage says why a value stays, and how it can change: by a field of the
// configuration when it is a whole reference, by hand when it is the beginning of one. What follows docker.io decides whether library/
// stands between.
func substituteMessage(r *decide.Rules, n *yamlbytes.Node, field string) string {
	text := strings.TrimRight(n.Value, "\n")
	ref, err := image.Parse(text)
	if err == nil && r.IsHubWord(ref) {
		return reason.Substitute.Message + "; " + reason.HubWord.Message
	}
	if err == nil && ref.Host != "" {
		return fmt.Sprintf("%s; rewrite.fields: [{%s}] covers it", reason.Substitute.Message, field)
	}
	begun := strings.TrimSuffix(text, "/")
	if ref, _, err := r.Cache.Locate(begun + decide.PlaceholderName); err == nil && !r.Restore {
		if moved, err := r.Cache.Rewrite(ref.Reference); err == nil && !strings.HasSuffix(moved.Repository, "library"+decide.PlaceholderName) {
			return fmt.Sprintf("%s; where only images follow it, write %s in its place", reason.Substitute.Message, strings.TrimSuffix(moved.String(), decide.PlaceholderName)+text[len(begun):])
		}
	}
	return reason.Substitute.Message + "; set it by hand"
}
