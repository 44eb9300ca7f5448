package decide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/glob"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
)

// HasWholeNames reports whether rewrite.shortNames says that names without a registry in the
// values of an object, or of a file, are Docker Hub's.
func (r *Rules) HasWholeNames(o *object.Object) bool {
	globs := r.Config.Spec.Rewrite.ShortNames
	if len(globs) == 0 {
		return false
	}
	name := o.ValuesName()
	return name != "" && glob.MatchAny(globs, name)
}

// isDoubtful reports whether it is not known what the chart makes of a text in its values:
// of a name without a registry, or of one word that is joined to Docker Hub.
func (r *Rules) isDoubtful(o *object.Object, p *fields.Place, class image.Classification, ref image.Reference) bool {
	if p.Row.Doubt == "" && p.Global == nil || r.Restore || class.Status != image.FromUpstream || !r.selects(o, p, class, ref) {
		return false
	}
	switch p.Row.Doubt {
	case "":
		return r.isElsewhere(p.Global.Value)
	case chartvalues.TwoRegistries:
		return true
	case chartvalues.OneWord:
		moved, err := r.Cache.Rewrite(ref)
		return err == nil && !strings.Contains(ref.Repository, "/") && strings.HasSuffix(moved.Repository, "library/"+ref.Repository)
	}
	return ref.Host == ""
}

// isElsewhere reports whether a registry is neither an upstream's nor the cache. Joined to a
// name with another host, as in proxy.example/ghcr.io/org/app, it may be right: some proxies
// have such names.
func (r *Rules) isElsewhere(registry string) bool {
	ref, err := image.Parse(strings.TrimSuffix(registry, "/") + "/organization" + PlaceholderName)
	return err == nil && ref.Host != "" && r.Cache.Classify(ref).Status == image.Foreign
}

// doubt decides to keep a text that isDoubtful, and says why. The pass of leftovers reports a
// registry beside it.
func (r *Rules) doubt(d *Decision, o *object.Object, p *fields.Place, class image.Classification, ref image.Reference) {
	d.Original, d.Classification = ref, class
	var why reason.Reason
	switch p.Row.Doubt {
	case chartvalues.ShortName:
		d.Kind, why = Doubtful, reason.ShortName
		if name := o.ValuesName(); name != "" {
			why.Message += fmt.Sprintf("; if it is Docker Hub's, rewrite.shortNames: [%q] says so", name)
		}
	case chartvalues.Covered:
		why = reason.CoveredName
	case chartvalues.Skipped:
		d.Kind, why = Doubtful, reason.SkippedRegistry
	case chartvalues.TwoRegistries, "":
		d.Kind, why = Doubtful, reason.TwoRegistries
	default: // OneWord
		return
	}
	pulled := why == reason.SkippedRegistry || why == reason.TwoRegistries || p.Row.Doubt == chartvalues.ShortName && saysMore(p)
	d.Findings = append(d.Findings, finding.Finding{Severity: why.Severity, Code: outcome.LeftBehind, Reason: why.Name, Message: why.Message, Pulled: pulled})
}

// unknown decides about a name without a registry that is of no configured upstream: it may
// be of Docker Hub, or get its registry from the chart.
func (r *Rules) unknown(d *Decision, p *fields.Place, class image.Classification, ref image.Reference) {
	switch p.Row.Doubt {
	case chartvalues.ShortName:
		d.Doubt = reason.ShortName.Message
	case chartvalues.Covered:
		d.Doubt = reason.CoveredName.Message
	case chartvalues.Skipped:
		d.Doubt = reason.SkippedRegistry.Message
	default:
		return
	}
	d.Original, d.Classification = ref, class
}

// saysMore reports whether a name without a registry is certainly an image: it has more than
// one part, a tag or a digest, or the keys beside it are those of an image. One word alone
// under a key such as image may be anything: bg.jpg, ubuntu-22.04, a name that the chart
// looks up.
func saysMore(p *fields.Place) bool {
	if strings.ContainsAny(p.Name.Value, "/:@") || p.Tag != nil || p.Digest != nil || p.Registry != nil {
		return true
	}
	return slices.ContainsFunc([]string{"pullPolicy", "imagePullPolicy"}, func(key string) bool { return p.Parent.Get(key) != nil }) ||
		p.Parent.Get("repository") == p.Name
}

// needsHost reports whether the text of a field counts only when it names its registry.
func needsHost(p *fields.Place) bool {
	return p.Row.Guess || IsPart(p) || p.Row.Doubt == chartvalues.ShortName || p.Row.Doubt == chartvalues.Covered || p.Row.Doubt == chartvalues.Skipped
}

// namesImage reports whether a name in a chart's values is certainly an upstream's image, so
// that the mistake is in a field beside it, such as the tag.
func (r *Rules) namesImage(p *fields.Place) bool {
	if p.Via == nil || p.Tag == nil && p.Digest == nil || p.Row.Doubt != "" {
		return false
	}
	text := p.Name.Value
	if p.Registry != nil {
		text = p.Registry.Value + "/" + text
	}
	ref, class, err := r.Cache.Locate(text)
	return err == nil && ref.Host != "" && class.Status == r.Target
}

// IsPart reports whether the text of a field is a name that a controller joins to something.
func IsPart(p *fields.Place) bool { return p.Row.Slash && !strings.Contains(p.Name.Value, "/") }
