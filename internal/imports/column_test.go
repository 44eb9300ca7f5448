package imports

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// everywhere are packages that CONTRIBUTING.md names once, for all that may use them.
var everywhere = []string{"api/v1alpha1", "image", "internal/finding", "internal/redact", "internal/yamltext"}

// TestTheColumnIsTheMap: what the last column of CONTRIBUTING.md's table names, uses allows to a
// package of the row, and it covers every package of this module that uses allows them. "Below" is
// what the named ones use in turn or have in their folder; "above" is not read.
func TestTheColumnIsTheMap(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| folder | what it is for | may use |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	read := 0
	for _, line := range strings.Split(table, "\n") {
		cells := strings.Split(line, "|")
		packages := foldersIn(cells[1])
		if len(cells) != 5 || len(packages) == 0 || strings.TrimSpace(cells[3]) == "" {
			continue
		}
		read++
		var allowed []string
		for _, name := range packages {
			allowed = append(allowed, uses[name]...)
		}
		for _, name := range foldersIn(cells[3]) {
			if !slices.ContainsFunc(allowed, func(entry string) bool { return meet(entry, name) }) {
				t.Errorf("the row of %s names %s, which uses does not allow", packages, name)
			}
		}
		covered := slices.Concat(everywhere, packages, foldersIn(cells[3]))
		if strings.Contains(cells[3], "below it") {
			covered = append(covered, packages[0]+"/*")
		}
		for i := 0; i < len(covered) && strings.Contains(cells[3], "below"); i++ { // it grows
			for name, used := range uses {
				if i >= len(everywhere)+len(packages) && meet(covered[i], name) {
					covered = append(covered, slices.DeleteFunc(slices.Clone(used), func(s string) bool { return slices.Contains(covered, s) })...)
				}
			}
		}
		for _, entry := range allowed {
			ours := slices.Contains(tops, strings.Split(entry, "/")[0])
			if ours && !strings.Contains(cells[3], "above") && !slices.ContainsFunc(covered, func(name string) bool { return meet(name, entry) }) {
				t.Errorf("the row of %s does not cover %s, which uses allows", packages, entry)
			}
		}
	}
	if read < 60 {
		t.Errorf("the test has read %d rows", read)
	}
}

var quoted = regexp.MustCompile("`([^`]+)`")

// foldersIn returns the folders of packages that a cell names, as uses has them. One without its
// parents is beside the one before.
func foldersIn(cell string) (all []string) {
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		name := strings.NewReplacer("…", "*", "NAME", "*").Replace(strings.TrimSuffix(m[1], "/"))
		if !slices.Contains(tops, strings.Split(name, "/")[0]) && len(all) > 0 && !strings.Contains(name, "/") {
			name = all[len(all)-1][:strings.LastIndex(all[len(all)-1], "/")+1] + name
		}
		if _, known := uses[name]; known || strings.HasSuffix(name, "/*") || covers(targets, module+"/"+name) {
			all = append(all, name)
		}
	}
	return all
}

// meet reports whether one of two names is the other, or has it below its *.
func meet(a, b string) bool {
	return covers(a, module+"/"+b) || covers(b, module+"/"+a) || a == b+"/*" || b == a+"/*"
}
