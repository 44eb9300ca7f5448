package finding

import (
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
		return append(all[:most:most], fmt.Sprintf("and %d more", more))
	}
	return all
}

// Listed is Some on one line: "a, b, c, and 4 more".
func Listed(all []string, most int) string { return strings.Join(Some(all, most), ", ") }
