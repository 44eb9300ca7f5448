package batch

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// HoldsOnlyText reports whether there are documents and none is an object or a list, such as a
// table of kubectl, or a sentence that a command printed in place of YAML. YAML reads both as
// one text.
func (b *Batch) HoldsOnlyText() bool {
	found := false
	for i := range b.Inputs {
		in := &b.Inputs[i]
		if bytes.Contains(in.Text, []byte("kind")) { // most likely manifests: do not parse them all for this
			return false
		}
		for j := range in.items {
			root, err := in.items[j].Parse()
			if err != nil || root != nil && root.Kind != yamlbytes.Scalar {
				return false
			}
			found = found || root != nil
		}
	}
	return found
}
