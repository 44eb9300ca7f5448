package fn

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"go.yaml.in/yaml/v3"
)

const cacheHost = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"

// fuzzConfigs are configurations that between them do everything. Those that add,
// replace or take away more than references are not held to the input's structure.
var fuzzConfigs = []struct {
	spec       string
	structural bool
}{
	{"", false},
	{"upstreams: [{registry: docker.io}, {registry: ghcr.io, include: [\"a*/**\"]}, {registry: quay.io}]\n  rewrite: {ociURLs: true, args: true, embedded: true, anyField: true}", false},
	{"rewrite: {direction: Restore, embedded: true, args: true}", false},
	{"rewrite: {digests: Drop, fields: [{path: \"**/image\"}, {path: spec/*/repo, form: Repository}, {path: images, form: ImageMap}]}", false},
	{"rewrite: {mode: Check, anyField: true}", false},
	{"rewrite: {pullSecrets: Remove}", true},
	{"upstreams: [{registry: ghcr.io, credential: {}}]\n  infrastructure: {repositories: PreCreate}", true},
	{"flux: {namespace: flux-system, markers: true}\n  kustomize: {fluxKustomizations: true}", true},
}

func fuzzConfig(which uint) string {
	if spec := fuzzConfigs[which%uint(len(fuzzConfigs))].spec; spec != "" {
		return goodConfig + "  " + spec + "\n"
	}
	return goodConfig
}

// TestFuzzConfigs: each of the configurations is one.
func TestFuzzConfigs(t *testing.T) {
	for i := range fuzzConfigs {
		if _, err := config.Parse([]byte(fuzzConfig(uint(i)))); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// FuzzItems gives the function documents under one of the configurations.
func FuzzItems(f *testing.F) {
	for i, c := range golden.Cases(f, "../testdata") {
		for j, document := range strings.Split(c.Read(f, "input.yaml"), "\n---\n") {
			f.Add(document, uint(0))
			f.Add(document, uint(i+j))
		}
	}
	f.Fuzz(func(t *testing.T, text string, which uint) {
		checkRun(t, golden.List(text, fuzzConfig(which)), fuzzConfigs[which%uint(len(fuzzConfigs))].structural)
	})
}

// FuzzProcess gives the function any text at all.
func FuzzProcess(f *testing.F) {
	for _, c := range golden.Cases(f, "../testdata") {
		f.Add(c.ResourceList(f))
	}
	f.Add([]byte(`{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"ghcr.io\/a\/b"}]}}],"functionConfig":{"apiVersion":"v1","kind":"ConfigMap","data":{"accountID":"123456789012","region":"ca-central-1"}}}`))
	f.Fuzz(func(t *testing.T, input []byte) { checkRun(t, input, true) })
}

// checkRun holds a run to what is promised of every run: it says in one line what it
// refuses; its output is read by the parser that reads its input; a second run changes
// nothing; and no scalar but references is another one.
func checkRun(t *testing.T, input []byte, structural bool) {
	t.Helper()
	output, results, err := Process(input)
	if err != nil {
		if len(output) > 0 || err.Error() == "" || strings.Contains(err.Error(), "\n") {
			t.Fatalf("refused with %q and %d bytes of output", err, len(output))
		}
		return
	}
	before, err := tree(input)
	if err != nil {
		return // an item that cannot matter keeps its bytes, whatever they are
	}
	again, _, err := Process(output)
	if err != nil {
		t.Fatalf("the output is refused: %v\ninput\n%s\noutput\n%s", err, input, output)
	}
	if first, second := withoutResults(t, output), withoutResults(t, again); !bytes.Equal(first, second) {
		t.Fatalf("a second run changes\n%s\nto\n%s", first, second)
	}
	after, err := tree(output)
	if err != nil {
		t.Fatalf("the output is not YAML: %v\ninput\n%s\noutput\n%s", err, input, output)
	}
	if bytes.Contains(input, []byte(v1alpha1.OwnerAnnotation)) {
		structural = true // what an earlier configuration generated goes
	}
	if slices.ContainsFunc(results, renamesEntry) {
		structural = true // a copy of the entry may come behind it
	}
	if !structural || results.Failed() {
		sameNodes(t, before, after, results.Failed())
	}
}

// renamesEntry reports whether a result is about an entry of kustomize's images that got another name.
func renamesEntry(r Result) bool {
	return r.Tags["code"] == string(outcome.Rewritten) && r.Field != nil && strings.HasSuffix(r.Field.Path, ".name")
}

// withoutResults is a list without its results.
func withoutResults(t *testing.T, text []byte) []byte {
	t.Helper()
	list, err := yamlbytes.ReadList(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return yamlbytes.Splice(text, []yamlbytes.Edit{list.ResultsEdit("")})
}

// tree reads a list by the parser alone, without its results.
func tree(text []byte) (*yaml.Node, error) {
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		return nil, err
	}
	if len(n.Content) != 1 || n.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("not a map")
	}
	root := n.Content[0]
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "results" {
			root.Content = append(root.Content[:i:i], root.Content[i+2:]...)
			break
		}
	}
	return root, nil
}

