package rewrite

import (
	"slices"
	"strings"
)

// needles are the texts of which one must stand in an item's bytes for the item to
// matter. Nearly all have a dot, of which a text has few: one pass looks at each dot,
// and at what is behind it, for all of them.
type needles struct {
	texts []string // in lower case
	// groups are the texts that have the same byte behind their first dot, behind the
	// number of each byte's group; the first is that of all others, and empty.
	groups [][]needle
	behind [256]uint8
	// dotless are those without a dot, or with one at the end.
	dotless []string
}

// A needle is a text and the offset of its first dot.
type needle struct {
	text string
	dot  int
}

// ecrMark stands in the host of every ECR registry but those of the dual-stack
// endpoint, which have dualStackMark
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html).
const (
	ecrMark       = ".dkr.ecr"
	dualStackMark = ".dkr-ecr"
)

func newNeedles(texts ...string) *needles {
	n := &needles{groups: make([][]needle, 1, 1+len(texts))}
	for _, text := range texts {
		text = strings.ToLower(text)
		if slices.Contains(n.texts, text) {
			continue
		}
		n.texts = append(n.texts, text)
		dot := strings.IndexByte(text, '.')
		if dot < 0 || dot+1 == len(text) {
			n.dotless = append(n.dotless, text)
			continue
		}
		n.group(text[dot+1], needle{text, dot})
	}
	return n
}

// group adds a text to the group of a byte, which is that of its upper case as well.
func (n *needles) group(c byte, text needle) {
	if n.behind[c] == 0 {
		n.behind[c] = uint8(len(n.groups)) // less than there are bytes: none is in upper case
		n.groups = append(n.groups, nil)
	}
	g := n.behind[c]
	n.groups[g] = append(n.groups[g], text)
	if upper := c - 'a' + 'A'; c >= 'a' && c <= 'z' {
		n.behind[upper] = g
	}
}

// in reports whether the text holds a needle, in any case.
func (n *needles) in(text string) bool {
	if at, _ := n.first(text, 0); at >= 0 {
		return true
	}
	return n.hasDotless(text)
}

func (n *needles) hasDotless(text string) bool {
	for _, needle := range n.dotless {
		if indexFold(text, needle) >= 0 {
			return true
		}
	}
	return false
}

// startIn reports whether the text begins with a needle.
func (n *needles) startIn(text string) bool {
	for _, needle := range n.texts {
		if hasPrefixFold(text, needle) {
			return true
		}
	}
	return false
}

// first finds the first needle at a dot that is not before pos: where the needle
// starts, -1 for none, and what is behind its dot.
func (n *needles) first(text string, pos int) (at, behind int) {
	for {
		i := strings.IndexByte(text[pos:], '.')
		if i < 0 || pos+i+1 >= len(text) {
			return -1, len(text)
		}
		pos += i + 1
		if start := n.around(text, pos-1); start >= 0 {
			return start, pos
		}
	}
}

// around is where the needle starts whose first dot is the one at the offset, which is
// not the text's end; -1 for none.
func (n *needles) around(text string, dot int) int {
	for _, needle := range n.groups[n.behind[text[dot+1]]] {
		if start := dot - needle.dot; start >= 0 && hasPrefixFold(text[start:], needle.text) {
			return start
		}
	}
	return -1
}

// places appends the offsets at which needles with a dot stand in the text, one for
// each dot, in ascending order of the dots.
func (n *needles) places(text string, at []int) []int {
	for start, pos := n.first(text, 0); start >= 0; start, pos = n.first(text, pos) {
		at = append(at, start)
	}
	return at
}

// count returns how often needles stand in the text, those at one dot counted once.
func (n *needles) count(text string) int {
	total := 0
	for start, pos := n.first(text, 0); start >= 0; start, pos = n.first(text, pos) {
		total++
	}
	for _, needle := range n.dotless {
		for from := 0; ; total++ {
			i := indexFold(text[from:], needle)
			if i < 0 {
				break
			}
			from += i + len(needle)
		}
	}
	return total
}
