package rewrite

import (
	"bytes"
	"strings"
)

// needles are the texts of which one must stand in an item's bytes for the item
// to matter.
type needles struct {
	hosts []string // in lower case
	all   bool     // every item matters
}

// ecrMark stands in the host of every ECR registry but those of the dual-stack
// endpoint, which have dualStackMark
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html).
const (
	ecrMark       = ".dkr.ecr"
	dualStackMark = ".dkr-ecr"
)

func newNeedles(hosts []string, all bool) needles {
	n := needles{hosts: []string{ecrMark, dualStackMark}, all: all}
	for _, h := range hosts {
		n.hosts = append(n.hosts, strings.ToLower(h))
	}
	return n
}

// in reports whether the bytes may hold a reference that matters. Hosts match in
// any case. An escape of a double-quoted scalar can spell a host without its
// bytes, so its presence suffices.
func (n *needles) in(raw []byte) bool {
	if n.all {
		return true
	}
	for _, h := range n.hosts {
		if containsFold(raw, h) {
			return true
		}
	}
	return hasEscape(raw)
}

// containsFold finds lower-case ASCII text in any case. It looks for the text's
// first dot or colon, of which there are few, and compares around it.
func containsFold(raw []byte, text string) bool {
	anchor := max(strings.IndexAny(text, ".:"), 0)
	for pos := anchor; pos < len(raw); pos++ {
		i := bytes.IndexByte(raw[pos:], text[anchor])
		if i < 0 {
			return false
		}
		pos += i
		start := pos - anchor
		if start+len(text) <= len(raw) && equalFold(raw[start:start+len(text)], text) {
			return true
		}
	}
	return false
}

func equalFold(raw []byte, lower string) bool {
	for i, c := range raw {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// hasEscape reports whether the bytes hold an escape that can stand for a letter,
// a digit or a dot, or that joins two lines.
func hasEscape(raw []byte) bool {
	for pos := 0; ; {
		i := bytes.IndexByte(raw[pos:], '\\')
		if i < 0 || pos+i+1 >= len(raw) {
			return false
		}
		pos += i + 2
		switch raw[pos-1] {
		case 'x', 'u', 'U', '\n', '\r':
			return true
		}
	}
}
