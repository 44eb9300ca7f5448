package tagpolicy

import (
	"regexp"
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// An ImagePolicy is what a setter comment needs to know of the policy by which Flux
// updates the references to one repository. Flux writes the name that is scanned: the
// upstream's, or the cache's.
type ImagePolicy struct {
	Name    string // namespace:name, as setter comments have it; empty when there is none
	Cache   bool   // the cache is scanned, so Flux writes its name
	Digests bool   // Flux writes the digest, too
	// Counts reports whether Flux sorts a tag at all.
	Counts func(tag string) bool
}

// ImagePolicies finds, once all images were seen, the policy of each: it may be
// inferred from every tag in use.
type ImagePolicies func(images []image.Reference) func(image.Reference) ImagePolicy

// strict is a version as Flux reads it.
var strict = once(`^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$`)

// Counting tells which tags Flux would sort at all by a policy with a filter; the
// filter may be nil. A version that is out of a policy's range counts: Flux sorts it,
// and chooses another.
func Counting(policy *v1alpha1.FluxPolicy, filter *v1alpha1.FluxTagFilter) func(tag string) bool {
	part := func(tag string) (string, bool) { return tag, true }
	if filter != nil {
		expression, err := regexp.Compile(filter.Pattern)
		if err != nil {
			return func(string) bool { return true } // refused already
		}
		part = func(tag string) (string, bool) { return extract(expression, filter.Extract, tag) }
	}
	return func(tag string) bool {
		text, ok := part(tag)
		switch {
		case !ok || isPlaceholder(tag):
			return false
		case policy.SemVer != nil:
			return strict().MatchString(text)
		case policy.Numerical != nil:
			_, err := strconv.ParseFloat(text, 64)
			return err == nil
		}
		return true
	}
}

// extract returns the part of a tag by which it is sorted.
func extract(pattern *regexp.Regexp, template, tag string) (string, bool) {
	at := pattern.FindStringSubmatchIndex(tag)
	if at == nil || template == "" {
		return tag, at != nil
	}
	return string(pattern.ExpandString(nil, template, tag, at)), true
}
