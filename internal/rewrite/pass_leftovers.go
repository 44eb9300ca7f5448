package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// leftovers is the pass that reports every scalar in which an upstream's name still
// stands, and counts the upstreams' names in comments.
type leftovers struct {
	noPass
	session   *session
	inventory *inventory // nil when nobody asks
	scalars   *fields.Scalars
	// reported and excluded hold the scalars of the item that were reported with their
	// image field, and those that the configuration leaves out.
	reported, excluded map[*yamlbytes.Node]bool
	// fields are the item's known image fields.
	fields map[*yamlbytes.Node]bool
	// walked is the object whose scalars were looked at last, names how many upstreams'
	// names stand in their bytes.
	walked *yamlbytes.Node
	names  int
}

func newLeftovers(s *session) *leftovers {
	l := &leftovers{session: s, scalars: &fields.Scalars{}, reported: map[*yamlbytes.Node]bool{}, excluded: map[*yamlbytes.Node]bool{}, fields: map[*yamlbytes.Node]bool{}}
	if s.inventory != nil {
		l.inventory = &inventory{session: s}
	}
	return l
}

// image remembers what is said already.
func (l *leftovers) image(at *occurrence, d *decision) {
	if !at.place.Row.Guess && d.original == (image.Reference{}) {
		l.fields[at.place.Name] = true
	}
	if d.kind == excluded {
		l.excluded[at.place.Name] = true
	}
	if d.left {
		l.session.report.Left++
	}
	if len(d.findings) > 0 {
		l.reported[at.place.Name] = true
	}
}

// end looks at the scalars of an object.
func (l *leftovers) end(o *object) {
	l.names = 0
	l.scalars.Each(o.root, func(s *fields.Spot) {
		if l.session.countNames(s.Node.Value) > 0 {
			l.names += l.written(o, s.Node)
			l.scalar(o, s)
		}
	})
	l.walked = o.root
}

// scalar reports a scalar in which an upstream's name stands.
func (l *leftovers) scalar(o *object, s *fields.Spot) {
	scalars := &o.text.scalars
	if _, changed := scalars.values[s.Node]; changed || scalars.entered[s.Node] || l.reported[s.Node] || l.session.isCopied(o, s) {
		return
	}
	report, why := l.session.report, l.why(o, s)
	if report.mayAccept(o) {
		tried := finding.Finding{Severity: why.severity, Code: LeftBehind, Reason: why.name, Field: finding.Field{Path: o.prefix + s.Path(), Current: s.Node.Value}}
		if report.accepts(o, &tried) {
			return
		}
	}
	if why != excludedByConfig && why != namedInPolicy && why != inMatch {
		report.Left++
	}
	f := finding.Finding{Severity: why.severity, Code: LeftBehind, Reason: why.name, Pulled: l.isPulled(o, s, why)}
	if why == inSubstitute {
		f.Severity = l.session.leftSeverity(why)
		why.message = l.session.substituteMessage(s.Node, fieldRow(o, s))
	}
	if report.wants(&f) {
		f.Message = l.text(o, s, why)
		f.Field = finding.Field{Path: o.prefix + s.Path(), Current: l.session.hosts.excerpt(s.Node.Value)}
		f.Line = o.line(s.Node)
		report.list(o, f)
	}
	if l.inventory != nil {
		l.inventory.left(o, s, why, l.text(o, s, why))
	}
}

// endItem counts the upstreams' names in an item's comments: all that stand in its bytes,
// but for those in its scalars. To a string its comments are text.
func (l *leftovers) endItem(root *object) {
	if root.text.outer != nil {
		return
	}
	names := l.names
	if l.walked != root.root {
		names = 0
		l.scalars.Each(root.root, func(s *fields.Spot) {
			if l.session.countNames(s.Node.Value) > 0 {
				names += l.written(root, s.Node)
			}
		})
	}
	l.session.report.Comments += max(l.session.prefilter.scan(root.item).count(l.session.hosts)-names, 0)
	l.walked = nil
	if !root.item.IsRead() {
		clear(l.reported)
		clear(l.excluded)
		clear(l.fields)
	}
}

