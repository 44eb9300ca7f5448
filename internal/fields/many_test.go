package fields_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestManyRows: rows with ** and keys of their own take at most the square of their number. Each of n keys leads
// to states of its own, which name all n rows.
func TestManyRows(t *testing.T) {
	for attempt := 0; ; attempt++ { // a busy machine makes one of them long
		few, many := timeOfRows(t, 200), timeOfRows(t, 800)
		if many < 36*few { // 16 is the square, 64 the cube
			return
		}
		if attempt == 3 {
			t.Fatalf("200 rows take %v, 800 take %v", few, many)
		}
	}
}

// timeOfRows is how long it takes to find a field for each of n rows.
func timeOfRows(t *testing.T, n int) time.Duration {
	t.Helper()
	var rows []fields.Row
	var text strings.Builder
	for i := range n {
		rows = append(rows, fields.Row{Path: fmt.Sprintf("**/a%d[]/**/image%d", i, i), User: true})
		fmt.Fprintf(&text, "a%d: [{x: {image%d: a/b}}]\n", i, i)
	}
	root, refused := yamlbytes.ParseDocument([]byte(text.String()))
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	finder, err := fields.NewFinder(rows)
	if err != nil {
		t.Fatal(err)
	}
	began, found := time.Now(), 0
	finder.NewSearch().Find(fields.ObjectKind{}, root, func(*fields.Place) { found++ })
	if found != n {
		t.Fatalf("%d fields of %d rows", found, n)
	}
	return time.Since(began)
}
