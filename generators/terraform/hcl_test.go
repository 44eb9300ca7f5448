package terraform

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// TestNames: what stands without quotes is a name to HCL's scanner; and below U+0560,
// what is a name to it stands without quotes.
func TestNames(t *testing.T) {
	names := []string{"", "_", "a-", "-a", "a.b", "a b", "\U00020000"}
	for r := rune(0); r < 0x2000; r++ {
		names = append(names, string(r), "a"+string(r))
	}
	for _, name := range names {
		ours, theirs := isName(name), hclsyntax.ValidIdentifier(name)
		isHigh := strings.ContainsFunc(name, func(r rune) bool { return r >= 0x560 })
		if ours && !theirs || theirs && !ours && !isHigh {
			t.Errorf("%q is a name: %v; to the scanner: %v", name, ours, theirs)
		}
	}
	if isName("for") {
		t.Error("an entry named for begins a comprehension")
	}
}

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
