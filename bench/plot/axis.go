package plot

import (
	"math"
	"strconv"
)

// An axis maps powers of ten to places on the page.
type axis struct{ least, most, from, to float64 }

// wide makes sure that there is something to divide by.
func (a axis) wide() axis {
	if a.most-a.least < 1e-9 {
		a.most = a.least + 1
	}
	return a
}

func (a axis) at(value float64) float64 {
	return a.from + (math.Log10(value)-a.least)/(a.most-a.least)*(a.to-a.from)
}

// powers are the whole powers of ten on the axis.
func (a axis) powers() []int {
	var all []int
	for p := math.Ceil(a.least - 1e-9); p <= a.most+1e-9; p++ {
		all = append(all, int(p))
	}
	return all
}

// seconds is a power of ten as a time.
func seconds(power int) string {
	if power >= 0 {
		return thousands(power) + " s"
	}
	return thousands(power+3) + " ms"
}

// thousands is a power of ten with its thousands apart.
func thousands(power int) string {
	if power < 0 {
		return strconv.FormatFloat(math.Pow10(power), 'f', -power, 64)
	}
	text := "1"
	for i := range power {
		if (power-i)%3 == 0 {
			text += ","
		}
		text += "0"
	}
	return text
}
