package tagpolicy

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

const (
	// versionPart is a semantic version of three parts, with v before it or without,
	// as Flux reads it.
	versionPart = `(?P<v>v?)(?P<major>0|[1-9][0-9]{0,8})\.(?P<minor>0|[1-9][0-9]{0,8})\.(?P<patch>0|[1-9][0-9]{0,8})`
	earlyWords  = `alpha|beta|rc|pre|preview|dev|snapshot|canary|nightly|next|m|milestone`
)

var (
	// release is a version or a pre-release. A number after a dot must not begin with a zero:
	// Flux skips such a tag (https://semver.org/#spec-item-9).
	release = lazyRegexp(`^` + versionPart + `(?:-(?P<word>` + earlyWords + `)[0-9]*(?:\.(?:0|[1-9][0-9]*)|-[0-9]+)*)?$`)
	// variant is a version of one variant of an image.
	variant = lazyRegexp(`^` + versionPart + `-(?P<variant>[a-z]+[0-9]*(?:\.[0-9]+)*)$`)
	// revision is a word that counts builds of one version: r5, build7, eksbuild.9.
	revision = lazyRegexp(`^([a-z]{1,2}[0-9]|[a-z]+\.[0-9]|(rev|revision|build|patch|hotfix|fix|post|release)[0-9])`)
	// wholeDate is a version that is a date whose parts all have two digits.
	wholeDate = lazyRegexp(`^v?[0-9]{4}\.1[0-2]\.([12][0-9]|3[01])(-|$)`)
)

// bySemver matches semantic versions. The range is the release line in use: the major version, or
// for 0.x the minor one, so that an update should not break anything, and the range does not
// change with every update. A version whose first part is a year has no such lines, so later
// years count, too.
//
// The part after a hyphen is a pre-release if its first word is alpha, beta, rc or the like: the
// range then includes pre-releases with this word. Any other single word is a variant of the
// image, such as alpine3.19: only tags of the same variant count. A word that counts, such as r5,
// is neither: it differs from tag to tag, and as text r10 comes before r5.
func bySemver(tags []string) *inferred {
	if f := formOf(release(), tags); f != nil {
		words := slices.DeleteFunc(f.texts("word"), func(w string) bool { return w == "" })
		return f.inLine(len(words) > 0, releases(f, words))
	}
	f := formOf(variant(), tags, "v", "variant")
	if f == nil || isCommit(f.text("variant")) || revision().MatchString(f.text("variant")) {
		return nil
	}
	return f.inLine(false, filterOf(`(?P<version>`+f.text("v")+`[0-9]+\.[0-9]+\.[0-9]+)-`+f.literal("variant"), "$version"))
}

// releases returns a filter for tags with v, or for tags without it, if all tags in use have one
// of these forms, because a registry may have both for one version. Where pre-releases count, it
// excludes any other text after a hyphen: 2.0.0-rc.1-alpine would be higher than 2.0.0-rc.1.
func releases(f *form, words []string) *v1alpha1.FluxTagFilter {
	v := f.text("v")
	if len(f.texts("v")) > 1 {
		v = "v?"
	}
	switch word := strings.Join(words, "|"); {
	case len(words) > 1:
		return filterOf(v+`[0-9]+\.[0-9]+\.[0-9]+(-(`+word+`)[.0-9-]*)?`, "")
	case len(words) > 0:
		return filterOf(v+`[0-9]+\.[0-9]+\.[0-9]+(-`+word+`[.0-9-]*)?`, "")
	case v == "v?":
		return nil
	}
	return &v1alpha1.FluxTagFilter{Pattern: "^" + v + "[0-9]"}
}

// inLine returns the policy for the release line that all versions are of; nil when they are of
// several:
//
//	1.4.2        1.x
//	0.3.1        0.3.x
//	1.4.2-rc.1   ^1.0.0-0
//	2026.3.1     >=2026.0.0
//
// It is also nil when all are whole dates such as 2026.11.24. The project may write 2026.03.01, which
// is not a semantic version, and no tag in use shows whether it does.
func (f *form) inLine(pre bool, filter *v1alpha1.FluxTagFilter) *inferred {
	var lines []string
	whole := true
	for _, tag := range f.matches {
		one := line(tag[f.expression.SubexpIndex("major")], tag[f.expression.SubexpIndex("minor")])
		if !slices.Contains(lines, one) {
			lines = append(lines, one)
		}
		whole = whole && wholeDate().MatchString(tag[0])
	}
	if len(lines) != 1 || whole {
		return nil
	}
	lowest := ""
	if pre {
		lowest = "-0" // the lowest pre-release: without it, a range takes none
	}
	switch one := lines[0]; {
	case one == years:
		return &inferred{semverRange(">=" + f.texts("major")[0] + ".0.0" + lowest), filter}
	case !pre:
		return &inferred{semverRange(one + ".x"), filter}
	case strings.Contains(one, "."):
		return &inferred{semverRange("~" + one + ".0" + lowest), filter}
	default:
		return &inferred{semverRange("^" + one + ".0.0" + lowest), filter}
	}
}

// years is the line of versions that begin with a year.
const years = "years"

// line returns the release line of a version.
func line(major, minor string) string {
	switch {
	case len(major) == 4 && major >= "1990" && major < "2200":
		return years
	case major == "0":
		return "0." + minor
	}
	return major
}

func semverRange(r string) *v1alpha1.FluxPolicy {
	return &v1alpha1.FluxPolicy{SemVer: &v1alpha1.FluxSemVer{Range: r}}
}
