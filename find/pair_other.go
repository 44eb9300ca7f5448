//go:build !amd64

package find

const (
	isWide = false
	wide   = 0
)

// indexWide is not known here.
func (p *Pair) indexWide([]byte) (at, looked int) { return -1, 0 }
