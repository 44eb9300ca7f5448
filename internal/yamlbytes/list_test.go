package yamlbytes

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
	"github.com/google/go-cmp/cmp"
)

const blockForm = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: v1
  kind: ConfigMap
  data:
    script: |
      - not: an item
    quoted: "two
- lines: and a half"
    flow: {a: [1,
  2], b: "]"}
    plain: one
      'and two
# a comment
- apiVersion: apps/v1
  kind: Deployment
  spec: {replicas: 1}
functionConfig:
  apiVersion: v1
  kind: ConfigMap
  data: {a: b}
`

func TestReadListFindsTheItems(t *testing.T) {
	list, err := ReadList([]byte(blockForm))
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Items) != 2 {
		t.Fatalf("%d items, want 2", len(list.Items))
	}
	if list.Items[0].root != nil {
		t.Error("the scanner gave up on a form it should read")
	}
	if got := string(list.Items[1].Raw()); got != "- apiVersion: apps/v1\n  kind: Deployment\n  spec: {replicas: 1}\n" {
		t.Errorf("second item is\n%s", got)
	}
	if got := string(list.Config); got != "  apiVersion: v1\n  kind: ConfigMap\n  data: {a: b}\n" {
		t.Errorf("functionConfig is\n%s", got)
	}
	if got := list.Items[1].Line(); got != 16 {
		t.Errorf("second item is on line %d, want 16", got)
	}
}

// listForms are ways to write a list that other programs use or YAML allows.
var listForms = map[string]string{
	"block":           blockForm,
	"CRLF":            strings.ReplaceAll(blockForm, "\n", "\r\n"),
	"byte order mark": "\ufeff" + blockForm,
	"document start":  "# head\n---\n" + blockForm,
	"document end":    blockForm + "...\n",
	"indented entries": `kind: ResourceList
apiVersion: config.kubernetes.io/v1beta1
functionConfig:
    kind: X
items:
  - kind: A
    list:
    - a
    - b: c
  -
    kind: B
  - kind: C
`,
	"no final line feed": "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: A",
	"comments": `apiVersion: config.kubernetes.io/v1 # version
kind: ResourceList # kind
items: # all
# first
- kind: A # a
# second

- kind: B
  # last
