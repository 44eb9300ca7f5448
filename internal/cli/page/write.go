package page

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // the parts of a page
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// What every page is made of.
var (
	//go:embed page.html
	layout string
	//go:embed page.css
	style string
	//go:embed early.js
	early string
	//go:embed page.js
	script string
)

// Write writes the page as HTML. It fails where w does, and for a row that has more cells than
// its table has columns.
func Write(w io.Writer, p Page) error {
	for i := range p.Tables {
		t := &p.Tables[i]
		for j, row := range t.Rows {
			if len(row) > len(t.Columns) {
				return fmt.Errorf("table %q: row %d has %d cells for %d columns", t.Title, j, len(row), len(t.Columns))
			}
		}
	}
	parsed, err := template.New("page").Funcs(template.FuncMap{
		"line": redact.Line, "count": count, "bars": bars, "cells": cells,
		"kind": Kind.class, "tone": Tone.class,
	}).Parse(layout)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(w, 64<<10)
	err = parsed.Execute(buffered, struct {
		Page
		Policy string
		Style  template.CSS
		// Early runs before the body is shown, or the page would flash in the wrong theme; Script
		// runs after it.
		Early, Script template.JS
	}{p, policy(), template.CSS(style), template.JS(early), template.JS(script)})
	if err != nil {
		return err
	}
	return buffered.Flush()
}

// policy is the Content-Security-Policy of a page: its own style and its own scripts, known by
// their hashes, and nothing else, from nowhere.
func policy() string {
	return fmt.Sprintf("default-src 'none'; style-src %s; script-src %s %s; base-uri 'none'; form-action 'none'",
		hash(style), hash(early), hash(script))
}

// hash is how a Content-Security-Policy names a text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
