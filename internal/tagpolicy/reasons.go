package tagpolicy

import (
	"slices"
	"strings"
)

// A Reason says why the tags of a repository cannot be sorted. In messages it follows the name of
// the repository.
type Reason string

// The reasons.
const (
	IsCommit     Reason = "the tag in use is a commit, which has no order"
	IsMoving     Reason = "no tag is in use, or one that moves, such as latest"
	IsDigest     Reason = "they are named by digest alone"
	IsUnknown    Reason = "the tag in use is a placeholder"
	IsListed     Reason = "they are listed and no tag is in use"
	IsPartial    Reason = "the tag in use is a version of one or two parts, which moves; Flux sorts versions of three"
	IsDate       Reason = "the tag in use is a date that may be written with zeros or without, which does not show yet"
	IsSeveral    Reason = "the tags in use are of several release lines, and one policy would move all to one"
	IsMixed      Reason = "the tags in use are not made in one way"
	IsUnsortable Reason = "the tag in use is of no form whose order is known"
)

// whyNone returns the reason when there is no tag to sort. When there are no tags at all, the
// repository is listed in the configuration, or its references have digests only, which the
// caller knows.
func whyNone(tags []string) Reason {
	switch {
	case slices.ContainsFunc(tags, isPlaceholder):
		return IsUnknown
	case len(tags) > 0:
		return IsMoving
	}
	return IsListed
}

// The forms of tags that no rule matches.
var (
	threeParts = lazyRegexp(`^v?[0-9]+\.[0-9]+\.[0-9]+([-.].*)?$`)
	fewerParts = lazyRegexp(`^v?[0-9]{1,7}(\.[0-9]+)?(-[a-z].*)?$`)
	onlyWords  = lazyRegexp(`^[A-Za-z][A-Za-z_-]*$`)
)

// whyNot returns why none of the rules matches the tags.
func whyNot(tags []string) Reason {
	all := func(is func(string) bool) bool {
		return !slices.ContainsFunc(tags, func(t string) bool { return !is(t) })
	}
	switch {
	case all(hasCommit):
		return IsCommit
	case all(wholeDate().MatchString):
		return IsDate
	case all(threeParts().MatchString) && len(tags) > 1:
		return IsSeveral
	case all(fewerParts().MatchString):
		return IsPartial
	case len(tags) > 1:
		return IsMixed
	case all(onlyWords().MatchString):
		return IsMoving
	}
	return IsUnsortable
}

// hasCommit reports whether a tag is a commit, with words before it or without:
// 49c1b6c, sha-49c1b6c, main-49c1b6c, 1.2.3-49c1b6c.
func hasCommit(tag string) bool {
	return isCommit(tag[strings.LastIndexAny(tag, "-._")+1:])
}
