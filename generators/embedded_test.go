package generators

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/template"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"go.yaml.in/yaml/v3"
)

// jsonKeys are the keys whose texts are JSON, and celKeys those whose texts are CEL.
var (
	jsonKeys = []string{
		"lifecyclePolicy", "repositoryPolicy", "policy", "policyDocument", "policyText", "assumeRolePolicy", "assumeRolePolicyDocument", "eventPattern", "services.k8s.aws/adoption-fields",
		"pull-through-cache",
	}
	celKeys = []string{"expression", "messageExpression", "valueExpression"}
)

// embedded are the shapes of the texts below a node that are JSON, CEL or Go templates.
func embedded(t testing.TB, kind string, n *yaml.Node, to []string) []string {
	t.Helper()
	for i, child := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 0 || child.Kind != yaml.ScalarNode {
			to = embedded(t, kind, child, to)
			continue
		}
		switch key := n.Content[i-1].Value; {
		case slices.Contains(jsonKeys, key) && child.Tag == "!!str":
			to = append(to, kind+" "+key+": "+jsonShape(t, key, child.Value))
		case slices.Contains(celKeys, key):
			checkCEL(t, child.Value)
			to = append(to, kind+" "+key)
		case key == "template":
			to = append(to, templateShape(t, child.Value)...)
		}
	}
	return to
}

// jsonShape is a text of JSON without its strings and numbers.
func jsonShape(t testing.TB, name, text string) string {
	t.Helper()
	var b strings.Builder
	var whole any
	if err := json.Unmarshal([]byte(text), &whole); err != nil {
		t.Errorf("%s: %v\n%s", name, err, text)
	}
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			return b.String() + err.Error()
		}
		switch token := token.(type) {
		case json.Delim:
			b.WriteRune(rune(token))
		case string:
			b.WriteByte('s')
		case float64:
			b.WriteByte('0')
		default:
			b.WriteByte('b')
		}
	}
}

var (
	celLiteral = regexp.MustCompile(`(?s)'(?:[^'\\\n]|\\.)*'`)
	celWord    = regexp.MustCompile(`[\pL_][\pL_0-9]*`)
)

// celWords are the words outside of strings in the expressions of the golden cases.
var celWords = sync.OnceValues(func() (map[string]bool, error) {
	all := map[string]bool{}
	paths, err := filepath.Glob("admission/testdata/*/*policy-*.yaml")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var n yaml.Node
		if err := yaml.Unmarshal(text, &n); err != nil {
			return nil, err
		}
		for _, text := range expressions(&n, nil) {
			for _, word := range celWord.FindAllString(celLiteral.ReplaceAllString(text, ""), -1) {
				all[word] = true
			}
		}
	}
	return all, err
})

func expressions(n *yaml.Node, to []string) []string {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && slices.Contains(celKeys, n.Content[i-1].Value) {
			to = append(to, child.Value)
		}
		to = expressions(child, to)
	}
	return to
}

// checkCEL: the strings of an expression end, its brackets too, and outside of them is no word that is in
// no golden case. How many operators there are depends on what is selected.
func checkCEL(t testing.TB, text string) {
	t.Helper()
	known, err := celWords()
	if err != nil || len(known) < 20 {
		t.Fatal(known, err)
	}
	code := celLiteral.ReplaceAllString(text, "")
	for _, word := range celWord.FindAllString(code, -1) {
		if !known[word] {
			t.Errorf("the word %s is code in the expression %s", word, text)
		}
	}
	open := ""
	for _, c := range code {
		switch c {
		case '(', '[', '{':
			open += string(c)
		case ')', ']', '}':
			if pair := open[max(len(open)-1, 0):] + string(c); pair != "()" && pair != "[]" && pair != "{}" {
				t.Errorf("%q ends nothing in the expression %s", c, text)
				return
			}
			open = open[:len(open)-1]
		case '\'', '"', '`', '\\', ';', '#':
			t.Errorf("%q is outside of strings in the expression %s", c, text)
		}
	}
	if open != "" || strings.Contains(code, "//") {
		t.Errorf("%q is not ended, or something is a comment, in the expression %s", open, text)
	}
}

// templateShape is the objects that a Go template makes, as function-go-templating would.
func templateShape(t testing.TB, text string) []string {
	t.Helper()
	parsed, err := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"dig":     func(...any) string { return "" },
		"default": func(_, _ string) string { return "arn" },
	}).Parse(text)
	if err != nil {
		t.Errorf("%v\n%s", err, text)
		return nil
	}
	var b strings.Builder
	if err := parsed.Execute(&b, map[string]any{"observed": nil}); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	return append(yamlShape(t, object.File{Name: "a template", Text: b.String()}), "the template's actions: "+strings.Join(regexp.MustCompile(`{{-? [^"][^}]*}}`).FindAllString(text, -1), " "))
}