results:
- message: old
`,
	"JSON": `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"kind":"A","x":"]}"},{"kind":"B"}],"functionConfig":{"kind":"C"}}`,
	"JSON with results": `{"results":[{"message":"]"}],"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList",
"items":[{"kind":"A"}]}
`,
	"JSON with null":                 `{"results": null,"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":null}`,
	"flow with null":                 "{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: [], results: ~ }\n",
	"flow items":                     "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: [{kind: A}, {kind: B}]\nfunctionConfig: {kind: C}\n",
	"no items":                       "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n",
	"null items":                     "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n",
	"quoted fields":                  "\"apiVersion\": 'config.kubernetes.io/v1'\n\"kind\": \"ResourceList\"\n\"items\":\n- {kind: A}\n",
	"anchors across":                 "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: &k A\n- kind: *k\n",
	"indented list":                  "  apiVersion: config.kubernetes.io/v1\n  kind: ResourceList\n  items:\n  - kind: A\n",
	"results behind a mark":          "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n? results\n:\n- message: old\nitems:\n- kind: A\n",
	"results behind a mark at first": "? results\n: - message: old\nitems:\n- kind: A\napiVersion: config.kubernetes.io/v1\nkind: ResourceList\n",
	"odd breaks":                     "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- a: \"x\u2028\n    y\"\n- kind: B\n",
}

// TestConfigWithProperties: a function config in brackets ends with them, also behind a tag and an anchor.
func TestConfigWithProperties(t *testing.T) {
	for _, properties := range []string{"", "&a ", "!!map ", "&a !!map ", "!!map\n  &a # c\n  "} {
		config := properties + "{kind: C, data: {a: b}}"
		for _, text := range []string{
			"{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: [], functionConfig: " + config + "}\n",
			"apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: " + config + "\nitems: []\n",
		} {
			list, err := ReadList([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(string(list.Config)); got != config {
				t.Errorf("functionConfig of\n%s\nis\n%s", text, got)
			}
		}
	}
}

func TestBothWaysReadTheSame(t *testing.T) {
	for name, text := range listForms {
		t.Run(name, func(t *testing.T) { compareWays(t, []byte(text)) })
	}
}

// compareWays reads a list by lines and by the parser and holds the results
// against each other. It returns nil when the parser refuses the text.
func compareWays(t *testing.T, src []byte) *List {
	t.Helper()
	whole, err := ReadListWhole(src)
	if err != nil {
		return nil
	}
	list, err := ReadList(src)
	if err != nil {
		t.Fatalf("read by lines: %v", err)
	}
	if len(list.Items) != len(whole.Items) {
		t.Fatalf("%d items by lines, %d by the parser", len(list.Items), len(whole.Items))
	}
	for i := range list.Items {
		item := list.Items[i]
		if list.items.colon > 0 && !item.IsRead() {
			// Lines of blanks behind the last item are none of it, even where a block
			// scalar that ends there would count one more of them.
			item.end = behindBlanks(src, item.end)
		}
		got, err := item.Parse()
		if err != nil {
			t.Fatalf("item %d: %v", i, err)
		}
		if diff := cmp.Diff(dump(&whole.Items[i], whole.Items[i].root), dump(&list.Items[i], got)); diff != "" {
			t.Fatalf("item %d differs (-parser +lines):\n%s", i, diff)
		}
	}
	return list
}

// behindBlanks is the offset behind the lines of blanks that follow.
func behindBlanks(src []byte, pos int) int {
	for pos < len(src) {
		end := scan.LineEnd(src, pos)
		if strings.TrimSpace(string(src[pos:end])) != "" {
			break
		}
		pos = end
	}
	return pos
}

func TestResultsAreAddedAndReplaced(t *testing.T) {
	for name, text := range listForms {
		t.Run(name, func(t *testing.T) {
			src := []byte(text)
			once := withResults(t, src, "first")
			twice := withResults(t, once, "second")
			root, err := parseText(twice)
			if err != nil {
				t.Fatalf("%v in\n%s", err, twice)
			}
			results := root.Get("results")
			if results == nil || len(results.Items) != 1 || results.Items[0].Text("message") != "second" {
				t.Fatalf("results are not the second ones in\n%s", twice)
			}
			before, err := parseText(src)
			if err != nil {
				t.Fatal(err)
			}
			fields := len(before.Pairs)
			if before.Get("results") == nil {
				fields++
			}
			if len(root.Pairs) != fields {
				t.Errorf("%d fields, want %d, in\n%s", len(root.Pairs), fields, twice)
			}
			if again := withResults(t, twice, "second"); string(again) != string(twice) {
				t.Errorf("the same results again changed\n%s\nto\n%s", twice, again)
			}
		})
	}
}

func withResults(t *testing.T, src []byte, message string) []byte {
	t.Helper()
	list, err := ReadList(src)
	if err != nil {
		t.Fatal(err)
	}
	text := "results:\n- message: " + message + "\n"
	if list.JSON {
		text = `[{"message":"` + message + `"}]`
	}
	return Splice(src, []Edit{list.ResultsEdit(text)})
}

func TestReadListRefuses(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", "standard input is empty; a ResourceList (config.kubernetes.io/v1) is expected"},
		{"blank", " \n\n", "standard input is empty; a ResourceList (config.kubernetes.io/v1) is expected"},
		{"another kind", "apiVersion: v1\nkind: Pod\n", `a ResourceList (config.kubernetes.io/v1) is expected on standard input, found kind "Pod"; other manifests go through: ecrcache rewrite`},
		{"another version", "apiVersion: config.kubernetes.io/v2\nkind: ResourceList\nitems: []\n", `the ResourceList's apiVersion is "config.kubernetes.io/v2"; accepted: config.kubernetes.io/v1, config.kubernetes.io/v1beta1, config.kubernetes.io/v1alpha1`},
		{"not YAML", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: \"A\n", "line 4: found unexpected end of stream"},
		{"a key with an anchor", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n&a items:\n- kind: A\n", `line 3: the list's own key "items" has an anchor or is an alias; write the key alone`},
		{"a key that is an alias", "apiVersion: config.kubernetes.io/v1\nx: &k kind\nitems:\n- a: 1\n*k : ResourceList\n", `line 2: the list's own key "kind" has an anchor or is an alias; write the key alone`},
		{"items that are an alias", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nx: &i\n- a: 1\nitems: *i\n", `line 5: the list's own field "items" is an alias; write its value there`},
		{"results that are an alias", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nx: &r []\nresults: *r\nitems: []\n", `line 4: the list's own field "results" is an alias; write its value there`},
		{"an anchor in results", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nresults:\n- &r {message: a}\nitems: [*r]\n", "line 3: there is an anchor in the list's results, which are replaced; write its value where an alias needs it"},
		{"no items, with an anchor", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: &i null\nx: *i\n", `line 3: the list's own field "items" is empty and has an anchor; write it without`},
		{"items twice", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\nitems: []\n", `line 4: the key "items" is twice in one map, first at line 3`},
		{"items a map", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n  a: b\n", "line 4: items is a map, a list is expected"},
		{"two lists", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n---\na: b\n", "line 4: a second document starts here, one was expected"},
		{"UTF-16", "\xff\xfea\x00", "line 1: the text is UTF-16 or UTF-32; UTF-8 is accepted: convert it"},
		{"NUL", "a: b\nc: \x00\n", "line 2: a NUL byte; YAML text holds none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadList([]byte(c.in))
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func FuzzReadList(f *testing.F) {
	for _, text := range listForms {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		list := compareWays(t, src)
		if list == nil {
			return
		}
		compareWays(t, Splice(src, []Edit{list.ResultsEdit("")}))
	})
}
