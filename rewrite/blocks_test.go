package rewrite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestBlocks: what a run tells of a stream of many blocks is what it tells of the whole
// stream: nothing that it keeps stands in the memory of a block, which the next but one
// overwrites.
func TestBlocks(t *testing.T) {
	var b strings.Builder
	for i := 0; b.Len() < 3<<20; i++ {
		for _, text := range manifests(t) {
			if _, err := parseAll(text); err == nil {
				fmt.Fprintf(&b, "---\n%s\n", strings.ReplaceAll(text, "ghcr.io/", fmt.Sprintf("ghcr.io/%dth/", i)))
			}
		}
	}
	text := b.String()
	short, _ := rewriters(t)
	for i, r := range short {
		if !r.InBlocks() {
			continue
		}
		items, err := document.SplitStream([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		edits, want, err := r.Items("", items)
		if err != nil {
			t.Fatal(err)
		}
		out, got := inBlocks(t, r, text)
		if whole := document.Splice([]byte(text), edits); !bytes.Equal(out, whole) {
			t.Errorf("configuration %d: the output differs", i)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Report{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("configuration %d: report -whole +blocks\n%.3000s", i, diff)
		}
	}
}

// parseAll parses every document.
func parseAll(text string) ([]*document.Node, error) {
	items, err := document.SplitStream([]byte(text))
	if err != nil {
		return nil, err
	}
	var roots []*document.Node
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			return nil, err
		}
		roots = append(roots, root)
	}
	return roots, nil
}

func inBlocks(t *testing.T, r *Rewriter, text string) ([]byte, *Report) {
	t.Helper()
	var out bytes.Buffer
	stream, blocks := r.Stream(""), document.NewBlocks(strings.NewReader(text), len(text))
	for n := 0; ; n++ {
		block, err := blocks.Next()
		if errors.Is(err, io.EOF) && n > 9 {
			return out.Bytes(), stream.Finish()
		}
		if err != nil {
			t.Fatal(n, err)
		}
		edits, err := stream.Block(block.Items)
		if err != nil {
			t.Fatal(err)
		}
		if err := document.WriteSpliced(&out, block.Text, edits); err != nil {
			t.Fatal(err)
		}
	}
}
