package rewrite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestBlocks: what a run tells of a stream of many blocks is what it tells of the whole
// stream: nothing that it keeps stands in the memory of a block, which the next but one
// overwrites. Kustomizations are planned block by block: TestLongStreamOfKustomizations.
func TestBlocks(t *testing.T) {
	var b strings.Builder
	for i := 0; b.Len() < 3<<20; i++ {
		for _, text := range manifests(t) {
			if isPlain(text) {
				fmt.Fprintf(&b, "---\n%s\n", strings.ReplaceAll(text, "ghcr.io/", fmt.Sprintf("ghcr.io/%dth/", i)))
			}
		}
	}
	text := b.String()
	all := rewriters(t)
	for i, r := range all {
		if !r.InBlocks() {
			continue
		}
		items, err := yamlbytes.SplitStream([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		edits, want, err := r.Items("", items)
		if err != nil {
			t.Fatal(err)
		}
		out, got := inBlocks(t, r, text)
		if whole := yamlbytes.Splice([]byte(text), edits); !bytes.Equal(out, whole) {
			t.Errorf("configuration %d: the output differs", i)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(outcome.Report{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("configuration %d: report -whole +blocks\n%.3000s", i, diff)
		}
	}
}

// isPlain reports whether a text can be read, and holds no kustomization.
func isPlain(text string) bool {
	items, err := yamlbytes.SplitStream([]byte(text))
	_, bad := parseAll(text)
	return err == nil && bad == nil && !slices.ContainsFunc(items, kustomize.MayHaveEntries)
}

// parseAll parses every document.
func parseAll(text string) ([]*yamlbytes.Node, error) {
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return nil, err
	}
	var roots []*yamlbytes.Node
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			return nil, err
		}
		roots = append(roots, root)
	}
	return roots, nil
}

func inBlocks(t *testing.T, r *Rewriter, text string) ([]byte, *outcome.Report) {
	t.Helper()
	var out bytes.Buffer
	stream, blocks := r.Stream(""), yamlbytes.NewBlocks(strings.NewReader(text), len(text))
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
		if err := yamlbytes.WriteSpliced(&out, block.Text, edits); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBrief: a brief report counts as any other and lists all warnings; of infos it lists
// whether there are any.
func TestBrief(t *testing.T) {
	all := rewriters(t)
	for _, text := range manifests(t) {
		for i, r := range all {
			split := func() []yamlbytes.Item {
				items, _ := yamlbytes.SplitStream([]byte(text))
				return items
			}
			edits, full, err := r.Items("", split())
			if err != nil {
				continue
			}
			briefEdits, brief, err := r.Brief().Items("", split())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(oneOfEach(full), oneOfEach(brief), cmpopts.IgnoreUnexported(outcome.Report{})); diff != "" {
				t.Errorf("configuration %d: -full +brief\n%s\nof\n%s", i, diff, text)
			}
			if n := len(brief.Findings) - len(oneOfEach(brief).Findings) - omissions(brief); n > 0 {
				t.Errorf("configuration %d: %d infos too many", i, n)
			}
			if diff := cmp.Diff(edits, briefEdits); diff != "" {
				t.Errorf("configuration %d: edits -full +brief\n%s", i, diff)
			}
		}
	}
}

// oneOfEach is a report with one info of each class, and without what it says of omissions.
func oneOfEach(r *outcome.Report) *outcome.Report {
	only := *r
	only.Findings = nil
	type class struct {
		severity finding.Severity
		code     finding.Code
		reason   string
	}
	seen := map[class]bool{}
	for _, f := range r.Findings {
		of := class{f.Severity, f.Code, f.Reason}
		if f.Code == outcome.Omitted || f.Severity == finding.Info && seen[of] {
			continue
		}
		seen[of] = true
		only.Findings = append(only.Findings, f)
	}
	return &only
}

func omissions(r *outcome.Report) (n int) {
	for _, f := range r.Findings {
		if f.Code == outcome.Omitted {
			n++
		}
	}
	return n
}
