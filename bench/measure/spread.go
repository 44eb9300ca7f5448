package measure

import "slices"

// A Spread is what is told of many values.
type Spread struct{ Min, Median, Max float64 }

// SpreadOf orders the values. Of an even number the median is the mean of both in
// the middle.
func SpreadOf(values []float64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	median := sorted[middle]
	if len(sorted)%2 == 0 {
		median = (sorted[middle-1] + sorted[middle]) / 2
	}
	return Spread{sorted[0], median, sorted[len(sorted)-1]}
}

// Ratios divides pair by pair: the first run of one by the first of the other, and
// so on.
func Ratios(of, by []float64) []float64 {
	ratios := make([]float64, min(len(of), len(by)))
	for i := range ratios {
		ratios[i] = of[i] / by[i]
	}
	return ratios
}
