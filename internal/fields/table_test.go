package fields_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// allRows is every row there is, those of options too.
func allRows() []fields.Row {
	return slices.Concat(append(fields.Table(), fields.Arguments(), fields.OCIAddresses(), fields.Everything())...)
}

// TestEveryRowHasACase: every row leads to a place in the input of a golden case.
func TestEveryRowHasACase(t *testing.T) {
	rows := allRows()
	finder, err := fields.NewFinder(rows)
	if err != nil {
		t.Fatal(err)
	}
	met := map[*fields.Row]bool{}
	for _, c := range golden.Cases(t, "../../testdata") {
		eachObject(t, c.Read(t, "input.yaml"), func(o *yamlbytes.Node) {
			finder.NewSearch().Find(kindOf(o), o, func(p *fields.Place) { met[p.Row], met[p.Via] = true, true })
		})
	}
	for row := range finder.Rows() {
		if !met[row] {
			t.Errorf("no golden case has group %q, kind %q, path %s; add it to the input of one and run make update", row.Group, row.Kind, row.Path)
		}
	}
}

// TestRowsHaveAPath: the path of every row can be read.
func TestRowsHaveAPath(t *testing.T) {
	for _, row := range append(allRows(), fields.PodSpec()...) {
		if err := fields.CheckPath(row.Path); err != nil {
			t.Error(err)
		}
	}
}

// TestRowsDiffer: no row says what another says.
func TestRowsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range allRows() {
		key := fmt.Sprint(row.Group, " ", row.Kind, " ", row.Path)
		if seen[key] {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
	}
}

// TestRowsHaveNoVersion: rows of the table hold for every version, and a row that
// is for a whole group says which.
func TestRowsHaveNoVersion(t *testing.T) {
	for _, row := range allRows() {
		if row.Version != "" || row.User || strings.Contains(row.Group, "/") {
			t.Errorf("%+v", row)
		}
	}
}

// eachObject parses a stream of objects.
func eachObject(t *testing.T, text string, visit func(*yamlbytes.Node)) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			t.Fatal(err)
		}
		if root == nil {
			continue
		}
		visit(root)
		fields.EachScalar(root, func(s *fields.Spot) { eachEmbedded(s.Node.Value, visit) })
	}
}

// eachEmbedded parses the documents that stand in a text of several lines.
func eachEmbedded(text string, visit func(*yamlbytes.Node)) {
	if !strings.Contains(text, "\n") {
		return
	}
	items, _ := yamlbytes.SplitStream([]byte(text))
	for i := range items {
		if root, err := items[i].Parse(); err == nil && root != nil {
			visit(root)
		}
	}
}

// kindOf is an object's kind; a document without one stands for a chart's values.
func kindOf(o *yamlbytes.Node) fields.ObjectKind {
	group, _, found := strings.Cut(o.Text("apiVersion"), "/")
	if !found {
		group = ""
	}
	kind := o.Text("kind")
	if kind == "" {
		kind = fields.Values
	}
	return fields.ObjectKind{Group: group, Kind: kind}
}
