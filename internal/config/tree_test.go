package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestTree: what is read without the YAML parser is what the parser reads, for the
// texts of all tests; and most of them are.
func TestTree(t *testing.T) {
	texts := allTexts(t)
	read := 0
	for _, text := range texts {
		if readsAsParsed(t, text) {
			read++
		}
	}
	if read < len(texts)*3/4 {
		t.Errorf("only %d of %d texts are read without looking further", read, len(texts))
	}
}

// readsAsParsed compares the two ways to read a text, and reports whether the short
// one reads it.
func readsAsParsed(t *testing.T, text string) bool {
	t.Helper()
	short, all := readTree([]byte(text))
	if !all {
		return false
	}
	p := newProblems()
	if diff := cmp.Diff(parsed([]byte(text), p), short, cmp.AllowUnexported(node{}, pair{}), cmpopts.EquateEmpty()); diff != "" || len(p.errs) > 0 {
		t.Errorf("-parsed +read\n%s\nand %v, of\n%s", diff, p.errs, text)
	}
	return true
}