// sameNodes holds every value against what it was. Of scalars only references to and
// from the cache may differ, and a map may have one more or one less of them, as kustomize's newName.
func sameNodes(t *testing.T, before, after *yaml.Node, refused bool) {
	t.Helper()
	if before.Kind == yaml.ScalarNode && after.Kind == yaml.ScalarNode {
		if before.Anchor != after.Anchor || (before.Value != after.Value || before.ShortTag() != after.ShortTag()) && (refused || !isMove(before.Value, after.Value)) {
			t.Fatalf("line %d: %q (%s) became %q (%s)", before.Line, before.Value, before.ShortTag(), after.Value, after.ShortTag())
		}
		return
	}
	if before.Kind != after.Kind || before.ShortTag() != after.ShortTag() || before.Anchor != after.Anchor || before.Value != after.Value {
		t.Fatalf("line %d: %v became %v", before.Line, *before, *after)
	}
	if before.Kind == yaml.MappingNode {
		samePairs(t, before, after, refused)
		return
	}
	if len(before.Content) != len(after.Content) {
		t.Fatalf("line %d: %d became %d", before.Line, len(before.Content), len(after.Content))
	}
	for i := range before.Content {
		sameNodes(t, before.Content[i], after.Content[i], refused)
	}
}

// samePairs holds the entries of a map against what they were.
func samePairs(t *testing.T, before, after *yaml.Node, refused bool) {
	t.Helper()
	was, is := withoutSignIn(before.Content), withoutSignIn(after.Content)
	for len(was)+len(is) > 0 {
		same := len(was) > 0 && len(is) > 0 && was[0].Value == is[0].Value
		switch {
		case same:
			sameNodes(t, was[0], is[0], refused)
			sameNodes(t, was[1], is[1], refused)
			was, is = was[2:], is[2:]
		case !refused && len(is) > 0 && mentions(is[1].Value) > 0:
			is = is[2:]
		case !refused && len(was) > 0 && mentions(was[1].Value) > 0:
			was = was[2:]
		default:
			t.Fatalf("line %d: %q became %q", before.Line, keys(was), keys(is))
		}
	}
}

// withoutSignIn are the entries of a map but for those by which Flux signs in at where
// an OCI address leads: they are others for the cache.
func withoutSignIn(content []*yaml.Node) []*yaml.Node {
	if !slices.ContainsFunc(content, func(n *yaml.Node) bool { return strings.HasPrefix(n.Value, "oci://") }) {
		return content
	}
	var kept []*yaml.Node
	for i := 0; i < len(content); i += 2 {
		if key := content[i].Value; key != "provider" && key != "secretRef" {
			kept = append(kept, content[i], content[i+1])
		}
	}
	return kept
}

func keys(content []*yaml.Node) (names []string) {
	for i := 0; i < len(content); i += 2 {
		names = append(names, content[i].Value)
	}
	return names
}

// isMove reports whether a text differs from another by what moving a reference
// changes: the names of the registries, a prefix where the registry stands in a field
// of its own, a digest that is dropped.
func isMove(before, after string) bool {
	if mentions(after) != mentions(before) {
		return true
	}
	if tag, digest, dropped := strings.Cut(before, "@"); dropped && (strings.HasPrefix(digest, "sha256:") || strings.Contains(digest, "$")) && (tag == after || isMove(tag, after)) {
		return true
	}
	if (strings.HasPrefix(before, "${") || strings.HasPrefix(before, "sha256:")) && after == "" {
		return true // a digest in a field of its own
	}
	for _, prefix := range []string{"ghcr/", "docker-hub/", "docker-hub/library/", "quay/"} {
		if after == prefix+before || before == prefix+after {
			return true
		}
	}
	return false
}

// mentions counts the names of the cache, which may be written in any case.
func mentions(text string) int { return strings.Count(strings.ToLower(text), cacheHost) }
