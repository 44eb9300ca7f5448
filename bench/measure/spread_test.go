package measure

import (
	"slices"
	"testing"
)

func TestSpread(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   Spread
	}{
		{nil, Spread{}},
		{[]float64{3}, Spread{3, 3, 3}},
		{[]float64{9, 1, 5}, Spread{1, 5, 9}},
		{[]float64{4, 1, 2, 9}, Spread{1, 3, 9}},
	} {
		if got := SpreadOf(test.values); got != test.want {
			t.Errorf("%v: got %v, want %v", test.values, got, test.want)
		}
	}
}

// The ratio of medians is not the median of ratios: a machine that is slow for one
// round is slow for both programs.
func TestRatiosArePairByPair(t *testing.T) {
	got := Ratios([]float64{10, 100, 12}, []float64{5, 50, 4})
	if want := []float64{2, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
