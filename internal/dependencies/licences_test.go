package dependencies

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// known are the licences that a module may have, each with a sentence of its text
// that no other has.
var known = []struct{ name, sentence string }{
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
	{"BSD-3-Clause", "Neither the name of"},
	{"Apache-2.0", "www.apache.org/licenses/"},
	{"MPL-2.0", "Mozilla Public License, version 2.0"},
	{"Unicode-DFS-2016", "free of charge, to any person obtaining a copy of the Unicode data files"},
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying)`)

// refused is what no licence text may be headed: they ask more of who links.
var refused = regexp.MustCompile(`(?i)^\s*(GNU|Server Side Public License|Business Source License|Commons Clause|Elastic License)`)

// TestLicences: every module that is named has the licences that the document
// says, by the files in the module itself.
func TestLicences(t *testing.T) {
	seen := 0
	for _, rows := range tables(t) {
		for _, r := range rows {
			seen++
			if got := strings.Join(licences(t, folder(t, r.module)), ", "); got != r.licence {
				t.Errorf("%s: documented %q, its files say %q", r.module, r.licence, got)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d modules are documented", seen)
	}
}

// folder is where the Go tool keeps the files of a module.
func folder(t *testing.T, module string) string {
	t.Helper()
	var m struct{ Dir string }
	if err := json.Unmarshal([]byte(goTool(t, "", "mod", "download", "-json", module)), &m); err != nil || m.Dir == "" {
		t.Fatalf("%s has no files: %v", module, err)
	}
	return m.Dir
}

// licences are those of the texts in a module's folder.
func licences(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Join(strings.Fields(string(text)), " ")
		if refused.MatchString(words) {
			t.Errorf("%s: %s is no licence to link under", folder, e.Name())
		}
		for _, k := range known {
			if strings.Contains(words, k.sentence) && !slices.Contains(all, k.name) {
				all = append(all, k.name)
			}
		}
	}
	return all
}
