package yamlbytes

import (
	"bytes"
	"encoding/json"
)

// slashEscape is an escape that JSON and YAML 1.2 allow and the parser, which
// follows YAML 1.1, refuses. Some programs write every slash so.
const slashEscape = `\/`

// withoutSlashEscapes returns JSON text with its escaped slashes doubled, so that
// the parser reads it and every position stays. Text without such an escape, and
// text that is not JSON, comes back as it is.
func withoutSlashEscapes(text []byte) ([]byte, bool) {
	if !bytes.Contains(text, []byte(slashEscape)) || !json.Valid(text) {
		return text, false
	}
	changed := bytes.Clone(text)
	for i := 0; i+1 < len(changed); i++ {
		if changed[i] != '\\' {
			continue
		}
		if changed[i+1] == '/' {
			changed[i] = '/'
		}
		i++
	}
	return changed, true
}

// unescape reads a JSON string where it stands in the original text.
func (r *treeReader) unescape(n *Node) string {
	return unquoteJSON(newScanner(r.original, n.offset), n)
}

func unquoteJSON(s *scanner, n *Node) string {
	var value string
	end, err := s.skipQuoted(n.offset)
	if err != nil || json.Unmarshal(s.src[n.offset:end], &value) != nil {
		return n.Value
	}
	return value
}
