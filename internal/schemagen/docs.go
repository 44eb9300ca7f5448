package main

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/schema"
)

// The comments around a generated table.
const (
	tableBegin = "<!-- table: begin, written by go generate ./api/... -->\n"
	tableEnd   = "<!-- table: end -->\n"
)

// docs puts the tables of the fields, and of the keys of a ConfigMap, into
// docs/config.md.
func docs(s *schema.Schema, text []byte) ([]byte, error) {
	var fields, keys strings.Builder
	fields.WriteString("| field | what it says | accepted | default |\n|---|---|---|---|\n")
	rows(&fields, "", s.Property("spec"))
	keys.WriteString("| key | the field it sets |\n|---|---|\n")
	for _, key := range s.ConfigMapKeys() {
		fmt.Fprintf(&keys, "| `%s` | `%s` |\n", key.Name, strings.TrimPrefix(key.Path, "spec."))
	}
	return withTables(string(text), fields.String(), keys.String())
}

// rows writes a row for every field of an object.
func rows(b *strings.Builder, path string, s *schema.Schema) {
	for _, p := range s.Properties {
		at, of := path+p.Key, p.Schema
		accepted, byDefault := of.Accepted(), ""
		if of.Type == "object" || of.Type == "array" {
			accepted = ""
		}
		if of.Default != "" {
			byDefault = "`" + of.Default + "`"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", at, cell(of.Description), cell(accepted), byDefault)
		if of.Items != nil {
			at, of = at+"[]", of.Items
		}
		rows(b, at+".", of)
	}
}

// cell escapes what would end a cell of a table, or be read as HTML.
func cell(text string) string {
	return strings.NewReplacer("|", "\\|", "*", "\\*", "<", "&lt;", "_", "\\_").Replace(text)
}

// withTables replaces the tables in a text, in their order.
func withTables(text string, tables ...string) ([]byte, error) {
	var b strings.Builder
	for _, table := range tables {
		before, rest, found := strings.Cut(text, tableBegin)
		_, after, ended := strings.Cut(rest, tableEnd)
		if !found || !ended {
			return nil, fmt.Errorf("it does not have %d tables between %q and %q", len(tables), tableBegin, tableEnd)
		}
		b.WriteString(before + tableBegin + table + tableEnd)
		text = after
	}
	return []byte(b.String() + text), nil
}
