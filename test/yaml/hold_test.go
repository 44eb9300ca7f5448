package yaml

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"testing"
	"time"
)

var forms = []struct {
	name  string
	text  func(*grammar) string
	judge func([]byte) Verdict
	share int // of so many texts that are asked for, one is compared: some take longer
}{
	{"list", (*grammar).list, List, 1},
	{"stream", (*grammar).stream, Stream, 1},
	{"entries", (*grammar).entries, Entries, 20},
	{"fills", (*grammar).fills, Fills, 20},
	{"texts", (*grammar).texts, Texts, 20},
	{"additions", (*grammar).additions, Additions, 20},
}

// TestHold: of texts of the grammar, nothing changes but what must. ECRCACHE_INPUTS says how
// many valid ones of a form are compared, ECRCACHE_SEED where to begin.
func TestHold(t *testing.T) {
	inputs, seed := number("ECRCACHE_INPUTS", 2000), uint64(number("ECRCACHE_SEED", 1))
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			want := max(1, inputs/form.share)
			counts, valid, same, goccy, changed, faults := map[string]int{}, 0, 0, 0, 0, 0
			begun := time.Now()
			i := seed
			for ; valid < want && faults < 5; i++ {
				g := newGrammar(i)
				text := form.text(g)
				v := form.judge([]byte(text))
				counts[v.Class]++
				if v.Class == "compared" {
					valid++
					if g.same {
						same++
					}
				}
				if v.Goccy && v.Class == "compared" {
					goccy++
				}
				changed += v.Changed
				if v.Fault != "" {
					faults++
					keep(t, form.name, i, text)
					t.Errorf("seed %d: %s\n%s", i, v.Fault, text)
				}
				if valid%50000 == 0 && valid > 0 && v.Class == "compared" {
					fmt.Printf("%s: %d valid, %d by goccy too, %d references, next seed %d, %v\n", form.name, valid, goccy, changed, i+1, time.Since(begun).Round(time.Second))
				}
			}
			t.Logf("%s: %d texts, %d valid and compared, %d of them with one image everywhere, %d read the same by goccy/go-yaml, %d references changed", form.name, i-seed, valid, same, goccy, changed)
			for _, class := range sorted(counts) {
				t.Logf("%8d %s", counts[class], class)
			}
		})
	}
}

// TestFound: what was found once stays mended.
func TestFound(t *testing.T) {
	for _, form := range forms {
		paths, err := filepath.Glob("testdata/found/" + form.name + "-*")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no texts of form %s: %v", form.name, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if v := form.judge(text); v.Fault != "" || v.Class != "compared" && v.Class != "disputed" {
				t.Errorf("%s: %s %s", path, v.Class, v.Fault)
			}
		}
	}
}

// keep writes down a text in which something was found.
func keep(t *testing.T, form string, seed uint64, text string) {
	if folder := os.Getenv("ECRCACHE_KEEP"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.yaml", form, seed)), []byte(text), 0o644); err != nil {
			t.Error(err)
		}
	}
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func sorted(counts map[string]int) []string {
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return counts[names[i]] > counts[names[j]] })
	return names[:min(len(names), 40)]
}

// TestMisled: a text whose structure depends, for the reader, on a byte order mark in a comment is not compared.
func TestMisled(t *testing.T) {
	text, err := os.ReadFile("testdata/misled.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if v := Stream(text); v.Class != "invalid" {
		t.Errorf("%s %s", v.Class, v.Fault)
	}
	plain := []byte("a: 1 # \ufeff\nb: \"\ufeff\"\nc: [2]\n")
	if documents, class := docs(plain); class != "compared" || len(documents) != 1 {
		t.Errorf("%s of a mark that misleads nobody", class)
	}
}

// TestRefusals: a text that the readers agree on may be left for a reason of the table alone.
func TestRefusals(t *testing.T) {
	const bracket = "line 1: the list's closing bracket was not found; write the list as JSON or in lines"
	for _, test := range []struct {
		text, class, message string
		fault                bool
	}{
		{"{a: b}\n", "compared", bracket, false},
		{"a: b\n", "compared", bracket, true}, // there is no bracket
		{"{a: b}\n", "compared", bracket + "\nline 2: mapping values are not allowed in this context", true},
		{"{a: b}\n", "disputed", "mapping values are not allowed in this context", false},
		{"{\"a\":\t\"b\"", "compared", "did not find expected node content", false}, // v3 does not read it either
	} {
		var v Verdict
		if fault := v.refuse([]byte(test.text), test.class, "refused", test.message); fault != test.fault || fault != (v.Fault != "") {
			t.Errorf("%q, %s, of %q: a fault %v, %q", test.text, test.class, test.message, fault, v.Fault)
		}
	}
}
