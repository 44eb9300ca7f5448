package yamlbytes

import "bytes"

// reachesOut reports whether the item uses an anchor that it does not define
// itself. It errs on the side of true: text that looks like an alias counts.
func (it *Item) reachesOut() bool {
	raw := it.Raw()
	for pos := 0; ; {
		i := bytes.IndexByte(raw[pos:], '*')
		if i < 0 {
			return false
		}
		pos += i + 1
		if name := aliasAt(raw, pos); len(name) > 0 && !defines(raw[:pos], name) {
			return true
		}
	}
}

// aliasAt returns the anchor's name when the star before pos can start an alias.
func aliasAt(raw []byte, pos int) []byte {
	if pos > 1 && !isBlank(raw[pos-2]) && !isFlowIndicator(raw[pos-2]) && raw[pos-2] != ':' {
		return nil
	}
	end := pos
	for end < len(raw) && isAnchorChar(raw[end]) {
		end++
	}
	return raw[pos:end]
}

// defines reports whether the text holds the anchor.
func defines(text, name []byte) bool {
	anchor := append([]byte("&"), name...)
	for {
		i := bytes.Index(text, anchor)
		if i < 0 {
			return false
		}
		text = text[i+len(anchor):]
		if len(text) == 0 || !isAnchorChar(text[0]) {
			return true
		}
	}
}

// isAnchorChar follows the parser, which takes letters, digits, _ and -.
func isAnchorChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}
