package yamlbytes

import (
	"bytes"
	"cmp"
	"io"
	"slices"
)

// Splice returns src with the edits made, as WriteSpliced writes it.
func Splice(src []byte, edits []Edit) []byte {
	var b bytes.Buffer
	b.Grow(len(src))
	_ = WriteSpliced(&b, src, edits) // a buffer takes all
	return b.Bytes()
}

// WriteSpliced writes src with the edits made. Edits may come in any order; the same
// edit twice is made once, and one that begins inside another is not made. The error
// is the writer's.
func WriteSpliced(w io.Writer, src []byte, edits []Edit) error {
	pos := 0
	for _, e := range inOrder(edits) {
		if e.Start < pos {
			continue
		}
		if _, err := w.Write(src[pos:e.Start]); err != nil {
			return err
		}
		if _, err := io.WriteString(w, e.Text); err != nil {
			return err
		}
		pos = e.End
	}
	_, err := w.Write(src[pos:])
	return err
}

// inOrder sorts edits, each once. Most come so.
func inOrder(edits []Edit) []Edit {
	sorted := true
	for i := 1; sorted && i < len(edits); i++ {
		sorted = compareEdits(edits[i-1], edits[i]) < 0
	}
	if sorted {
		return edits
	}
	edits = slices.Clone(edits)
	slices.SortFunc(edits, compareEdits)
	return slices.Compact(edits)
}

func compareEdits(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Text, b.Text))
}
