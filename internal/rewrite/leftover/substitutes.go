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
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// Substitutes is the pass that reports values with an upstream's name in ConfigMaps from which Flux
// takes the values of variables (postBuild.substituteFrom). Pass reports values in the
// Kustomization itself.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
type Substitutes struct {
	pass.None
	rules   *decide.Rules
	report  *outcome.Report
	index   *chartindex.Index
	sources map[[2]string]bool // the ConfigMaps that Kustomizations name, by namespace and name
	values  []substitute
}

// NewSubstitutes returns the pass.
func NewSubstitutes(r *decide.Rules, report *outcome.Report, index *chartindex.Index) *Substitutes {
	return &Substitutes{rules: r, report: report, index: index}
}

// A substitute is a value of a ConfigMap that Flux may put in for a variable.
type substitute struct {
	configMap [2]string
	object    *object.Object
	finding   finding.Finding
}

// End collects the ConfigMaps that a Kustomization names, and the values of a ConfigMap.
func (p *Substitutes) End(o *object.Object) {
	switch {
	case o.Kind.Group == object.FluxKustomizeGroup && o.Kind.Kind == "Kustomization":
		p.sourcesOf(o)
	case o.Kind.Group == "" && o.Kind.Kind == "ConfigMap" && !o.IsIgnored && p.rules.SelectsObject(o):
		p.valuesOf(o)
	}
}

// sourcesOf collects the ConfigMaps that a Kustomization takes values from.
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

// valuesOf collects the values of a ConfigMap that are an upstream's image or the beginning of one.
// Where it is known already that Flux reads them, Pass reports them.
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
				Message: substituteMessage(p.rules, pair.Value, "kind: ConfigMap, path: "+yamltext.Flow("data/"+key)),
				Field:   finding.Field{Path: o.Prefix + "data." + pair.Key.Value, Current: pair.Value.Value},
				Line:    o.Line(pair.Value),
			},
		})
	}
}

// Finish reports the values of the ConfigMaps that a Kustomization names, whichever came first.
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
	mayBe := o.Kind.Group == object.FluxKustomizeGroup && o.Kind.Kind == "Kustomization" && spot.Under("substitute")
	if o.IsConfigMap() {
		mayBe = spot.Top() == "data" && x.IsSubstituted(o)
	}
	return mayBe && !spot.Key && r.NamesUpstream(spot.Node)
}

// substituteMessage returns why a value is not changed, and what to do: a row of rewrite.fields
// covers one that is a whole reference; one that is the beginning of a reference is changed by
// hand. For docker.io it depends on what follows whether library/ comes between.
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
