package yamlbytes

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// A List is a KRM ResourceList in its bytes
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
type List struct {
	// Items are the entries of items, in order.
	Items []Item
	// Config is the functionConfig as YAML text of its own; nil when there is none.
	Config []byte
	// JSON is set when the list is one flow collection, as JSON is.
	JSON bool

	src     []byte
	items   itemsPlace
	comma   bool    // a comma is there already
	results section // of the field results; start is -1 when there is none
	end     int     // where another field may be added
	indent  int     // the column of the fields
}

// section is the extent of a top-level field, from its key.
type section struct{ start, end int }

// listVersions are the ResourceList versions that callers write.
var listVersions = []string{
	"config.kubernetes.io/v1",
	"config.kubernetes.io/v1beta1",
	"config.kubernetes.io/v1alpha1",
}

// ReadList splits a ResourceList, YAML or JSON, into its parts. Errors are of
// type *finding.Finding: no text at all, text that is not YAML, another kind, a version
// that is not known, items that are not a list.
func ReadList(src []byte) (*List, error) {
	if err := checkMark(src); err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(src[scan.TextStart(src):])) == 0 {
		return nil, problemAt(0, "standard input is empty; a ResourceList (config.kubernetes.io/v1) is expected")
	}
	b := &blockList{text: newSource(src), list: &List{src: src, results: section{-1, -1}}}
	if b.read(scan.NewScanner(src, scan.TextStart(src))) == nil {
		return b.list, checkListKind(b.apiVersion, b.kind)
	}
	if err := checkNUL(src); err != nil {
		return nil, err
	}
	return ReadListWhole(src)
}

func checkListKind(apiVersion, kind string) error {
	if kind != "ResourceList" {
		return problemAt(0, fmt.Sprintf("a ResourceList (config.kubernetes.io/v1) is expected on standard input, found kind %q; other manifests go through: ecrcache rewrite", kind))
	}
	if !slices.Contains(listVersions, apiVersion) {
		return problemAt(0, fmt.Sprintf("the ResourceList's apiVersion is %q; accepted: %s", apiVersion, strings.Join(listVersions, ", ")))
	}
	return nil
}

// ResultsEdit returns the edit that gives the list the results, and only those:
// what an earlier function left there is replaced. The text is a JSON array when the
// list is JSON, else the lines of the field with its key at column 0, each ended by a
// line feed; empty text removes the field.
func (l *List) ResultsEdit(text string) Edit {
	at := l.results
	if at.start < 0 {
		at = section{l.end, l.end}
	}
	if l.JSON {
		return l.resultsJSON(at, text)
	}
	if text == "" {
		return Edit{at.start, at.end, ""}
	}
	startsLine := scan.YAML11LineStart(l.src, at.start) == at.start
	if l.indent > 0 || !startsLine {
		text = l.indented(text, startsLine)
	}
	return Edit{at.start, at.end, scan.WithBreaksOf(l.src, text)}
}

// indented puts lines as deep as the list's fields.
func (l *List) indented(text string, startsLine bool) string {
	margin := strings.Repeat(" ", l.indent)
	var b strings.Builder
	if !startsLine {
		b.WriteByte('\n')
	}
	for line := range strings.Lines(text) {
		b.WriteString(margin)
		b.WriteString(line)
	}
	return b.String()
}

func (l *List) resultsJSON(at section, text string) Edit {
	if text == "" {
		text = "[]"
	}
	text = `"results":` + text
	if l.results.start < 0 {
		text = l.separator() + text
	}
	return Edit{at.start, at.end, text}
}

// separator returns the text before a field that is added to a list in brackets.
func (l *List) separator() string {
	if l.comma {
		return " "
	}
	return ","
}
