package rewrite_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The placeholders of one tool each, as they stand in manifests. What lies in them
// would end or split a reference elsewhere.
var dialects = [][]string{
	{"${TAG}", "${A:=b//c:d@e}", "$TAG", "$${TAG}", "${A:-${B:-{c}}}", "${D:+@$D}", "${A#v}", "${A/b/c}"},
	{"$(TAG)", "$(params.tag)", "$(params.tags[0])", "$$(A)", "$(a:b/c@d e)"},
	{"{{ .Values.tag }}", "{{tag}}", `{{ .t | default "a/b:c@d" | quote }}`, "{{ index .Values `k` \"x\" }}", "{{- .t -}}", "{{ printf \"ghcr.io/%s\" .x }}"},
	{"{{ t }}", "{{ t | default('a/:b') }}", "{% if x %}", "{% endif %}"},
	{"<< inputs.tag >>", "<<t>>", `<< a | default "ghcr.io/x:/y@z" >>`},
	{"%(tag)s", "%(a b)d"},
	{"%s", "%d", "%v"},
	{"%TAG%", "%my_tag%"},
	{"%%TAG%%"},
	{"%{tag}", "%{ if x }"},
	{"#{tag}#", "#{tag}", "#{ Octopus.Action.Package[a].Version }"},
	{"__TAG__", "__MY_TAG__"},
	{"@@TAG@@", "@@my.tag@@"},
	{"[[ tag ]]", "[[ .x | quote ]]"},
	{"<TAG>", "<your tag: a/b@c>"},
	{"$[ variables.tag ]", "$[[ inputs.tag ]]", "$[a[0]]"},
	{"{tag}", "{ tag }", "{0}"},
	{"${{ inputs.tag }}", "${{ a || 'b//c:d@e' }}"},
	{"$1", "$2"},
}

// A grown is a reference that grew by the grammar, in its parts. An empty tag or
// digest is none.
type grown struct {
	host        string
	components  []string
	open        []bool // whether a component holds a placeholder
	hidden      bool   // whether the first one begins with one
	tag, digest string
}

func (g *grown) path() string { return strings.Join(g.components, "/") }

func (g *grown) tail() string {
	text := ""
	if g.tag != "" {
		text += ":" + g.tag
	}
	if g.digest != "" {
		text += "@" + g.digest
	}
	return text
}

// A source of choices is fuzzing, or chance.
type choices func(n int) int

func (c choices) of(texts ...string) string { return texts[c(len(texts))] }

// grow makes a reference of the choices.
func grow(choose choices) *grown {
	dialect := dialects[choose(len(dialects))]
	placeholder := func() string { return dialect[choose(len(dialect))] }
	mixed := func(literal string) (text string, open bool) {
		switch choose(8) {
		case 0:
			return placeholder(), true
		case 1:
			return literal + "-" + placeholder(), true
		case 2:
			return placeholder() + "-" + literal, true
		case 3:
			return placeholder() + "x" + placeholder(), true
		}
		return literal, false
	}
	g := &grown{host: choose.of("ghcr.io", "quay.io", "docker.io", "", "registry.example.com")}
	for range 1 + choose(3) {
		literal := choose.of("amerintlxperts", "amer", "org", "app", "library", "nginx", "a__b")
		text, open := mixed(literal)
		g.components, g.open = append(g.components, text), append(g.open, open)
		g.hidden = g.hidden || len(g.components) == 1 && open && !strings.HasPrefix(text, literal)
	}
	if choose(4) > 0 {
		g.tag, _ = mixed(choose.of("v1", "V1.0-rc_1", "latest"))
	}
	if choose(8) == 0 {
		g.tag = choose.of("${TAG:-v1}", "${X:-ghcr.io/o/a}", `{{ .x | default "ghcr.io/o/a" }}`) // a default that is none of a registry
	}
	switch choose(4) {
	case 0:
		g.digest = placeholder()
	case 1:
		g.digest = "sha256:" + placeholder()
	case 2:
		g.digest = "sha256:" + strings.Repeat("0123456789abcdef", 4)
	}
	return g
}

// name is the reference without its tail, as it was and as it is to be. It stays
// where the placeholders hide what it is to be. This is written for the
// configuration grownConfig, and knows nothing of the code under test.
func (g *grown) name() (was, is string) {
	was = g.path()
	if g.host != "" {
		was = g.host + "/" + was
	}
	const ecr = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	first, single := g.components[0], len(g.components) == 1
	switch {
	case g.host == "quay.io":
		return was, ecr + "quay/" + g.path()
	case g.host == "registry.example.com":
		return was, was
	case g.host == "ghcr.io" && !g.open[0] && first == "amerintlxperts":
		return was, ecr + "ours/" + g.path()
	case g.host == "ghcr.io" && g.hidden:
		return was, was // it may be under amerintlxperts
	case g.host == "ghcr.io":
		return was, ecr + "ghcr/" + g.path()
	case g.open[0] && (g.host == "" || single):
		return was, was // a registry, or an official image
	case single:
		return was, ecr + "docker-hub/library/" + g.path()
	}
	return was, ecr + "docker-hub/" + g.path()
}

const grownConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: grown}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams:
  - registry: ghcr.io
  - {registry: ghcr.io/amerintlxperts, prefix: ours}
  - registry: quay.io
  - registry: docker.io
  rewrite: {maxResults: 0}
