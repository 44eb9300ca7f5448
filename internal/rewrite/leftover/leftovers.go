package leftover

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Run is the state of a rewriting run that the pass reads, and the report that it adds to.
type Run struct {
	Rules  *decide.Rules
	Report *outcome.Report
	Values *chartindex.Index
	Finder *fields.Finder
	// Search finds the images of the object that is being rewritten, with what its chart says.
	Search    *fields.Search
	Prefilter *hosts.Prefilter
	Inventory *inventory.Pass // nil when no inventory is asked for
}

// Pass is the pass that reports every scalar that still has an upstream's name, and counts the
// upstreams' names in comments.
type Pass struct {
	pass.None
	run     Run
	scalars *fields.Scalars
	counter *hosts.Counter
	// scratch reads the strings of documentsOnce.
	scratch *yamlbytes.Reader
	// reported and excluded hold the scalars of the item that were reported with their
	// image field, and those that the configuration leaves out.
	reported, excluded map[*yamlbytes.Node]bool
	// malformed are the texts of the item's image fields that are taken for no reference.
	malformed map[*yamlbytes.Node]bool
	// walked is the object whose scalars were looked at last; names counts the names of
	// upstreams in their bytes.
	walked *yamlbytes.Node
	names  int
}

// NewPass returns the pass.
func NewPass(run Run) *Pass {
	return &Pass{
		run: run, scalars: &fields.Scalars{}, counter: hosts.NewCounter(run.Rules.Hosts), scratch: &yamlbytes.Reader{},
		reported: map[*yamlbytes.Node]bool{}, excluded: map[*yamlbytes.Node]bool{}, malformed: map[*yamlbytes.Node]bool{},
	}
}

// Image counts the references that stay, and remembers what scalar needs to know of the fields.
func (l *Pass) Image(at *object.Occurrence, d *decide.Decision) {
	if !at.Place.Row.Guess && d.Original == (image.Reference{}) {
		l.malformed[at.Place.Name] = true
	}
	if d.Kind == decide.Excluded {
		l.excluded[at.Place.Name] = true
	}
	if d.Left {
		l.run.Report.Left++
	}
	if len(d.Findings) > 0 {
		l.reported[at.Place.Name] = true
	}
}

// End reports the scalars of an object.
func (l *Pass) End(o *object.Object) {
	l.names = 0
	l.scalars.Each(o.Root, func(s *fields.Spot) {
		if l.counter.Count(s.Node.Value) > 0 {
			l.names += l.namesIn(o, s.Node)
			l.scalar(o, s)
		}
	})
	l.walked = o.Root
}

// scalar reports a scalar that has an upstream's name, unless something else is said of it.
func (l *Pass) scalar(o *object.Object, s *fields.Spot) {
	scalars := &o.Text.Scalars
	if _, changed := scalars.NewTexts[s.Node]; changed || scalars.Entered[s.Node] || l.reported[s.Node] || l.run.Rules.IsCopied(o, s) {
		return
	}
	report, why := l.run.Report, l.why(o, s)
	if report.MayAccept(o) {
		tried := finding.Finding{Severity: why.Severity, Code: outcome.LeftBehind, Reason: why.Name, Field: finding.Field{Path: o.Prefix + s.Path(), Current: s.Node.Value}}
		if report.Accepts(o, &tried) {
			return
		}
	}
	f := finding.Finding{Severity: why.Severity, Code: outcome.LeftBehind, Reason: why.Name, Pulled: l.isPulled(o, s, why)}
	if f.Left = why != reason.Excluded && why != reason.PolicyNamesBoth && why != reason.KustomizeMatch; f.Left {
		report.Left++
	}
	if why == reason.Substitute {
		f.Severity = l.run.Rules.LeftSeverity(why)
		why.Message = substituteMessage(l.run.Rules, s.Node, fieldRow(o, s))
	}
	if report.ShouldList(&f) {
		f.Message = l.message(o, s, why)
		f.Field = finding.Field{Path: o.Prefix + s.Path(), Current: l.run.Rules.Hosts.Excerpt(s.Node.Value)}
		f.Line = o.Line(s.Node)
		report.List(o, f)
	}
	if l.run.Inventory != nil {
		l.run.Inventory.Left(o, s, why, l.message(o, s, why))
	}
}

// EndItem counts the upstreams' names in an item's comments: all in its bytes that are not in its
// scalars. The comments of a document in a string are a part of the string, so they do not count.
func (l *Pass) EndItem(root *object.Object) {
	if root.Text.Outer != nil {
		return
	}
	names := l.names
	if l.walked != root.Root {
		names = 0
		l.scalars.Each(root.Root, func(s *fields.Spot) {
			if l.counter.Count(s.Node.Value) > 0 {
				names += l.namesIn(root, s.Node)
			}
		})
	}
	l.run.Report.Comments += max(l.run.Prefilter.Scan(root.Item).Count(l.run.Rules.Hosts)-names, 0)
	l.walked = nil
	if !root.Item.IsRead() {
		clear(l.reported)
		clear(l.excluded)
		clear(l.malformed)
	}
}

