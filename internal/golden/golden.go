// Package golden reads the golden cases below testdata: each is a directory with the input and the
// expected output of the function. The tests of every package that runs the function use it.
//
//	fnconfig.yaml  the function config
//	input.yaml     the objects, one document each
//	expected.yaml  the objects after the run; missing when nothing changes
//	results.yaml   the results
//	errors.txt     what people see on stderr; missing when nothing is said
package golden

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A Case is one directory below testdata.
type Case struct {
	Name, dir string
}

// Cases lists the cases below the directory.
func Cases(t testing.TB, dir string) []Case {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "fnconfig.yaml"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no cases below %s: %v", dir, err)
	}
	var cases []Case
	for _, path := range found {
		dir := filepath.Dir(path)
		cases = append(cases, Case{Name: filepath.Base(dir), dir: dir})
	}
	return cases
}

// Read returns one of the case's files, empty when it is missing.
func (c Case) Read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(data)
}

// ResourceList returns the case's input and config as a ResourceList in the form of kpt: entries
// at column 0, then functionConfig.
func (c Case) ResourceList(t testing.TB) []byte {
	t.Helper()
	return List(c.Read(t, "input.yaml"), c.Read(t, "fnconfig.yaml"))
}

// Want returns the objects that must come out.
func (c Case) Want(t testing.TB) string {
	t.Helper()
	if want := c.Read(t, "expected.yaml"); want != "" {
		return want
	}
	return c.Read(t, "input.yaml")
}

// Write replaces one of the case's files; empty text removes it.
func (c Case) Write(t testing.TB, name, text string) {
	t.Helper()
	path := filepath.Join(c.dir, name)
	err := os.Remove(path)
	if text != "" {
		err = os.WriteFile(path, []byte(text), 0o644)
	}
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

// List writes a ResourceList of the documents in input.
func List(input, config string) []byte {
	var b bytes.Buffer
	b.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n")
	for _, document := range strings.Split(input, "\n---\n") {
		if document != "" {
			b.WriteString("- " + strings.TrimPrefix(indent(strings.TrimSuffix(document, "\n")), "  ") + "\n")
		}
	}
	if config != "" {
		b.WriteString("functionConfig:\n" + indent(config))
	}
	return b.Bytes()
}

// Documents is the inverse of List: it returns the objects, and the results as the list has them.
func Documents(t testing.TB, list []byte) (objects, results string) {
	t.Helper()
	_, rest, found := strings.Cut(string(list), "\nitems:\n")
	if !found {
		t.Fatalf("no items in\n%s", list)
	}
	rest, results, _ = strings.Cut(rest, "\nresults:\n")
	rest, _, _ = strings.Cut(rest+"\n", "\nfunctionConfig:\n")
	var documents []string
	for i, entry := range strings.Split("\n"+strings.TrimSuffix(rest, "\n")+"\n", "\n- ") {
		if i > 0 {
			documents = append(documents, outdent("  "+strings.TrimSuffix(entry, "\n"))+"\n")
		}
	}
	return strings.Join(documents, "---\n"), results
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("  ")
		}
		b.WriteString(line)
	}
	return b.String()
}

func outdent(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "  ")
	}
	return strings.Join(lines, "\n")
}

// Failed reports whether the function must refuse the case.
func (c Case) Failed(t testing.TB) bool {
	t.Helper()
	return strings.Contains(c.Read(t, "results.yaml"), "\n  severity: error\n")
}
