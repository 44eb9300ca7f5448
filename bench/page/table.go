// Package page writes the parts of a Markdown page: tables, figures as people read
// them, and what stands between two markers.
package page

import (
	"fmt"
	"strings"
)

// Table is a Markdown table whose first columns are text, and the others figures.
func Table(text int, head []string, rows [][]string) string {
	var b strings.Builder
	line(&b, head)
	rule := make([]string, len(head))
	for i := range rule {
		rule[i] = "---"
		if i >= text {
			rule[i] = "--:"
		}
	}
	line(&b, rule)
	for _, row := range rows {
		line(&b, row)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func line(b *strings.Builder, cells []string) {
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}

// Code is text as code, whatever it holds, on one line; a dash for nothing.
func Code(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return "–"
	}
	text = strings.ReplaceAll(text, "|", "\\|")
	if strings.Contains(text, "`") {
		return "`` " + text + " ``"
	}
	return "`" + text + "`"
}