// namesIn counts the upstreams' names in the bytes of a scalar, which may spell fewer than its
// value has.
func (l *Pass) namesIn(o *object.Object, n *yamlbytes.Node) int {
	return l.counter.Count(o.Item.Written(n))
}

// why returns why a scalar was not changed. Of several reasons the most specific comes first.
func (l *Pass) why(o *object.Object, s *fields.Spot) reason.Reason {
	w := &l.run.Rules.Config.Spec.Rewrite
	o = o.Around(s)
	if known, ok := o.Untouchable(); ok {
		if known == reason.Policy && l.namesCacheToo(s) {
			return reason.PolicyNamesBoth
		}
		return known
	}
	if known, ok := o.Protected(s.Where()); ok {
		return known
	}
	switch {
	case o.Text.Scalars.Matched[s.Node]:
		return reason.KustomizeMatch
	case o.IsIgnored:
		return reason.OptedOut
	case l.excluded[s.Node]:
		return reason.Excluded
	case s.Top() == "status":
		return reason.Status
	case s.Key:
		return reason.Key
	case isSubstitute(l.run.Rules, l.run.Values, o, s):
		if !l.run.Rules.SelectsObject(o) {
			return reason.Excluded
		}
		return reason.Substitute
	case s.Operation() != "" && l.isReference(s.Node.Value):
		return reason.PatchOperation
	case l.isHubWord(s.Node.Value) && !l.run.Rules.Restore:
		return reason.HubWord
	case isPatch(o, s):
		return reason.Patch
	case o.IsConfigMap():
		return reason.ConfigMap.Reason
	case l.isOCIAddress(o, s):
		return reason.OCIAddress.When(w.OCIURLs)
	case s.Where().IsChartAddress():
		return reason.ChartAddress
	case strings.HasPrefix(s.Node.Value, "oci://"):
		return reason.OCIAddress.When(true)
	case s.Under("args", "command"):
		return reason.Argument.When(w.Args || !l.isReference(lastPart(s.Node.Value)))
	case s.Under("annotations"):
		return reason.Annotation.When(w.AnyField || !l.isReference(s.Node.Value))
	}
	if why, there := o.OtherPuller(); there {
		return why
	}
	switch {
	case l.isHost(s.Node.Value):
		return reason.RegistryName
	case l.isOtherPart(s.Node.Value):
		return reason.OtherPart
	case !l.isReference(s.Node.Value):
		return reason.Text
	}
	return reason.UnknownField
}

// isReference reports whether the text is one whole reference of an upstream.
func (l *Pass) isReference(text string) bool {
	ref, err := image.Parse(strings.TrimRight(text, "\n"))
	return err == nil && ref.Host != "" && l.run.Rules.Cache.Classify(ref).Status == l.run.Rules.Target
}

// isOtherPart reports whether the text is one whole reference of an upstream's registry, and
// of none of the parts that are covered.
func (l *Pass) isOtherPart(text string) bool {
	ref, err := image.Parse(strings.TrimRight(text, "\n"))
	if err != nil || ref.Host == "" || l.run.Rules.Restore {
		return false
	}
	class := l.run.Rules.Cache.Classify(ref)
	return class.Status == image.Foreign && class.Reason == "" && len(l.run.Rules.Cache.Parts(ref.Host)) > 0
}

// isHubWord reports whether the text may be the first part of names at Docker Hub.
func (l *Pass) isHubWord(text string) bool {
	ref, err := image.Parse(lastPart(strings.TrimRight(text, "\n/")))
	return err == nil && l.run.Rules.IsHubWord(ref)
}

// isOCIAddress reports whether a scalar is the address of a chart or of manifests, in a field that
// rewrite.ociURLs covers.
func (l *Pass) isOCIAddress(o *object.Object, s *fields.Spot) bool {
	address := strings.TrimSuffix(strings.TrimPrefix(s.Node.Value, "oci://"), "/")
	return l.isReference(address) && s.Where().Matches(o.Kind, fields.OCIAddresses())
}

// isHost reports whether the text is one of the hosts and nothing else.
func (l *Pass) isHost(text string) bool {
	return l.run.Rules.Hosts.IsHost(strings.TrimSuffix(text, "/"))
}

// message returns what a finding says. For what the configuration can cover it says how.
func (l *Pass) message(o *object.Object, s *fields.Spot, why reason.Reason) string {
	switch {
	case why == reason.UnknownField:
		return why.Message + fieldHint(o, s)
	case why.Name == reason.ConfigMap.Name && l.isReference(s.Node.Value):
		return "a value of a ConfigMap is not changed" + fieldHint(o, s)
	case why.Name == reason.ConfigMap.Name:
		return reason.ConfigMap.When(!l.embeddedCovers(o, s)).Message
	case (why == reason.Text || why == reason.Patch) && l.embeddedCovers(o, s):
		return why.Message + "; rewrite.embedded: true covers it"
	}
	return why.Message
}
