package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A reason is why a reference to an upstream stays where it stands.
type reason struct {
	name     string // stable, in the tag reason of a result
	severity Severity
	message  string
}

// The reasons. Those that a reader should act on are warnings.
var (
	inDefinition = reason{"crd", Info, "the text of a CustomResourceDefinition is not changed"}
	inPolicy     = reason{"policy", Warning, "a policy that matches image names may stop matching once images go through the cache; add the cache's name to it"}
	inNetwork    = reason{"fqdn", Warning, "a network rule for the upstream's host; pulls through the cache go to the ECR host"}
	inScan       = reason{"image-scan", Info, "Flux scans the upstream for new tags; the cache lists only tags that were pulled"}
	inSecret     = reason{"secret", Info, "Secrets are not changed"}
	inFunction   = reason{"function", Info, "a function runs where manifests are rendered, not in the cluster; its image and configuration are not changed"}
	inRule       = reason{"cache-rule", Info, "part of a cache itself, which names its upstream"}
	inStatus     = reason{"status", Info, "status is written by controllers"}
	inConfigMap  = optional{
		reason{"configmap", Info, "text in a ConfigMap is not changed; rewrite.embedded: true covers YAML and JSON in it"},
		"text in a ConfigMap that is no YAML or JSON with an image field is not changed",
	}
	inArgs = optional{
		reason{"args", Warning, "an argument is not changed; rewrite.args: true covers words and options that are one whole reference"},
		"the argument is more than one image reference",
	}
	inOCIURL = optional{
		reason{"oci-url", Info, "OCI addresses of charts and manifests are not changed; rewrite.ociURLs: true covers those of Flux and Argo CD"},
		"the OCI address stands in a field that is not known to hold one",
	}
	inAnnotation = optional{
		reason{"annotation", Info, "annotations are not changed; rewrite.anyField: true covers those that are one whole reference"},
		"the annotation is more than one image reference",
	}
	inKey          = reason{"key", Info, "keys are not changed"}
	inMatch        = reason{"match", Info, "kustomize finds the images to change by this name"}
	inText         = reason{"text", Info, "the text is more than one image reference"}
	inRegistryName = reason{"registry-name", Warning, "a registry's name alone is not changed: what is joined to it stands elsewhere; set it to the cache's registry and prefix by hand"}
	shortName      = reason{"short-name", Warning, "a name without a registry: the chart may put one before it, which is not known here; rewrite.shortNames says that it is Docker Hub's"}
	inPuller       = reason{"other-puller", Info, " pulls it, not the kubelet with its credentials for ECR, so it stays at the upstream; rewrite.fields covers the field where that has credentials, too"}
	optedOut       = reason{"opted-out", Info, "the object opted out by annotation"}
	byChoice       = reason{"excluded", Info, "the configuration excludes it"}
	inField        = reason{"unknown-field", Warning, "not a known image field"}
)

// An optional is a place that the configuration can have rewritten: why it stays
// without the option, and why it stays with it.
type optional struct {
	reason
	withOption string
}

func (o optional) when(on bool) reason {
	if on {
		o.message = o.withOption
	}
	return o.reason
}

// leftBehind reports every scalar of an object in which an upstream's name still
// stands.
func (r *run) leftBehind(it *yamlbytes.Item, o *object, prefix string) {
	if r.accountedFor(it) {
		return
	}
	inScalars := 0
	r.scalars.Each(o.root, func(s *fields.Spot) {
		names := r.sought.count(s.Node.Value)
		if names == 0 {
			return
		}
		inScalars += names
		if _, changed := r.state.values[s.Node]; changed || r.state.told[s.Node] {
			return
		}
		why := r.why(o, s)
		if why != byChoice {
			r.report.Left++
		}
		f := Finding{Severity: why.severity, Code: LeftBehind, Reason: why.name}
		if r.report.wants(&f) {
			f.Message = why.text(o, s)
			f.Field = Field{Path: prefix + s.Path(), Current: excerpt(r.sought.shown(s.Node.Value))}
			f.Line = r.line(it, o, s.Node)
			r.report.list(o, f)
		}
		r.observeLeft(it, o, prefix, s, why)
	})
	r.state.looked, r.state.inScalars = o.root, inScalars
}

