package rewrite

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// hasWholeNames reports whether the user says that names without a registry in the values
// of an object, or of a file, are Docker Hub's.
func (r *rules) hasWholeNames(o *object) bool {
	globs := r.config.Spec.Rewrite.ShortNames
	if len(globs) == 0 {
		return false
	}
	name := o.valuesName()
	return name != "" && glob.MatchAny(globs, name)
}

// valuesName is what shortNames know values by: the name of the object that they stand in,
// or the path of their file. It is empty when they have neither.
func (o *object) valuesName() string {
	root := o
	for root.text.outer != nil {
		root = root.text.outer
	}
	if root.kind.Kind == fields.Values && root.file.Path != "" {
		return path.Clean(root.file.Path)
	}
	return root.at.Name
}

// isDoubtful reports whether it is not known what a text in a chart's values becomes: a
// name without a registry, or one of one word that is joined to Docker Hub.
func (r *rules) isDoubtful(o *object, p *fields.Place, verdict image.Verdict, ref image.Reference) bool {
	if p.Row.Doubt == "" && p.Global == nil || r.restore || verdict.Kind != image.FromUpstream || !r.selects(o, p, verdict, ref) {
		return false
	}
	switch p.Row.Doubt {
	case "":
		return r.isElsewhere(p.Global.Value)
	case chartvalues.TwoRegistries:
		return true
	case chartvalues.OneWord:
		moved, err := r.cache.Rewrite(ref)
		return err == nil && !strings.Contains(ref.Repository, "/") && strings.HasSuffix(moved.Repository, "library/"+ref.Repository)
	}
	return ref.Host == ""
}

// isElsewhere reports whether a registry is neither an upstream's nor the cache. A chart
// that joins such a one to a name with another host makes a name that may be right: a
// proxy may have ghcr.io/org/app.
func (r *rules) isElsewhere(registry string) bool {
	ref, err := image.Parse(strings.TrimSuffix(registry, "/") + "/organization" + placeholderName)
	return err == nil && ref.Host != "" && r.cache.Classify(ref).Kind == image.Foreign
}

// doubt leaves such a text. A registry beside it is reported with what is left behind.
func (r *rules) doubt(d *decision, o *object, p *fields.Place, verdict image.Verdict, ref image.Reference) {
	d.original, d.verdict = ref, verdict
	var why reason
	switch p.Row.Doubt {
	case chartvalues.ShortName:
		d.kind, why = leftBehind, shortName
		if name := o.valuesName(); name != "" {
			why.message += fmt.Sprintf("; if it is Docker Hub's, rewrite.shortNames: [%q] says so", name)
		}
	case chartvalues.Covered:
		why = coveredName
	case chartvalues.Skipped:
		d.kind, why = leftBehind, skippedRegistry
	case chartvalues.TwoRegistries, "":
		d.kind, why = leftBehind, twoRegistries
	default:
		return
	}
	pulled := why == skippedRegistry || why == twoRegistries || p.Row.Doubt == chartvalues.ShortName && saysMore(p)
	d.findings = append(d.findings, finding.Finding{Severity: why.severity, Code: LeftBehind, Reason: why.name, Message: why.message, Pulled: pulled})
}

// unknown notes a name without a registry that is of no upstream: it may be Docker Hub's,
// for which none is configured, or get its registry from the chart.
func (r *rules) unknown(d *decision, p *fields.Place, verdict image.Verdict, ref image.Reference) {
	switch p.Row.Doubt {
	case chartvalues.ShortName:
		d.doubt = shortName.message
	case chartvalues.Covered:
		d.doubt = coveredName.message
	case chartvalues.Skipped:
		d.doubt = skippedRegistry.message
	default:
		return
	}
	d.original, d.verdict = ref, verdict
}

// saysMore reports whether a name without a registry is an image for certain: it has more
// than one part, a tag or a digest, or what is beside it says so. Under a key such as image
// one word alone may be anything: bg.jpg, ubuntu-22.04, a name that the chart looks up.
func saysMore(p *fields.Place) bool {
	if strings.ContainsAny(p.Name.Value, "/:@") || p.Tag != nil || p.Digest != nil || p.Registry != nil {
		return true
	}
	return slices.ContainsFunc([]string{"pullPolicy", "imagePullPolicy"}, func(key string) bool { return p.Parent.Get(key) != nil }) ||
		p.Parent.Get("repository") == p.Name
}

// leaves reports whether a name is left because a chart may join it to something.
func (d *decision) leaves() bool { return len(d.findings) > 0 && d.findings[0].Code == LeftBehind }

// needsHost reports whether a text at a place counts only when it names its registry.
func needsHost(p *fields.Place) bool {
	return p.Row.Guess || isPart(p) || p.Row.Doubt == chartvalues.ShortName || p.Row.Doubt == chartvalues.Covered || p.Row.Doubt == chartvalues.Skipped
}

// namesImage reports whether a name in a chart's values is an upstream's image for certain,
// so that what is wrong stands beside it: in the tag, say.
func (r *rules) namesImage(p *fields.Place) bool {
	if p.Via == nil || p.Tag == nil && p.Digest == nil || p.Row.Doubt != "" {
		return false
	}
	text := p.Name.Value
	if p.Registry != nil {
		text = p.Registry.Value + "/" + text
	}
	ref, verdict, err := r.cache.Locate(text)
	return err == nil && ref.Host != "" && verdict.Kind == r.target
}

// isPart reports whether a text is a name that a controller joins to something.
func isPart(p *fields.Place) bool { return p.Row.Slash && !strings.Contains(p.Name.Value, "/") }

// movesWhole reports whether all names that can be joined to a prefix go through the
// cache, and under one prefix of it. Names of two parts do so at Docker Hub, too.
func (r *rules) movesWhole(prefix image.Reference, upstream *image.Upstream, deep bool) bool {
	_, ok := r.cache.RewritePrefix(prefix)
	if deep {
		_, ok = r.cache.RewriteDeepPrefix(prefix)
	}
	return ok && r.config.CoversAll(*upstream)
}
