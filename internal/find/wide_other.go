//go:build !amd64 || purego

package find

// Nothing wider than a byte is known here.
const (
	isWide = false
	wide   = 0
)

func (p *Pair) indexWide([]byte) (at, looked int) { return -1, 0 }

func (p *Pair) allWide([]byte, *Offsets) (n, looked int) { return 0, 0 }

func feedsWide([]byte, *Offsets) (n, looked int, plain bool) { return 0, 0, true }

func (a *Any) wide([]byte) (at, looked int) { return -1, 0 }

func isPlainWide([]byte) (plain bool, looked int) { return true, 0 }