// why finds the reason, the most telling first.
func (r *run) why(o *object, s *fields.Spot) reason {
	w := &r.config.Spec.Rewrite
	if known, ok := o.untouchable(); ok {
		return known
	}
	switch {
	case r.state.matched[s.Node]:
		return inMatch
	case o.isIgnored:
		return optedOut
	case r.state.excluded[s.Node]:
		return byChoice
	case s.Top() == "status":
		return inStatus
	case s.Key:
		return inKey
	case o.at.APIVersion == "v1" && o.at.Kind == "ConfigMap":
		return inConfigMap.when(w.Embedded)
	case strings.HasPrefix(s.Node.Value, "oci://"):
		return inOCIURL.when(w.OCIURLs)
	case s.Under("args", "command"):
		return inArgs.when(w.Args)
	case s.Under("annotations"):
		return inAnnotation.when(w.AnyField)
	}
	if why, there := o.otherPuller(); there {
		return why
	}
	switch {
	case r.isHost(s.Node.Value):
		return inRegistryName
	case !r.isReference(s.Node.Value):
		return inText
	}
	return inField
}

// untouchable returns why nothing in the object is ever rewritten.
func (o *object) untouchable() (reason, bool) {
	if o.isFunction {
		return inFunction, true
	}
	if why, ok := objectReasons[fields.ObjectKind{Group: o.kind.Group, Kind: o.kind.Kind}]; ok {
		return why, true
	}
	why, ok := groupReasons[o.kind.Group]
	return why, ok
}

// objectReasons and groupReasons are the reasons that hold for whole objects.
var objectReasons = map[fields.ObjectKind]reason{
	{Kind: "Secret"}: inSecret,
	{Group: "image.toolkit.fluxcd.io", Kind: "ImageRepository"}: inScan,
}

var groupReasons = map[string]reason{
	"apiextensions.k8s.io":         inDefinition,
	"kyverno.io":                   inPolicy,
	"policies.kyverno.io":          inPolicy,
	"constraints.gatekeeper.sh":    inPolicy,
	"policy.sigstore.dev":          inPolicy,
	"admissionregistration.k8s.io": inPolicy,
	"kpt.dev":                      inFunction,
	"cilium.io":                    inNetwork,
	"networking.istio.io":          inNetwork,
	"ecr.services.k8s.aws":         inRule,
	"ecr.aws.upbound.io":           inRule,
	"ecr.aws.m.upbound.io":         inRule,
}

// isReference reports whether the text is one whole reference of an upstream.
func (r *run) isReference(text string) bool {
	ref, err := image.Parse(strings.TrimRight(text, "\n"))
	return err == nil && ref.Host != "" && r.cache.Classify(ref).Kind == r.wanted
}

// isHost reports whether the text is a sought host and nothing else.
func (r *run) isHost(text string) bool {
	return slices.Contains(r.sought.texts, strings.ToLower(strings.TrimSuffix(text, "/")))
}

// text is what a reader is told. For a field that is not known it names the row of the
// configuration that would cover it.
func (w reason) text(o *object, s *fields.Spot) string {
	if w != inField {
		return w.message
	}
	row := ""
	if group, _, found := strings.Cut(o.at.APIVersion, "/"); found {
		row += "group: " + group + ", "
	}
	if o.at.Kind != "" {
		row += "kind: " + o.at.Kind + ", "
	}
	return w.message + fmt.Sprintf("; rewrite.fields: [{%spath: %s}] covers it", row, s.FieldSpec())
}

// excerpt shortens a long text for a result.
func excerpt(text string) string { return abridged(text, 200) }

// countMentions counts the upstreams' names in an item's comments: all that stand
// in its bytes, but for those in its scalars.
func (r *run) countMentions(it *yamlbytes.Item, root *yamlbytes.Node) {
	inScalars := r.state.inScalars
	if r.state.looked != root { // and counted
		if r.accountedFor(it) {
			return
		}
		inScalars = r.inScalars(root)
	}
	r.report.Comments += max(r.mentions(it)-inScalars, 0)
}

// inScalars counts the upstreams' names in the scalars of a tree.
func (r *run) inScalars(root *yamlbytes.Node) int {
	n := 0
	r.scalars.Each(root, func(s *fields.Spot) { n += r.sought.count(s.Node.Value) })
	return n
}

// accountedFor reports whether every upstream's name in the item's bytes stands in a
// scalar that changed or was told of: most items need no closer look then.
func (r *run) accountedFor(it *yamlbytes.Item) bool {
	if r.thorough || r.inText || it.IsRead() || r.config.Spec.Rewrite.Embedded || r.inventory != nil {
		return false
	}
	total := r.mentions(it)
	for n := range r.state.values {
		total -= r.sought.count(n.Value)
	}
	for n := range r.state.told {
		if _, changed := r.state.values[n]; !changed {
			total -= r.sought.count(n.Value)
		}
	}
	return total == 0 && !r.scanned(it).escapes
}
