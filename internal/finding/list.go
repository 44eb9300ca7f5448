package finding

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A List is findings as one error, such as all that is wrong with a configuration.
type List []Finding

// Error returns one line for each finding.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i := range l {
		lines[i] = l[i].String()
	}
	return strings.Join(lines, "\n")
}

// OrNil returns nil for an empty list, which as an error would not be nil.
func (l List) OrNil() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// ByLine sorts the list by its lines, and returns it. Those of one line keep their order.
func (l List) ByLine() List {
	slices.SortStableFunc(l, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return l
}

// In returns the list with the file that all of it is about.
func (l List) In(file string) List {
	all := slices.Clone(l)
	for i := range all {
		all[i].File.Path = file
	}
	return all
}

// Failed reports whether one of the findings is an error.
func Failed(all []Finding) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Severity == Error })
}

// Of returns the finding that an error is, or wraps.
func Of(err error) (*Finding, bool) {
	var f *Finding
	return f, errors.As(err, &f)
}

// Some returns at most so many texts; where there are more, one that says how many follows them.
func Some(all []string, most int) []string {
	if more := len(all) - most; more > 0 {
		return append(all[:most:most], andMore(more))
	}
	return all
}

// Listed is Some on one line: "a, b, c, and 4 more".
func Listed(all []string, most int) string { return strings.Join(Some(all, most), ", ") }

// WithMore is a text that stands for others as well: "a, and 4 more". Without others it is the
// text alone.
func WithMore(text string, others int) string {
	if others <= 0 {
		return text
	}
	return text + ", " + andMore(others)
}

func andMore(n int) string { return fmt.Sprintf("and %d more", n) }

// Count is a number with its noun, which is in the plural unless the number is 1: 1 file, 40 files.
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
