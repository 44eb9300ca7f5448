package terraform

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

// TestNumbers: a number keeps its digits, and HCL reads them as it reads JSON's.
func TestNumbers(t *testing.T) {
	for _, number := range []string{"0", "-0", "1.50", "1e2", "1E+2", "-1.5e-3", "1e400", strings.Repeat("123456789", 50)} {
		file := ours("", nil, `{"a":[`+number+`]}`)
		want := valueOf(map[string]any{"a": []any{json.Number(number)}})
		if got := attributes(t, file)["document"]; !got.RawEquals(want) {
			t.Errorf("%s: %#v is read as %#v", number, want, got)
		}
		if !strings.Contains(file, "["+number+"]") {
			t.Errorf("%s is not in\n%s", number, file)
		}
	}
}

// TestNoDocument: what is no JSON document, or not surely which one, stays text.
func TestNoDocument(t *testing.T) {
	for _, text := range []string{"{", "[", "{]", "[}", "[1,]", "{}x", "{} {}", "{}]", "nul", `{"a"}`, `{1:2}`, `{"a":1,"a":1}`, `{"a":1,"b":{"c":1,"c":"x"}}`, "${x}", "'"} {
		if got := attributes(t, ours("", nil, text))["document"]; !got.RawEquals(cty.StringVal(text)) {
			t.Errorf("%s is written as %#v", text, got)
		}
	}
	if _, found := attributes(t, ours("", nil, ""))["document"]; found {
		t.Error("no document is written")
	}
}
