package plan

import (
	"slices"
	"strings"
)

// A reason is why the tags of a repository cannot be sorted.
type reason string

// The reasons, as they stand in a message behind the repositories.
const (
	isACommit    reason = "the tag in use is a commit, which has no order"
	isMoving     reason = "no tag is in use, or one that moves, such as latest"
	isDigest     reason = "they are named by digest alone"
	isUnknown    reason = "the tag in use is a placeholder"
	isListed     reason = "they are listed and no tag is in use"
	isPartial    reason = "the tag in use is a version of one or two parts, which moves; Flux sorts versions of three"
	isDate       reason = "the tag in use is a date that may be written with zeros or without, which does not show yet"
	isSeveral    reason = "the tags in use are of several release lines, and one policy would move all to one"
	isMixed      reason = "the tags in use are not made in one way"
	isUnsortable reason = "the tag in use is of no form whose order is known"
)

// noTag is why a repository has no tag to look at.
func (r *repository) noTag() reason {
	switch {
	case slices.ContainsFunc(r.tags, isPlaceholder):
		return isUnknown
	case len(r.tags) > 0:
		return isMoving
	case r.digestOnly:
		return isDigest
	}
	return isListed
}

// What tags look like that no rule knows.
var (
	threeParts = once(`^v?[0-9]+\.[0-9]+\.[0-9]+([-.].*)?$`)
	fewerParts = once(`^v?[0-9]{1,7}(\.[0-9]+)?(-[a-z].*)?$`)
	onlyWords  = once(`^[A-Za-z][A-Za-z_-]*$`)
)

// whyNot is why none of the rules knows the tags.
func whyNot(tags []string) reason {
	all := func(is func(string) bool) bool {
		return !slices.ContainsFunc(tags, func(t string) bool { return !is(t) })
	}
	switch {
	case all(hasCommit):
		return isACommit
	case all(wholeDate().MatchString):
		return isDate
	case all(threeParts().MatchString) && len(tags) > 1:
		return isSeveral
	case all(fewerParts().MatchString):
		return isPartial
	case len(tags) > 1:
		return isMixed
	case all(onlyWords().MatchString):
		return isMoving
	}
	return isUnsortable
}

// hasCommit reports whether a tag is a commit, with words before it or without:
// 49c1b6c, sha-49c1b6c, main-49c1b6c, 1.2.3-49c1b6c.
func hasCommit(tag string) bool {
	return isCommit(tag[strings.LastIndexAny(tag, "-._")+1:])
}
