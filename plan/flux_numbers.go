package plan

import (
	"slices"
	"strings"
)

// byNumber knows tags with a number that grows: a time of Unix, a date without
// hyphens, the number of a build. Around it may stand words that are the same in all
// tags, such as the branch, and a commit, which differs. Flux compares 64-bit floats,
// which are exact up to 15 digits.
//
//	main-49c1b6c-1700000000   sorted by 1700000000
//	main-1700000000-49c1b6c   sorted by 1700000000
//	49c1b6c-1700000000        sorted by 1700000000
//	main-1700000000, build-42 sorted by the number
//	1700000000                sorted by itself
//
// Without a commit, and without a word for builds, a number has 8 digits or more:
// 16, and jdk-17, are versions. What stands before the number must look like a commit
// in one of the tags: of 20261124-1 nobody knows whether the first part grows.
func byNumber(tags []string) *inferred {
	for _, way := range numberWays {
		f := formOf("^"+way.expression+"$", tags, "words")
		if f == nil {
			continue
		}
		if commits := f.texts("commit"); !isFixed(f.text("words")) || commits != nil && !slices.ContainsFunc(commits, isCommit) {
			return nil
		}
		return &inferred{numerical(), filterOf(f.literal("words")+way.before+`(?P<n>[0-9]+)`+way.after, "$n")}
	}
	return nil
}

// The parts of tags with a number.
const (
	commitText = `g?[0-9a-f]{7,40}`
	commitPart = `(?P<commit>` + commitText + `)`
	branchPart = `(?P<words>[A-Za-z](?:[A-Za-z0-9._-]*?[A-Za-z0-9])?-)`
	buildPart  = `(?P<words>(?:[A-Za-z0-9._-]+?-)?(?:build|run|ci)[-._]?)`
	anyNumber  = `(?P<n>[0-9]{1,15})`
	longNumber = `(?P<n>[0-9]{8,15})`
)

// numberWays are the ways, and what a pattern has before and behind the number.
var numberWays = [...]struct{ expression, before, after string }{
	{branchPart + commitPart + `-` + anyNumber, commitText + "-", ""},
	{commitPart + `-` + anyNumber, commitText + "-", ""},
	{branchPart + longNumber + `-` + commitPart, "", "-" + commitText},
	{longNumber + `-` + commitPart, "", "-" + commitText},
	{buildPart + anyNumber, "", ""},
	{branchPart + longNumber, "", ""},
	{longNumber, "", ""},
}

// byDate knows dates of a fixed width, which the alphabet sorts: 2026-11-24 with a
// time behind it or without, and words around them that are the same in all tags,
// as in RELEASE.2026-11-24T10-20-30Z.
func byDate(tags []string) *inferred {
	const (
		words = `(?P<words>(?:[A-Za-z][A-Za-z0-9._-]*?[-._])?)`
		date  = `(?P<date>[0-9]{4}[-.](?:0[1-9]|1[0-2])[-.](?:0[1-9]|[12][0-9]|3[01]))`
		clock = `(?P<clock>(?:[T_-]?[0-9]{2}[-.]?[0-9]{2}[-.]?[0-9]{2})?)`
	)
	f := formOf(`^`+words+`(?P<when>`+date+clock+`)(?P<end>Z?)$`, tags, "words", "end")
	if f == nil || !isFixed(f.text("words")) {
		return nil
	}
	shape := digits(f.texts("when")[0])
	for _, when := range f.texts("when") {
		if digits(when) != shape {
			return nil
		}
	}
	dates := strings.Join(f.texts("date"), " ")
	if strings.Contains(dates, ".") && !strings.Contains(dates, ".0") && f.text("clock") == "" {
		return nil // perhaps written without zeros: nothing tells yet
	}
	return &inferred{alphabetical(), filterOf(f.literal("words")+shape+f.literal("end"), "")}
}

// digits is a pattern for texts like this one: any digit for a digit, all else for
// itself.
func digits(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		n := 0
		for i+n < len(text) && text[i+n] >= '0' && text[i+n] <= '9' {
			n++
		}
		switch {
		case n == 0 && text[i] == '.':
			b.WriteString(`\.`)
			i++
		case n == 0:
			b.WriteByte(text[i])
			i++
		default:
			b.WriteString("[0-9]{" + string(rune('0'+n%10)) + "}")
			i += n
		}
	}
	return b.String()
}