// written counts the upstreams' names in the bytes of a scalar.
func (l *leftovers) written(o *object, n *yamlbytes.Node) int {
	return l.session.countNames(o.item.Written(n))
}

// why finds the reason, the most telling first.
func (l *leftovers) why(o *object, s *fields.Spot) reason {
	w := &l.session.config.Spec.Rewrite
	o = o.around(s)
	if known, ok := o.untouchable(); ok {
		if known == inPolicy && l.session.namesCacheToo(s) {
			return namedInPolicy
		}
		return known
	}
	if known, ok := o.protected(s.Where()); ok {
		return known
	}
	switch {
	case o.text.scalars.matched[s.Node]:
		return inMatch
	case o.isIgnored:
		return optedOut
	case l.excluded[s.Node]:
		return excludedByConfig
	case s.Top() == "status":
		return inStatus
	case s.Key:
		return inKey
	case l.session.isSubstitute(o, s):
		if !l.session.selectsObject(o) {
			return excludedByConfig
		}
		return inSubstitute
	case s.Operation() != "" && l.isReference(s.Node.Value):
		return inOperation
	case l.isHubWord(s.Node.Value) && !l.session.restore:
		return inHubPart
	case isPatch(o, s):
		return inPatch
	case o.isConfigMap():
		return inConfigMap.reason
	case l.isOCIAddress(o, s):
		return inOCIURL.when(w.OCIURLs)
	case strings.HasPrefix(s.Node.Value, "oci://"):
		return inOCIURL.when(true)
	case s.Under("args", "command"):
		return inArgs.when(w.Args || !l.isReference(lastPart(s.Node.Value)))
	case s.Under("annotations"):
		return inAnnotation.when(w.AnyField || !l.isReference(s.Node.Value))
	}
	if why, there := o.otherPuller(); there {
		return why
	}
	switch {
	case l.isHost(s.Node.Value):
		return inRegistryName
	case !l.isReference(s.Node.Value):
		return inText
	}
	return inField
}

// isReference reports whether the text is one whole reference of an upstream.
func (l *leftovers) isReference(text string) bool {
	ref, err := image.Parse(strings.TrimRight(text, "\n"))
	return err == nil && ref.Host != "" && l.session.cache.Classify(ref).Kind == l.session.target
}

// isHubWord reports whether the text may be the first part of names at Docker Hub.
func (l *leftovers) isHubWord(text string) bool {
	ref, err := image.Parse(lastPart(strings.TrimRight(text, "\n/")))
	return err == nil && l.session.isHubWord(ref)
}

// isOCIAddress reports whether a spot is the address of a chart or of manifests, in a field
// that rewrite.ociURLs covers.
func (l *leftovers) isOCIAddress(o *object, s *fields.Spot) bool {
	address := strings.TrimSuffix(strings.TrimPrefix(s.Node.Value, "oci://"), "/")
	return l.isReference(address) && s.Where().Matches(o.kind, fields.OCIAddresses())
}

// isHost reports whether the text is one of the hosts and nothing else.
func (l *leftovers) isHost(text string) bool {
	return slices.Contains(l.session.hosts.texts, strings.ToLower(strings.TrimSuffix(text, "/")))
}

// text is the message. For what the configuration can cover it says how.
func (l *leftovers) text(o *object, s *fields.Spot, why reason) string {
	switch {
	case why == inField:
		return why.message + fieldHint(o, s)
	case why.name == inConfigMap.name && l.isReference(s.Node.Value):
		return "a value of a ConfigMap is not changed" + fieldHint(o, s)
	case why.name == inConfigMap.name:
		return inConfigMap.when(!l.session.embeddedCovers(o, s)).message
	case (why == inText || why == inPatch) && l.session.embeddedCovers(o, s):
		return why.message + "; rewrite.embedded: true covers it"
	}
	return why.message
}
