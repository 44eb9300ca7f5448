package tagpolicy

import (
	"regexp"
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// An ImagePolicy is the policy by which Flux updates the references to one repository, as far as
// setter comments depend on it. Flux writes the name of the repository that it scans, at the
// upstream or in the cache.
type ImagePolicy struct {
	Name    string // namespace:name, as setter comments have it; empty when there is none
	Cache   bool   // whether Flux scans the cache and writes its name
	Digests bool   // whether Flux also writes the digest
	// Counts reports whether the policy can sort a tag.
	Counts func(tag string) bool
	// Rivals are the names of several policies, where it is not known which one updates the
	// image. Name is empty then.
	Rivals []string
}

// ImagePolicies returns, for all images of a run and the image automation that its manifests have,
// a function that finds the policy of each image. It needs all images because a policy may be
// inferred from the tags in use.
type ImagePolicies func(images []image.Reference, existing Existing) func(image.Reference) ImagePolicy

// strict is a version as Flux reads it, with all three parts.
var strict = lazyRegexp(`^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$`)

// Counting returns a function that reports which tags Flux can sort with a policy and a filter;
// the filter may be nil. A version outside of a policy's range counts, too: Flux sorts it, and
// then chooses another one.
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

// extract returns the part of a tag by which it is sorted: the template with the pattern's groups
// filled in, or the whole tag without a template. It returns false for a tag that the filter
// excludes.
func extract(pattern *regexp.Regexp, template, tag string) (string, bool) {
	at := pattern.FindStringSubmatchIndex(tag)
	if at == nil || template == "" {
		return tag, at != nil
	}
	return string(pattern.ExpandString(nil, template, tag, at)), true
}
