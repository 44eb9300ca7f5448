package generators

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"go.yaml.in/yaml/v3"
)

// attacked are the configurations in which one text after the other is replaced.
var attacked = []string{
	"terraform/testdata/everything/config.yaml",
	"../testdata/infra-ack-everything/fnconfig.yaml",
	"../testdata/infra-crossplane-everything/fnconfig.yaml",
	"../testdata/flux-everything/fnconfig.yaml",
	"../testdata/kustomize-transformers/fnconfig.yaml",
	"crossplane/testdata/composition/config.yaml",
	"admission/testdata/everything/config.yaml",
	"warm/testdata/everything/config.yaml",
}

// hostile are texts that end a comment, a string, a block, an expression or a document, and begin
// something else, in one of the languages that are generated.
var hostile = []string{
	"a\nresource \"terraform_data\" \"pwned\" {}\n#", "a\r\nresource \"x\" \"y\" {}\r\n#", "a\rb", "a\n", "\na", "a\u0085b: c", "a\u2028b: c", "a\u2029- b", "a\x00b",
	"\"\nresource \"x\" \"y\" {}\n", "\" }\nresource \"x\" \"y\" {\n a = \"", "${file(\"/etc/passwd\")}", "%{ if true }x%{ endif }", "$${x}", "a\\", "\\\"", "*/ resource", "<<EOT\nEOT\n",
	"a\n---\napiVersion: v1\nkind: Pwned\n#", "a\n---\n", "...\n", "a: b", "a #b", "- a", "? a", "!!binary x", "&a b", "*a", "{a: b}", "[a]", "|\n a", ">-\n a", "'", "\"", "'a' b", "%YAML 1.1", "@a", "`a`",
	"{\"a\": 1}", "\",\"pwned\":\"", "</script>", "<!-- a", "a\n# Heading\n", "a\n```\nb", "[a](javascript:b)", "|a|b|", "a\n\n    code", "$(id)", "`id`", "; id", "../../x", "/etc/x", "a/../b", "a\\..\\b",
	"yes", "no", "on", "off", "y", "n", "null", "~", "true", "1:30", "0x10", "0o7", "010", "1e3", "=", "<<", ".inf", "2026-01-01", "1_000", "", " ", " a ", "\ta", "\ufeffa", "\U0001f600", strings.Repeat("a", 300),
	"{{ .x }}", "{{", "}}", "a{{ \"{{\" }}b", "{{- end }}", "{{/* a", "' || pwned || '", "\\' || pwned || '", "') || pwned('", "a') || pwned || b == ('", "\"}, {\"pwned\": \"", "\"], \"pwned\": [\"",
}

// TestInjection puts hostile texts into every place of every configuration: what is then
// generated parses, and has the objects, blocks and documents that it had before.
func TestInjection(t *testing.T) {
	tried, taken := 0, 0
	for _, path := range attacked {
		a := newAttack(t, path)
		for place := range a.places() {
			for i, text := range hostile {
				if (place+i)%5 != 0 && os.Getenv("ECRCACHE_INJECT") != "all" {
					continue // each text at a fifth of the places, each place with a fifth of the texts
				}
				tried++
				if a.try(t, place, text) {
					taken++
				}
			}
		}
	}
	if taken < tried/50 {
		t.Errorf("only %d of %d configurations were accepted", taken, tried)
	}
	t.Logf("%d configurations, %d accepted", tried, taken)
}

// FuzzInjection is TestInjection for any text.
func FuzzInjection(f *testing.F) {
	var all []*attack
	for _, path := range attacked {
		all = append(all, newAttack(f, path))
	}
	for i, text := range hostile {
		f.Add(i, i*7, text)
	}
	f.Fuzz(func(t *testing.T, which, place int, text string) {
		a := all[uint(which)%uint(len(all))]
		a.try(t, int(uint(place)%uint(a.places())), text)
	})
}

// An attack is a configuration, and the shape of what is generated for it.
type attack struct {
	path  string
	text  []byte
	count int
	shape []string
}

func newAttack(t testing.TB, path string) *attack {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := &attack{path: path, text: text, count: len(scalars(parsed(t, text), nil))}
	c, err := config.Parse(text)
	if err != nil {
		t.Fatal(path, err)
	}
	if a.shape = shape(t, c); len(a.shape) < 3 {
		t.Fatal(path, a.shape)
	}
	return a
}

// places is how many texts the configuration has, keys included.
func (a *attack) places() int { return a.count }

