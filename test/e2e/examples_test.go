package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// TestExamples does what the README of every example says, in a copy of it, and
// wants to see what it shows. Every command must succeed; one that is shown
// failing says so with || echo.
func TestExamples(t *testing.T) {
	documents, err := filepath.Glob("../../examples/*/README.md")
	if err != nil || len(documents) == 0 {
		t.Fatal("no example has a README.md", err)
	}
	for _, document := range documents {
		name := filepath.Base(filepath.Dir(document))
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(document)
			if err != nil {
				t.Fatal(err)
			}
			all, err := steps(string(text))
			if err != nil {
				t.Fatal(err)
			}
			follow(t, example(t, name), all)
		})
	}
}

// follow runs the steps one after the other in the folder.
func follow(t *testing.T, folder string, all []step) {
	t.Helper()
	if len(all) == 0 {
		t.Fatal("no console block: nothing shows how to run the example")
	}
	for _, s := range all {
		if strings.HasPrefix(s.command, "kpt ") {
			needKpt(t)
		}
		if strings.HasPrefix(s.command, "helm ") {
			t.Setenv("PATH", filepath.Dir(needHelm(t, tool.Helm4))+string(os.PathListSeparator)+os.Getenv("PATH"))
		}
		got := run(t, folder, "bash", "-c", "set -eo pipefail; exec 2>&1; "+s.command)
		if got.code != 0 {
			t.Fatalf("line %d: %s: exit code %d\n%s", s.line, s.command, got.code, got.stdout)
		}
		same(t, "output of "+s.command, s.output, got.stdout)
	}
}
