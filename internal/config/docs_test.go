package config

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the tables of docs/config.md")

const (
	docsFile   = "../../docs/config.md"
	tableBegin = "<!-- table: begin, written by go test ./internal/config -run TestDocs -update -->\n"
	tableEnd   = "<!-- table: end -->\n"
)

// TestDocs: the tables of docs/config.md are what the schema says.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile(docsFile)
	if err != nil {
		t.Fatal(err)
	}
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	var structured, flat strings.Builder
	structured.WriteString("| field | what it says | accepted | default |\n|---|---|---|---|\n")
	rows(&structured, "spec", s.property("spec"))
	flat.WriteString("| key | the field it sets |\n|---|---|\n")
	for i := range flatKeys {
		k := &flatKeys[i]
		fmt.Fprintf(&flat, "| `%s` | `%s` |\n", k.name, strings.TrimPrefix(k.path, "spec."))
	}
	want := withTables(t, string(text), structured.String(), flat.String())
	if *update {
		if err := os.WriteFile(docsFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, string(text)); diff != "" && !*update {
		t.Errorf("run go test ./internal/config -run TestDocs -update\n-want +got\n%s", diff)
	}
}

// rows writes a row for every field below one of the schema.
func rows(b *strings.Builder, path string, s *schema) {
	for _, key := range s.keys() {
		property, at := s.property(key), path+"."+key
		accepted := property.accepted()
		if property.kind == "object" || property.kind == "array" {
			accepted = ""
		}
		byDefault := property.byDefault
		if byDefault != "" {
			byDefault = "`" + byDefault + "`"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", strings.TrimPrefix(at, "spec."), cell(property.description), cell(accepted), byDefault)
		if property.items != nil {
			at, property = at+"[]", property.items
		}
		rows(b, at, property)
	}
}

// cell escapes what would end a cell of a table, or be read as HTML.
func cell(text string) string {
	return strings.NewReplacer("|", "\\|", "*", "\\*", "<", "&lt;", "_", "\\_").Replace(text)
}

// withTables replaces the tables in a text, in their order.
func withTables(t *testing.T, text string, tables ...string) string {
	t.Helper()
	var b strings.Builder
	for _, table := range tables {
		before, rest, found := strings.Cut(text, tableBegin)
		_, after, ended := strings.Cut(rest, tableEnd)
		if !found || !ended {
			t.Fatalf("%s has not %d tables", docsFile, len(tables))
		}
		b.WriteString(before + tableBegin + table + tableEnd)
		text = after
	}
	return b.String() + text
}
