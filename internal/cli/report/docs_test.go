package report

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// TestDocs: every field of the JSON forms, every column and every status is
// described.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../../../docs/output.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []any{Report{}, ImageList{}, Explanation{}, Examination{}, LiveExamination{}, WarmReport{}, Verification{}, ReleaseList{}} {
		for _, name := range fieldNames(reflect.TypeOf(form)) {
			if !strings.Contains(string(text), "`"+name+"`") && !strings.Contains(string(text), "."+name+"`") {
				t.Errorf("docs/output.md does not describe %s of %T", name, form)
			}
		}
	}
	for _, s := range []inventory.Status{
		inventory.StatusCovered, inventory.StatusCached, inventory.StatusExcluded, inventory.StatusLeft,
		inventory.StatusNoRule, inventory.StatusOtherECR, inventory.StatusMalformed, inventory.StatusRefused,
	} {
		if !strings.Contains(string(text), "| `"+string(s)+"` |") {
			t.Errorf("docs/output.md does not describe the status %s", s)
		}
	}
}

// TestColumns: the CSV form has every field of an image and of its place.
func TestColumns(t *testing.T) {
	have := map[string]bool{"place": true}
	for _, c := range columns {
		have[c.name] = true
	}
	for _, name := range fieldNames(reflect.TypeFor[Image]()) {
		if !have[name] {
			t.Errorf("no column for %s", name)
		}
	}
}

// fieldNames are the names of a form's fields in JSON, and of those below.
func fieldNames(form reflect.Type) []string {
	switch form.Kind() {
	case reflect.Slice:
		return fieldNames(form.Elem())
	case reflect.Struct:
	default:
		return nil
	}
	var names []string
	for i := range form.NumField() {
		f := form.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
		names = append(names, fieldNames(f.Type)...)
	}
	return names
}
