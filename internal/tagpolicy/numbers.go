package tagpolicy

import (
	"regexp"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// byNumber matches tags with a number that grows: a Unix time, a date without hyphens, the number
// of a build. There may be words around it that are the same in all tags, such as the branch, and
// a commit, which differs. Flux compares 64-bit floats, which are exact up to 15 digits.
//
//	main-49c1b6c-1700000000   sorted by 1700000000
//	main-1700000000-49c1b6c   sorted by 1700000000
//	49c1b6c-1700000000        sorted by 1700000000
//	main-1700000000, build-42 sorted by the number
//	1700000000                sorted by itself
//
// Without a commit, and without a word for builds, a number has 8 digits or more: 16, and jdk-17,
// are versions. In one of the tags at least, the part before the number must look like a commit:
// it is not known whether the first part of 20261124-1 grows.
func byNumber(tags []string) *inferred {
	for _, form := range numberForms {
		f := formOf(form.expression(), tags, "words")
		if f == nil {
			continue
		}
		if commits := f.texts("commit"); !isFixed(f.text("words")) || commits != nil && !slices.ContainsFunc(commits, isCommit) {
			return nil
		}
		return &inferred{numerical(), filterOf(f.literal("words")+form.before+`(?P<n>[0-9]+)`+form.after, "$n")}
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

// numberForms are the forms of such tags, with the patterns before and after the number.
var numberForms = [...]struct {
	expression    func() *regexp.Regexp
	before, after string
}{
	{lazyRegexp(`^` + branchPart + commitPart + `-` + anyNumber + `$`), commitText + "-", ""},
	{lazyRegexp(`^` + commitPart + `-` + anyNumber + `$`), commitText + "-", ""},
	{lazyRegexp(`^` + branchPart + longNumber + `-` + commitPart + `$`), "", "-" + commitText},
	{lazyRegexp(`^` + longNumber + `-` + commitPart + `$`), "", "-" + commitText},
	{lazyRegexp(`^` + buildPart + anyNumber + `$`), "", ""},
	{lazyRegexp(`^` + branchPart + longNumber + `$`), "", ""},
	{lazyRegexp(`^` + longNumber + `$`), "", ""},
}

func numerical() *v1alpha1.FluxPolicy {
	return &v1alpha1.FluxPolicy{Numerical: &v1alpha1.FluxOrder{Order: "asc"}}
}