`

// documents holds the reference in every form, with a name as its host and path.
// Only the fields of one string hold names without a host, which a chart may join
// to another registry.
func (g *grown) documents(name string) string {
	q := func(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
	text := "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: " + q(name+g.tail()) + "\n"
	text += "  - image: " + q("${IMG:-"+name+g.tail()+"}") + "\n"
	if !strings.ContainsAny(name+g.tail(), "\"\\}>") {
		text += "  - image: " + q(`{{ default "`+name+g.tail()+`" .x }}`) + "\n"
	}
	if g.host == "" {
		return text
	}
	text += "  - image: " + q("${REGISTRY:="+strings.TrimSuffix(name, "/"+g.path())+"}/"+g.path()+g.tail()) + "\n"
	fields := ""
	if g.tag != "" {
		fields += ", tag: " + q(g.tag)
	}
	if g.digest != "" {
		fields += ", digest: " + q(g.digest)
	}
	path := g.path()
	host := strings.TrimSuffix(name, "/"+path)
	text += "---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n" +
		"    a: {image: {repository: " + q(name) + fields + "}}\n" +
		"    b: {image: {repository: " + q(name+g.tail()) + "}}\n" +
		"    c: {image: {registry: " + q(host) + ", repository: " + q(path) + fields + "}}\n"
	if len(g.components) > 1 && !g.open[0] {
		at := strings.Index(name, g.components[0]+"/") + len(g.components[0])
		text += "    d: {image: {registry: " + q(name[:at]) + ", repository: " + q(name[at+1:]) + fields + "}}\n"
	}
	entry := strings.NewReplacer("tag:", "newTag:").Replace(fields)
	if g.tag != "" {
		entry = ", newTag: " + q(g.tag)
		if g.digest != "" {
			entry += ", digest: " + q(g.digest)
		}
	}
	return text + "---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- {name: x, newName: " + q(name) + entry + "}\n" +
		"---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    kustomize:\n      images:\n      - " + q("x="+name+g.tail()) + "\n"
}

// checkGrown holds the law for one reference: host and path become those of the
// cache and no other byte changes, or nothing does and the reason is told; what a
// result proposes is what stands there; twice is once; Restore gives it back.
func checkGrown(t *testing.T, forth, back *rewrite.Rewriter, g *grown) {
	t.Helper()
	was, is := g.name()
	input, want := g.documents(was), g.documents(is)
	got, report := apply2(t, forth, input)
	if got != want {
		t.Fatalf("of\n%s\ncame\n%s\nwant\n%s", input, got, want)
	}
	head, cached := g.host, strings.TrimSuffix(is, "/"+g.path())
	if g.host == "" {
		head, cached = was, is
	}
	for _, f := range report.Findings {
		if f.Code == outcome.Rewritten && f.Field.Proposed != strings.Replace(f.Field.Current, head, cached, 1) {
			t.Fatalf("a result has %q become %q", f.Field.Current, f.Field.Proposed)
		}
	}
	if left := was == is && g.host != "registry.example.com" && !strings.ContainsAny(was[:1], "$({<[%#_@"); left && !reports(report) {
		t.Fatalf("%s is left, and nothing says so", was)
	}
	if again, _ := apply2(t, forth, got); again != got {
		t.Fatalf("a second run makes\n%s\nof\n%s", again, got)
	}
	if was == is {
		return
	}
	restored, _ := apply2(t, back, got)
	if g.host != "" && g.host != "docker.io" {
		if want := g.documents(was); restored != want {
			t.Fatalf("restored as\n%s\nwant\n%s", restored, want)
		}
		return
	}
	// How a name of Docker Hub was spelled is not known. It is the same image.
	if strings.Contains(restored, "- image: '"+strings.ReplaceAll(is+g.tail(), "'", "''")+"'") {
		t.Fatalf("not restored:\n%s", restored)
	}
	if again, _ := apply2(t, forth, restored); again != got {
		t.Fatalf("restored as\n%s\nand rewritten as\n%s\nwant\n%s", restored, again, got)
	}
}

// reports tells whether a place was reported as left, or as no reference.
func reports(report *outcome.Report) bool {
	return report.Left > 0 || slices.ContainsFunc(report.Findings, func(f finding.Finding) bool { return f.Code == outcome.Malformed })
}

func apply2(t *testing.T, r *rewrite.Rewriter, text string) (string, *outcome.Report) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	edits, report, err := r.Items("", items)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return string(yamlbytes.Splice([]byte(text), edits)), report
}

// bothWays are the rewriters that references that grew are held to.
func bothWays(t testing.TB) (forth, back *rewrite.Rewriter) {
	t.Helper()
	c, err := config.Parse([]byte(grownConfig))
	if err != nil {
		t.Fatal(err)
	}
	if forth, err = rewrite.New(c); err != nil {
		t.Fatal(err)
	}
	restore := *c
	restore.Spec.Rewrite.Direction = v1alpha1.DirectionRestore
	if back, err = rewrite.New(&restore); err != nil {
		t.Fatal(err)
	}
	return forth, back
}

// rounds is how many references are tried: ECRCACHE_PLACEHOLDERS sets more.
func rounds(t *testing.T) int {
	t.Helper()
	text := os.Getenv("ECRCACHE_PLACEHOLDERS")
	if text == "" {
		return 2000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestPlaceholders holds the law for references by chance.
func TestPlaceholders(t *testing.T) {
	forth, back := bothWays(t)
	chance := rand.New(rand.NewPCG(1, 2))
	for range rounds(t) {
		checkGrown(t, forth, back, grow(chance.IntN))
	}
}

// FuzzPlaceholders holds the law for references that fuzzing grows.
func FuzzPlaceholders(f *testing.F) {
	forth, back := bothWays(f)
	chance := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		seed := make([]byte, 24)
		for i := range seed {
			seed[i] = byte(chance.IntN(256))
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		checkGrown(t, forth, back, grow(func(n int) int {
			if len(text) == 0 {
				return 0
			}
			c := int(text[0]) % n
			text = text[1:]
			return c
		}))
	})
}
