package plan

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
)

// bySemver knows semantic versions of three parts, with v before them or without,
// as Flux does. The range is the release line in use: the major version, or for
// 0.x the minor one, so that an update breaks nothing by itself and the range does
// not change with every update. A version whose first part is a year has no such
// lines: later years count too.
//
// What stands behind a hyphen is a pre-release, by its first word (alpha, beta, rc
// and the like): the range then has pre-releases in it, too. Any other single word
// is a variant of the image, such as alpine3.19: only tags of the same variant
// count.
func bySemver(tags []string) *inferred {
	const (
		number     = `(0|[1-9][0-9]{0,8})`
		prerelease = `(?:alpha|beta|rc|pre|preview|dev|snapshot|canary|nightly|next|m|milestone)`
	)
	version := `(?P<v>v?)(?P<version>` + number + `\.` + number + `\.` + number
	if f := formOf(`^`+version+`(?P<pre>-`+prerelease+`(?:[.-]?[0-9]+)*)?)$`, tags); f != nil {
		r := line(f, tags)
		if r == "" {
			return nil
		}
		return &inferred{inRange(r), vFilter(f, tags)}
	}
	f := formOf(`^`+version+`)-(?P<variant>[a-z]+[0-9]*(?:\.[0-9]+)*)$`, tags, "v", "variant")
	if f == nil || isCommit(f.text("variant")) {
		return nil
	}
	r := line(f, tags)
	if r == "" {
		return nil
	}
	return &inferred{inRange(r), filterOf(`(?P<version>`+f.literal("v")+`[0-9]+\.[0-9]+\.[0-9]+)-`+f.literal("variant"), "$version")}
}

// vFilter keeps to the tags with v, or to those without, where the ones in use are
// of one sort: a registry may have both of one version.
func vFilter(f *form, tags []string) *config.FluxTagFilter {
	if slices.ContainsFunc(tags, func(t string) bool { return strings.HasPrefix(t, "v") != (f.text("v") == "v") }) {
		return nil
	}
	if f.text("v") == "v" {
		return &config.FluxTagFilter{Pattern: "^v[0-9]"}
	}
	return &config.FluxTagFilter{Pattern: "^[0-9]"}
}

// line is the range of the release line that all tags are of, empty when they are
// of several.
func line(f *form, tags []string) string {
	pre := strings.Contains(strings.Join(tags, " "), "-") && f.expression.SubexpIndex("pre") >= 0
	lowest := 0
	lines := map[string]bool{}
	for _, tag := range tags {
		parts := strings.SplitN(strings.TrimPrefix(tag, "v"), ".", 3)
		major, _ := strconv.Atoi(parts[0])
		switch {
		case isYear(major):
			if lowest == 0 || major < lowest {
				lowest = major
			}
			lines["year"] = true
		case major == 0:
			lines["0."+parts[1]] = true
		default:
			lines[parts[0]] = true
		}
	}
	if len(lines) != 1 {
		return ""
	}
	for one := range lines {
		switch {
		case one == "year":
			return dated(f, tags, lowest, pre)
		case !pre:
			return one + ".x"
		case strings.HasPrefix(one, "0."):
			return "~" + one + ".0-0"
		default:
			return "^" + one + ".0.0-0"
		}
	}
	return ""
}

// dated is the range of versions that begin with a year. One that is a whole date,
// 2026.11.24, may be written with zeros before single digits, which is no semantic
// version: nothing tells until such a month or day comes.
func dated(f *form, tags []string, lowest int, pre bool) string {
	whole := regexp.MustCompile(`^v?[0-9]{4}\.1[0-2]\.([12][0-9]|3[01])$`)
	if !slices.ContainsFunc(tags, func(t string) bool { return !whole.MatchString(t) }) {
		return ""
	}
	r := ">=" + strconv.Itoa(lowest) + ".0.0"
	if pre {
		r += "-0"
	}
	return r
}

func isYear(n int) bool { return n >= 1990 && n < 2200 }
