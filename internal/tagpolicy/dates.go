package tagpolicy

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

const (
	wordsPart = `(?P<words>(?:[A-Za-z][A-Za-z0-9._-]*?[-._])?)`
	datePart  = `(?P<date>[0-9]{4}[-.](?:0[1-9]|1[0-2])[-.](?:0[1-9]|[12][0-9]|3[01]))`
	clockPart = `(?P<clock>(?:[T_-]?[0-9]{2}[-.]?[0-9]{2}[-.]?[0-9]{2})?)`
)

// dated matches a date, with or without a time after it, and with words around them.
var dated = lazyRegexp(`^` + wordsPart + `(?P<when>` + datePart + clockPart + `)(?P<end>Z?)$`)

// byDate matches dates of a fixed width, which sort alphabetically: 2026-11-24 with or without a
// time after it, and with words around them that are the same in all tags, as in
// RELEASE.2026-11-24T10-20-30Z.
func byDate(tags []string) *inferred {
	f := formOf(dated(), tags, "words", "end")
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
		return nil // it may be written 2026.3.1, without zeros, which no date in use shows
	}
	return &inferred{alphabetical(), filterOf(f.literal("words")+shape+f.literal("end"), "")}
}

// run is a run of digits.
var run = lazyRegexp(`[0-9]+`)

// digits returns a pattern for texts like this one: any digit for a digit, all else for
// itself.
func digits(text string) string {
	return run().ReplaceAllStringFunc(regexp.QuoteMeta(text), func(digits string) string {
		return fmt.Sprintf("[0-9]{%d}", len(digits))
	})
}

func alphabetical() *v1alpha1.FluxPolicy {
	return &v1alpha1.FluxPolicy{Alphabetical: &v1alpha1.FluxOrder{Order: "asc"}}
}
