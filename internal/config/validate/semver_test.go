package validate

import (
	"strings"
	"testing"

	"github.com/Masterminds/semver/v3"
)

// ranges are the forms that the library by which Flux reads ranges documents.
var ranges = []string{
	">=1.0.0", ">= 1.0.0", "=1.2.3", "!=1.2.3", ">1", "<2", "<=2.1", "=>1.0", "=<2.0", "~1.2.3", "~>1.2", "^1.2.3", "^0.2",
	"1.x", "1.2.x", "1.X", "1.2.*", "*", "x", "1", "1.2", "1.2.3", "v1.2.3", ">=v1.2.3", "5.0.x", "0.4.x", "^2.0.0-0", "~0.4.0-0", ">=2026.0.0",
	">=1.0.0 <2.0.0", ">=1.0.0, <2.0.0", ">=1.0.0,<2.0.0", ">= 1.2, < 3.0.0 || >= 4.2.3", "1.2 - 1.4.5", "1.2.3 - 2.0.0 || ^3", "^3 || 1.2 - 2",
	">=1.0.0-0", ">=1.0.0-rc.1", "1.2.3-beta-2", " >=1.0.0 ", "^1||^2",
}

// notRanges are what people write instead.
var notRanges = []string{
	"", " ", "newest", "latest", ">=", "1.2.3.4", ">=1.0.0 <", "1..2", "1.0.0 or 2.0.0", "[1.0,2.0)", "==1.0.0", ">>1", "^^1", "01.2.3",
	"1.2.3-", "1.2.3-01", "1.0.0 &&2.0.0", "|| 1", "1 ||", "10 ||2.3 - 2", "1||1.2 - 2", "main", ">=1.0.0;<2", "1.2.3 -", "^v", "~>", "1.0.0||", strings.Repeat("1||", 33) + "1", strings.Repeat("1 ", 300),
}

// TestRanges holds what is taken for a range against Flux's own library: nothing
// that it refuses is taken, and all that it documents is.
func TestRanges(t *testing.T) {
	for _, r := range ranges {
		if _, err := semver.NewConstraint(r); err != nil || !isRange(r) {
			t.Errorf("%q: the library says %v, isRange %v", r, err, isRange(r))
		}
	}
	for _, r := range notRanges {
		if isRange(r) {
			t.Errorf("%q is taken for a range", r)
		}
	}
}

// FuzzRange: whatever is taken for a range, Flux's library takes, too.
func FuzzRange(f *testing.F) {
	for _, r := range append(append([]string{}, ranges...), notRanges...) {
		f.Add(r)
	}
	f.Fuzz(func(t *testing.T, r string) {
		if !isRange(r) {
			return
		}
		if _, err := semver.NewConstraint(r); err != nil {
			t.Errorf("%q: %v", r, err)
		}
	})
}
