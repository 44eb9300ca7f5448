package rewrite_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"go.yaml.in/yaml/v3"
)

// hinted finds what a message tells to paste into the configuration, below rewrite.
var hinted = regexp.MustCompile(`rewrite\.([A-Za-z]+: (?:true|\[\{.*\}\])) covers`)

// neverHinted are the reasons of what decides where images come from or go.
var neverHinted = []string{"updater", "mirror", "push-target", "image-scan", "policy", "fqdn", "cache-rule"}

// TestHints applies every hint that the golden cases and the sessions of the command line
// print, pasted as it is printed: it then covers what it was printed for.
func TestHints(t *testing.T) {
	tried := map[string]int{}
	for _, c := range golden.Cases(t, "../../testdata") {
		checkHints(t, c.Name, []byte(c.Read(t, "fnconfig.yaml")), "", c.Read(t, "input.yaml"), tried)
	}
	sessions, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, session := range sessions {
		files := filesOf(t, session)
		for path, text := range files {
			if path != "ecrcache.yaml" && strings.HasSuffix(path, "yaml") {
				checkHints(t, session+" "+path, []byte(files["ecrcache.yaml"]), path, text, tried)
			}
		}
	}
	for _, option := range []string{"fields", "ociURLs", "args", "embedded", "anyField"} {
		if tried[option] == 0 {
			t.Errorf("no test prints a hint to rewrite.%s", option)
		}
	}
	t.Logf("hints tried: %v", tried)
}

// filesOf are the files of a session: -- name -- and what follows.
func filesOf(t *testing.T, session string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(session)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	marks := regexp.MustCompile(`(?m)^-- (\S+) --\n`)
	at := marks.FindAllSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		files[string(text[m[2]:m[3]])] = string(text[m[1]:end])
	}
	return files
}

func checkHints(t *testing.T, name string, document []byte, path, input string, tried map[string]int) {
	t.Helper()
	configuration, err := config.Parse(document)
	if err != nil {
		if configuration, err = config.Parse([]byte(smallConfig)); err != nil {
			t.Fatal(err)
		}
	}
	for _, before := range findings(t, configuration, path, input) {
		if slices.Contains(neverHinted, before.Reason) && strings.Contains(before.Message, "covers") {
			t.Errorf("%s: %s: a hint for what must stay: %s", name, before.Field.Path, before.Message)
		}
		m := hinted.FindStringSubmatch(before.Message)
		if m == nil {
			continue
		}
		option, _, _ := strings.Cut(m[1], ":")
		tried[option]++
		for _, after := range findings(t, pasted(t, configuration, m[1]), path, input) {
			below, inside := strings.CutPrefix(after.Field.Path, before.Field.Path)
			same := after.Resource == before.Resource && after.File == before.File && inside && (below == "" || strings.ContainsAny(below[:1], ".[:"))
			if same && after.Code == outcome.LeftBehind {
				t.Errorf("%s: %s: %s\nthen still: %s: %s", name, before.Field.Path, before.Message, after.Field.Path, after.Message)
			}
		}
	}
}

const smallConfig = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: hints}\nspec: {accountID: \"123456789012\", region: ca-central-1}\n"

// pasted is the configuration with the text of a hint pasted below rewrite.
func pasted(t *testing.T, c *v1alpha1.PullThroughCache, hint string) *v1alpha1.PullThroughCache {
	t.Helper()
	var tree map[string]any
	text, err := json.Marshal(c)
	if err == nil {
		err = json.Unmarshal(text, &tree)
	}
	if err != nil {
		t.Fatal(err)
	}
	var below map[string]any
	if err := yaml.Unmarshal([]byte("rewrite:\n  "+hint+"\n"), &below); err != nil {
		t.Fatalf("the hint %s is no YAML: %v", hint, err)
	}
	settings := tree["spec"].(map[string]any)["rewrite"].(map[string]any)
	for key, value := range below["rewrite"].(map[string]any) {
		if fields, isList := value.([]any); isList {
			if there, ok := settings[key].([]any); ok {
				value = append(there, fields...)
			}
		}
		settings[key] = value
	}
	if text, err = json.Marshal(tree); err != nil {
		t.Fatal(err)
	}
	with, err := config.Parse(text)
	if err != nil {
		t.Fatalf("the hint %s is refused: %v", hint, err)
	}
	return with
}

// findings are those of a run over a text, none for one that cannot be read.
func findings(t *testing.T, c *v1alpha1.PullThroughCache, path, text string) []finding.Finding {
	t.Helper()
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return nil
	}
	_, report, err := r.Items(path, items)
	if err != nil {
		return nil
	}
	return report.Findings
}
