package yamltext_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamltext"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	sigsyaml "sigs.k8s.io/yaml"
)

// hard are texts that readers of YAML take for something else, that have no place on a line, or
// that have a meaning in brackets.
var hard = []string{
	"", "on", "NO", "y", "N", "off", "Yes", "1:30", "190:20:30", "1_000", "0b1", "0o7", ".inf", "<<", "~", "null", "Null", "012", "1e3", "0x1F",
	"12:30", "2026-11-25", "2026-11-25T00:00:00Z", "=", "- a", "-", "--- a", "? a", "?", ":", "a:", "a: b", "a:b", "a #b", "a#b", "#a", "*a", "&a", "!x", "%x", "@x", "`x`", "'", `"`, `a "b" c`, "it's", `\`, `a\b`,
	"a\nb\n", "a\r\nb", " a ", "a ", "\t", "a\tb", "é", "😀", "\u0085", "a\u0085b", "\u2028", "a\u2028b", "a\u2029 b", "a\u202eb", "a\u200bb", "a\u009b2Jb", "1e400", "-8e500123", "12345e789", "1.e999", "a\ufeff", "\ufeffa", "\x7f", "\uffff", "{}", "[]", "[a", "a,b", "a]", "a{b}", "${X}", "${X:-a}", "<a>", "a|b", "|", ">", "true", "False",
	"123456789012", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/org/app:v1", "1/2", "ghcr.io/org/app@sha256:0", "org/app:", "http://a/b", "~/a", "./a", "../a", "/a", "a/b: c", strings.Repeat("long ", 40) + "text",
}

// readers are what kubectl, kustomize and Flux read YAML with, and what follows YAML 1.2.
var readers = map[string]func(text string, into any) error{
	"sigs.k8s.io/yaml": func(text string, into any) error { return sigsyaml.Unmarshal([]byte(text), into) },
	"yaml.v3":          func(text string, into any) error { return yaml.Unmarshal([]byte(text), into) },
}

// TestTexts: wherever a text is put, every reader takes it for the same text again, and JSON does
// in quotes.
func TestTexts(t *testing.T) {
	texts := hard
	for r := rune(0); r < 0xff; r++ {
		texts = append(texts, string(r), "1 "+string(r), "a"+string(r)+"b")
	}
	for _, text := range texts {
		scalar, flow, quoted := yamltext.Scalar(text), yamltext.Flow(text), yamltext.Quoted(text)
		for where, document := range map[string]string{
			"after a key": "k: " + scalar + "\n", "after a key, before a comment": "k: " + scalar + " # note\n",
			"in a map": "{k: " + flow + ", l: m}\n", "last in a map": "{l: m, k: " + flow + "}\n", "in quotes": "k: " + quoted + "\n", "in JSON": `{"k": ` + quoted + "}\n",
		} {
			for name, read := range readers {
				var got map[string]any
				if err := read(document, &got); err != nil || got["k"] != text {
					t.Errorf("%q %s, read by %s: %#v, %v from %q", text, where, name, got["k"], err, document)
				}
			}
		}
		var got string
		if err := json.Unmarshal([]byte(quoted), &got); err != nil || got != text {
			t.Errorf("%q in quotes is %q, %v as JSON", text, got, err)
		}
	}
}

// TestPlain: what people write without quotes has none.
func TestPlain(t *testing.T) {
	for _, text := range []string{
		"a", "nginx", "v1.2.3", "1.2.3", "ghcr.io/org/app:v1", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/org/app:v1",
		"123456789012.dkr.ecr.ca-central-1.amazonaws.com", "http://a/b", "two words", `named "app", and more`, "café", "not", "yes-or-no",
	} {
		if got := yamltext.Scalar(text); got != text {
			t.Errorf("%q has needless quotes: %s", text, got)
		}
	}
}

// TestMarshal: a value comes back as it was from both readers, as block YAML with sorted keys.
func TestMarshal(t *testing.T) {
	values := map[string]any{}
	for _, text := range hard {
		values["of "+text] = text
	}
	values["count"], values["off"], values["none"], values["list"] = 9007199254740993, false, []any{}, []any{map[string]any{"b": "1", "a": "2"}}
	text, err := yamltext.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "list:\n- a: \"2\"\n  b: \"1\"\n") || !strings.Contains(text, "count: 9007199254740993\n") || !strings.Contains(text, "none: []\n") {
		t.Errorf("this is not how kubectl writes it:\n%s", text)
	}
	want, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	for name, read := range readers {
		var got any
		if err := read(text, &got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		again, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var a, b any
		_, _ = json.Unmarshal(want, &a), json.Unmarshal(again, &b)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestHidden: characters that are not seen, numbers that only some readers see, and line breaks of YAML 1.1 are in
// quotes, and escaped, as a key, too.
func TestHidden(t *testing.T) {
	got, err := yamltext.Marshal(map[string]any{"1e400": "1e400", "a": []string{"8e500123", "5e3f"}, "b\u202e": "x\u202ey", "c": "x\u009b2J\u2028y", "d": "1.1e999\n"})
	if err != nil {
		t.Fatal(err)
	}
	const want = `"1e400": "1e400"
a:
- "8e500123"
- 5e3f
"b\u202e": "x\u202ey"
c: "x\x9B2J\Ly"
d: |
  1.1e999
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := string(yamltext.WithoutControls([]byte("\"a\u009b\x7f\u202eé\u3000😀\""))); got != `"a\u009b\u007f\u202eé`+"\u3000😀\"" {
		t.Errorf("%q", got)
	}
}

// TestOtherReaders: what PyYAML reads as a number or a time is in quotes, also where Go's readers see a text, and what libyaml
// refuses in brackets.
func TestOtherReaders(t *testing.T) {
	got, err := yamltext.Marshal(map[string]any{
		"a": []string{"2026-11-25 10:00:00Z", "2026-1-2t3:04:05.1 -5", "2026-01-02  3:04:05 +05:30", "2026-11-25 at 10:00:00Z", ".0_", "0b_", "-0x_", "0b_1_x"},
		"b": map[string]string{"1e400": "a", "2026-11-25 10:00:00Z": "b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `a:
- "2026-11-25 10:00:00Z"
- "2026-1-2t3:04:05.1 -5"
- "2026-01-02  3:04:05 +05:30"
- 2026-11-25 at 10:00:00Z
- ".0_"
- "0b_"
- "-0x_"
- 0b_1_x
b:
  "1e400": a
  "2026-11-25 10:00:00Z": b
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := yamltext.Flow(":a"); got != "':a'" {
		t.Errorf("%s in brackets", got)
	}
}

// TestIndicators: PyYAML refuses = without quotes, and takes << for a merge; Go's readers do not.
func TestIndicators(t *testing.T) {
	got, err := yamltext.Marshal(map[string]any{"=": "<<", "a": []string{"=", "a = b", "<<x"}, "b": "x: =\ny: <<\n"})
	if err != nil {
		t.Fatal(err)
	}
	const want = `"=": "<<"
a:
- "="
- a = b
- <<x
b: |
  x: =
  y: <<
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
