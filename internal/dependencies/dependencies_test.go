package dependencies

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// systems are those that a release is for.
var systems = []string{"linux", "darwin", "windows"}

// TestDocument: every direct dependency of go.mod stands in the section of what it
// is for, with why it is there and what else was considered, and nothing else does.
func TestDocument(t *testing.T) {
	program, asks, sdk, ours := links(t, "./cmd/ecrcache"), links(t, "./cmd/ecrcache-aws"), links(t, "./fn/sdk"), imports(t)
	want := map[string][]string{}
	direct := map[string]bool{}
	for _, r := range goMod(t).Require {
		if r.Indirect {
			continue
		}
		section := inTests
		switch {
		case program[r.Path] && ours(r.Path):
			section = inProgram
		case asks[r.Path] && ours(r.Path):
			section = inAWS
		case sdk[r.Path] && ours(r.Path):
			section = beside
		}
		want[section] = append(want[section], r.Path)
		direct[r.Path] = section == inProgram || section == inAWS
	}
	maps.Copy(program, asks)
	for module := range program {
		if !direct[module] {
			want[linked] = append(want[linked], module)
		}
	}
	for section, rows := range tables(t) {
		got := modules(rows)
		slices.Sort(got)
		if slices.Sort(want[section]); !slices.Equal(got, want[section]) {
			t.Errorf("%s:\ndocumented %q\nis         %q", section, got, want[section])
		}
		delete(want, section)
		for _, r := range rows {
			if slices.Contains(r.told, "") || len(r.told) == 0 {
				t.Errorf("%s: %s: a cell is empty", section, r.module)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not documented: %v", want)
	}
}

// TestGoMod: nothing is replaced or left out, so that go install builds what the
// tests ran.
func TestGoMod(t *testing.T) {
	m := goMod(t)
	if len(m.Replace) > 0 || len(m.Exclude) > 0 {
		t.Errorf("go.mod replaces %v and excludes %v", m.Replace, m.Exclude)
	}
	for _, r := range m.Require {
		if r.Version == "" {
			t.Errorf("%s has no version", r.Path)
		}
	}
}

// A modFile is what the tests read of go.mod.
type modFile struct {
	Require []struct {
		Path, Version string
		Indirect      bool
	}
	Replace, Exclude []any
}

func goMod(t *testing.T) modFile {
	t.Helper()
	var m modFile
	if err := json.Unmarshal([]byte(goTool(t, "", "mod", "edit", "-json")), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// links are the modules of others that a package links on any of the systems.
func links(t *testing.T, pkg string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, system := range systems {
		list := goTool(t, system, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", pkg)
		maps.Insert(all, maps.All(set(strings.Fields(list))))
	}
	return all
}

// imports returns what tells whether a package of this module, tests aside, imports
// one of another module.
func imports(t *testing.T) func(module string) bool {
	t.Helper()
	all := strings.Fields(goTool(t, "", "list", "-f", `{{join .Imports "\n"}}`, "./..."))
	return func(module string) bool {
		return slices.ContainsFunc(all, func(path string) bool {
			return path == module || strings.HasPrefix(path, module+"/")
		})
	}
}

func set(words []string) map[string]bool {
	all := map[string]bool{}
	for _, w := range words {
		all[w] = true
	}
	return all
}

// goTool runs the Go tool at the top level, for a system when one is named.
func goTool(t *testing.T, system string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if system != "" {
		cmd.Env = append(cmd.Env, "GOOS="+system)
	}
	out, err := cmd.Output()
	if exit, ok := err.(*exec.ExitError); ok {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
