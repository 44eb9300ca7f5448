package rewrite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// configurations are those under which the short ways are held to the long ones.
var configurations = []string{
	"spec: {accountID: '123456789012', region: ca-central-1}",
	"spec: {accountID: '123456789012', region: ca-central-1, upstreams: [{registry: ghcr.io}, {registry: docker.io}], rewrite: {args: true, ociURLs: true, digests: Drop}}",
	"spec: {accountID: '123456789012', region: ca-central-1, rewrite: {direction: Restore, anyField: true}}",
	"spec: {accountID: '123456789012', region: ca-central-1, rewrite: {mode: Check, embedded: true, pullSecrets: Remove, maxResults: 2}}",
	"spec: {accountID: '123456789012', region: ca-central-1, rewrite: {exclude: [{kind: Job}], fields: [{path: spec/x/image}]}, kustomize: {fluxKustomizations: true, helmReleases: true}}",
}

func rewriters(t testing.TB) []*Rewriter {
	t.Helper()
	var all []*Rewriter
	for _, spec := range configurations {
		c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\n" + spec + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// wholeItems is Items with every item read whole. Package yamlbytes holds its reader of
// lines against the YAML parser.
func wholeItems(r *Rewriter, items []yamlbytes.Item) ([]yamlbytes.Edit, *outcome.Report, error) {
	s := r.newSession([]Source{{Items: items}})
	s.partly = false
	if err := s.oneByOne(s.sources[0], items, 0); err != nil {
		return nil, nil, err
	}
	s.endText(s.sources[0])
	return s.finish()[0], s.report, nil
}

// sameWays holds items of which parts are left out against whole ones: the same edits,
// results and counts. Read in blocks, a stream gives them too.
func sameWays(t *testing.T, r *Rewriter, text string) {
	t.Helper()
	if _, err := yamlbytes.SplitStream([]byte(text)); err != nil {
		return // neither way reads what is not UTF-8
	}
	split := func() []yamlbytes.Item {
		items, _ := yamlbytes.SplitStream([]byte(text))
		return items
	}
	want, wantReport, wantErr := wholeItems(r, split())
	got, report, err := r.Items("", split())
	if err != nil && wantErr == nil {
		t.Fatalf("short: %v, long: %v, of\n%s", err, wantErr, text)
	}
	if wantErr != nil {
		return // the short way need not read the part that is wrong first
	}
	same(t, "the short way", want, got, wantReport, report, text)
	if r.InBlocks() {
		s := r.Stream("")
		edits, err := s.Block(split())
		if err != nil {
			t.Fatal(err)
		}
		if isPlain(text) { // kustomizations in blocks: TestLongStreamOfKustomizations
			same(t, "in blocks", want, edits, wantReport, s.Finish(), text)
		} else {
			s.Finish()
		}
	}
}

func same(t *testing.T, name string, want, got []yamlbytes.Edit, wantReport, report *outcome.Report, text string) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: edits -long +short\n%s\nof\n%s", name, diff, text)
	}
	if diff := cmp.Diff(wantReport, report, cmpopts.IgnoreUnexported(outcome.Report{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: report -long +short\n%s\nof\n%s", name, diff, text)
	}
}

// manifests are the inputs of the golden cases.
func manifests(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/*/input.yaml")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var texts []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

func TestShortWays(t *testing.T) {
	all := rewriters(t)
	for _, text := range manifests(t) {
		for _, r := range all {
			sameWays(t, r, text)
		}
	}
}

// FuzzShortWays changes manifests by what may be left out wrongly.
func FuzzShortWays(f *testing.F) {
	all := rewriters(f)
	for i, text := range manifests(f) {
		f.Add(text, uint8(i), uint16(i*7), uint8(i*3))
	}
	f.Fuzz(func(t *testing.T, text string, which uint8, at uint16, trap uint8) {
		i := int(which) % len(all)
		sameWays(t, all[i], text)
		sameWays(t, all[i], withTrap(text, int(at), traps[int(trap)%len(traps)]))
	})
}

// traps are pieces of YAML that change how what is around them is read.
var traps = []string{
	" # ghcr.io/a/b", "\t", "\r", "\"", "'", "\\x67hcr.io/a/b", "&a ", "*a", "!!str ", "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "|\n    ", ">-\n    ", "? ", "---\n", "...\n", "<<: *a\n",
	"\u0085", "\u2028", "\ufeff", "é", "GHCR.IO/a/b", "ghcr.io/a/b:v1", "image: ghcr.io/a/b\n", "'ghcr.io/a/b'", "\"ghcr.io\\/a\\/b\"", "{image: ghcr.io/a/b:v1}", "%", "@", "`", ",",
}

// withTrap puts a trap behind one of the colons and dashes of a text, where values
// begin.
func withTrap(text string, at int, trap string) string {
	places := []int{}
	for i := range len(text) - 1 {
		if (text[i] == ':' || text[i] == '-') && text[i+1] == ' ' {
			places = append(places, i+2)
		}
	}
	if len(places) == 0 {
		return text + trap
	}
	p := places[at%len(places)]
	return strings.Join([]string{text[:p], trap, text[p:]}, "")
}
