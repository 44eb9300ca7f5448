package page

import (
	"fmt"
	"math"
	"strconv"
)

// Seconds is a time with two or three digits that count.
func Seconds(s float64) string {
	switch {
	case s < 1e-3:
		return digits(s*1e6) + " µs"
	case s < 1:
		return digits(s*1e3) + " ms"
	}
	return digits(s) + " s"
}

// MiB is a size of memory.
func MiB(bytes float64) string { return fmt.Sprintf("%.0f MiB", bytes/(1<<20)) }

// Times is a ratio.
func Times(ratio float64) string { return digits(ratio) + " ×" }

// Count is a number with its thousands apart.
func Count(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// digits is a number with three digits, or all before the point.
func digits(v float64) string {
	decimals := 2
	for limit := 9.995; v >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	if v >= 9999.5 {
		return Count(int(math.Round(v)))
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}