// try generates for the configuration with a text at a place, and reports whether it
// was accepted.
func (a *attack) try(t testing.TB, place int, text string) bool {
	document := parsed(t, a.text)
	n := scalars(document, nil)[place]
	if n.Value == text || text == "" || n.Value == "ghcr.io/amerintlxperts/**" {
		return false // a text that is not there, or a glob, chooses what there is to generate
	}
	was := n.Value
	if strings.HasPrefix(was, "{") {
		return false // a policy that the user writes whole, as JSON or as a placeholder
	}
	if strings.HasPrefix(was, "arn:aws:iam::") && strings.Contains(text, "${") {
		return false // a principal whose account is not known gets a statement of its own
	}
	n.Value, n.Tag, n.Style = text, "!!str", yaml.DoubleQuotedStyle
	changed, err := yaml.Marshal(document)
	if err != nil {
		return false // not UTF-8
	}
	c, err := config.Parse(changed)
	if err != nil {
		return false
	}
	got := shape(t, c)
	if got == nil {
		return false // refused by the plan
	}
	if !slices.Equal(got, a.shape) {
		t.Errorf("%s: %q in the place of %q: it differs:\n%s", a.path, text, was, cmp.Diff(a.shape, got))
	}
	return true
}

func parsed(t testing.TB, text []byte) *yaml.Node {
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	return &n
}

// scalars are the keys and values below a node.
func scalars(n *yaml.Node, to []*yaml.Node) []*yaml.Node {
	if n.Kind == yaml.ScalarNode {
		return append(to, n)
	}
	for _, child := range n.Content {
		to = scalars(child, to)
	}
	return to
}

// shape is what is generated without its texts: the files' kinds, their documents,
// objects, blocks and comments. It is nil when the plan refuses.
func shape(t testing.TB, c *v1alpha1.PullThroughCache) []string {
	ref, err := image.Parse("ghcr.io/amerintlxperts/app:v1")
	if err != nil {
		t.Fatal(err)
	}
	seen := plan.Seen{Images: []image.Reference{ref}}
	files, _ := Files(c, seen)
	if files == nil {
		return nil
	}
	byFlag, _ := Parts(c, seen, []string{"renovate"}) // no configuration asks for it; that of Crossplane is refused
	for _, part := range byFlag {
		files = append(files, part.Files...)
	}
	var all []string
	for _, f := range files {
		if strings.Contains(f.Name, "..") || strings.HasPrefix(f.Name, "/") || strings.ContainsAny(f.Name, "\\\n\r\x00") {
			t.Errorf("a file is called %q", f.Name)
		}
		switch {
		case strings.HasSuffix(f.Name, ".yaml"):
			all = append(all, yamlShape(t, f)...)
		case strings.HasSuffix(f.Name, ".tf"):
			all = append(all, hclShape(t, f)...)
		case strings.HasSuffix(f.Name, ".json"):
			all = append(all, f.Name+": "+jsonShape(t, f.Name, f.Text))
		default:
			all = append(all, "text: "+markdownShape(f.Text))
		}
	}
	slices.Sort(all)
	return all
}

// yamlShape is the objects of a YAML stream, and what their texts hold of other languages.
func yamlShape(t testing.TB, f object.File) []string {
	all := []string{fmt.Sprintf("comments: %d", comments(f.Text))}
	d := yaml.NewDecoder(strings.NewReader(f.Text))
	for {
		var object struct {
			APIVersion string `yaml:"apiVersion"`
			Kind       string
			Metadata   map[string]any
		}
		var n yaml.Node
		err := d.Decode(&n)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err == nil {
			err = n.Decode(&object)
		}
		if err != nil {
			t.Errorf("%s: %v\n%s", f.Name, err, f.Text)
			return all
		}
		_, group, _ := strings.Cut(object.APIVersion, ".") // that of a composition begins with its name
		kind := group + " " + object.Kind
		all = embedded(t, kind, &n, append(all, kind))
	}
}

// comments counts the lines at the top of a text that are comments.
func comments(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		n++
	}
	return n
}

// hclShape is the blocks of a Terraform file, and how many comments it has.
func hclShape(t testing.TB, f object.File) []string {
	file, diags := hclsyntax.ParseConfig([]byte(f.Text), f.Name, hcl.InitialPos)
	if diags.HasErrors() {
		t.Errorf("%s: %v\n%s", f.Name, diags, f.Text)
		return nil
	}
	tokens, _ := hclsyntax.LexConfig([]byte(f.Text), f.Name, hcl.InitialPos)
	n := 0
	for _, token := range tokens {
		if token.Type == hclsyntax.TokenComment {
			n++
		}
	}
	return blocks(file.Body.(*hclsyntax.Body), []string{fmt.Sprintf("%s: %d comments", f.Name, n)}, f.Name)
}

func blocks(body *hclsyntax.Body, to []string, at string) []string {
	for _, b := range body.Blocks {
		name := at + " " + b.Type
		if len(b.Labels) > 0 {
			name += " " + b.Labels[0]
		}
		to = blocks(b.Body, append(to, name), name)
	}
	return to
}

// markdownShape is how many lines of a Markdown text begin something.
func markdownShape(text string) string {
	counts := map[string]int{}
	for line := range strings.Lines(text) {
		for _, mark := range []string{"#", "```", "|", "<", "- ", "    "} {
			if strings.HasPrefix(line, mark) {
				counts[mark]++
			}
		}
	}
	said, _ := json.Marshal(counts)
	return string(said)
}
