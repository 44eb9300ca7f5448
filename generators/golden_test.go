package generators

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what comes out into the golden cases")

// seenInCases is what the manifests of every golden case hold.
var seenInCases = plan.Seen{
	Images: []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app", Tag: "v1.2.3"}, {Host: "ghcr.io", Repository: "amerintlxperts/sidecar", Tag: "v1.0.0"}},
	Places: []plan.Place{{
		APIVersion: "postgresql.cnpg.io/v1", Kind: "Cluster", Name: "db", Field: "spec.imageName", Reference: "ghcr.io/amerintlxperts/my-app:v1.2.3", Alone: true,
	}},
}

// casesOf are the golden cases of a target: the directories NAME/testdata/*, each with a
// config.yaml, the files that are generated for it, and what is said (problems.txt).
func casesOf(t testing.TB, target *Target) []string {
	t.Helper()
	found, err := filepath.Glob(target.Name + "/testdata/*/config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i := range found {
		found[i] = filepath.Dir(found[i])
	}
	return found
}

func configOf(t testing.TB, dir string) *v1alpha1.PullThroughCache {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(text)
	if err != nil {
		t.Fatal(dir, err)
	}
	return c
}

// generateCase makes the files of a case as ecrcache generate does.
func generateCase(t testing.TB, target *Target, dir string) ([]object.File, []plan.Problem) {
	t.Helper()
	c := configOf(t, dir)
	if target.Flag != "" {
		parts, problems := Parts(c, plan.Seen{}, []string{target.Name})
		if len(parts) == 0 {
			return nil, problems
		}
		return parts[0].Files, problems
	}
	if !target.Asked(&c.Spec) {
		t.Errorf("%s does not ask for the target %s", dir, target.Name)
	}
	return Files(c, seenInCases)
}

// TestGolden holds every file that is generated for a golden case to what was read and
// accepted. Every target has a case.
func TestGolden(t *testing.T) {
	for i := range table {
		target := &table[i]
		cases := casesOf(t, target)
		if len(cases) == 0 {
			t.Errorf("generators/%[1]s has no golden case: write generators/%[1]s/testdata/minimal/config.yaml, and run make update", target.Name)
		}
		for _, dir := range cases {
			files, problems := generateCase(t, target, dir)
			if len(files) == 0 {
				t.Errorf("%s: nothing is generated: %v", dir, problems)
			}
			var said strings.Builder
			for _, p := range problems {
				said.WriteString(string(p.Severity) + ": " + p.String() + "\n")
			}
			compare(t, dir, append(files, object.File{Name: "problems.txt", Text: said.String()}))
		}
	}
}

// compare holds files to those of a directory, or writes them there.
func compare(t *testing.T, dir string, files []object.File) {
	t.Helper()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(want), f.Text); diff != "" {
			t.Errorf("%s: -want +got\n%s", path, diff)
		}
	}
	if got := namesBelow(t, dir); len(got) != len(files)+1 {
		t.Errorf("%s: the case holds %v, and %d files are generated; remove what is not generated any more", dir, got, len(files))
	}
}

// namesBelow are the files of a case, with its config.yaml.
func namesBelow(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"*", "*/*"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	return slices.DeleteFunc(all, func(path string) bool {
		info, err := os.Stat(path)
		return err != nil || info.IsDir()
	})
}

// TestHeader: every generated file is known as one of its configuration, and of no
// other, so that the next run may replace it.
func TestHeader(t *testing.T) {
	for i := range table {
		target := &table[i]
		for _, dir := range casesOf(t, target) {
			owner := configOf(t, dir).Owner()
			files, _ := generateCase(t, target, dir)
			for _, f := range files {
				if !Wrote(owner, f.Text) {
					t.Errorf("%s: the next run would not know %s as its own; put object.Written(p.Owner) into a field in its first %d lines:\n%s", dir, f.Name, headerLines, f.Text)
				}
				if Wrote("other", f.Text) {
					t.Errorf("%s: %s is known as that of another", dir, f.Name)
				}
			}
		}
	}
}

// TestFunctionLosesNothing: the KRM function passes on objects alone, so a target that
// makes files, other than those for people, says something instead there. A target has Asked or a Flag.
func TestFunctionLosesNothing(t *testing.T) {
	for i := range table {
		target := &table[i]
		if (target.Asked == nil) != (target.Flag != "") {
			t.Errorf("%s: a configuration asks for it, or its flag; the row has both or neither", target.Name)
		}
		for _, dir := range casesOf(t, target) {
			c := configOf(t, dir)
			p, _ := planner.Plan(c, seenInCases)
			out, _ := target.generate(&c.Spec, p)
			forTools := slices.ContainsFunc(out.Files, func(f object.File) bool { return !isForPeople(f) })
			if forTools && target.Asked != nil && target.Instead == nil {
				t.Errorf("%s: it makes files, which the KRM function drops; its row needs Instead", target.Name)
			}
		}
	}
}

// TestDocs: every target has a page that says how it is asked for: by a configuration
// that does, or by its flag.
func TestDocs(t *testing.T) {
	for i := range table {
		target := &table[i]
		page := "docs/targets/" + target.Name + ".md"
		text, err := os.ReadFile(filepath.Join("..", page))
		if err != nil {
			t.Errorf("%s has no page %s: write one, with a configuration that asks for it", target.Name, page)
			continue
		}
		if !asksFor(t, target, string(text)) {
			t.Errorf("%s: no YAML block with a configuration that asks for %s, and no command with its flag", page, target.Name)
		}
	}
}

// asksFor reports whether a page asks for a target.
func asksFor(t *testing.T, target *Target, page string) bool {
	t.Helper()
	if target.Flag != "" {
		return strings.Contains(page, "ecrcache generate --"+target.Name)
	}
	for _, block := range strings.Split(page, "```yaml\n")[1:] {
		text, _, _ := strings.Cut(block, "```")
		c, err := config.Parse([]byte(text))
		if err != nil {
			t.Errorf("docs/targets/%s.md: %v", target.Name, err)
		} else if target.Asked(&c.Spec) {
			return true
		}
	}
	return false
}
