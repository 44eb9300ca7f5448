package batch

import (
	"math/rand"
	"strings"
	"testing"
)

// pieces are what texts are made of that are split, and that are not.
var pieces = []string{
	"\n", "\n", "\n", "---", "...", "--", "-", "..", ".", " ", "a: 1", "- b", "\r\n", "\r", "\t", "#", "%YAML 1.2", "\x00",
	"\ufeff", "\xff\xfe", "kind: ResourceList", "kind: Pod", "'", "\"", "|", "a long line of text that says nothing",
}

// TestOneDocument: what is taken for one document is split into one, without an error
// and unread.
func TestOneDocument(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	one := 0
	for range 200000 {
		var text strings.Builder
		for range random.Intn(12) {
			text.WriteString(pieces[random.Intn(len(pieces))])
		}
		if !isOneDocument([]byte(text.String())) {
			continue
		}
		one++
		items, configuration, err := split([]byte(text.String()))
		if err != nil || len(items) != 1 || items[0].IsRead() || configuration != nil {
			t.Fatalf("%q is split into %d, %v", text.String(), len(items), err)
		}
	}
	if one < 1000 {
		t.Errorf("only %d texts are one document", one)
	}
}

// TestOneDocumentMostly: what people and programs write is known as one document.
func TestOneDocumentMostly(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                    true,
		"a: 1\n":                              true,
		"---\na: 1":                           true,
		"- a\n- b\n--\n":                      true,
		"{\"a\": 1}\n":                        true,
		"a: 1\n" + strings.Repeat("b:\n", 99): true,
		strings.Repeat("b:\n", 99) + "---\nc": false,
		strings.Repeat("b:\n", 99) + "---":    false,
		"a: 1\n...\n":                         false,
		"...":                                 false,
		"a: \x00":                             false,
		"\ufeffa: 1":                          false,
	} {
		if got := isOneDocument([]byte(text)); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
