package report

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/releases"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/verify"
)

// empties are the forms of nothing at all, by the headings of docs/output.md; singles the same with one
// element in each list, of which nothing is known.
func empties() map[string]any {
	return map[string]any{
		"Report":          New(&batch.Batch{}, &batch.Result{Report: &outcome.Report{}}),
		"ImageList":       NewImages(nil, false),
		"LiveExamination": NewLiveExamination(&live.Report{}),
		"WarmReport":      NewWarmReport(&live.WarmReport{}, 0),
		"Verification":    NewVerification(&verify.Result{}),
		"ReleaseList":     NewReleases(&releases.Result{}, func(string) string { return "" }),
	}
}

func singles() map[string]any {
	return map[string]any{
		"Report":          New(&batch.Batch{Skipped: []files.Skip{{}}}, &batch.Result{Report: &outcome.Report{Findings: []finding.Finding{{}}}}),
		"ImageList":       NewImages([]inventory.Image{{}}, false),
		"LiveExamination": NewLiveExamination(&live.Report{Findings: []live.Finding{{}}}),
		"WarmReport":      NewWarmReport(&live.WarmReport{Images: []live.Warmed{{}}}, 0),
		"Verification":    NewVerification(&verify.Result{Builds: []verify.Build{{}}}),
		"ReleaseList":     NewReleases(&releases.Result{Releases: []releases.Release{{}}}, func(string) string { return "" }),
	}
}

// decoded is a form as a reader of its JSON gets it.
func decoded(t *testing.T, form any) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := WriteJSON(&b, form); err != nil {
		t.Fatal(err)
	}
	var read map[string]any
	if err := json.Unmarshal(b.Bytes(), &read); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return read
}

// rowsOf are the rows of the table below a heading of docs/output.md that begins so: the fields, and
// what is said of them.
func rowsOf(t *testing.T, heading string) [][2]string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/output.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n### "+heading)
	if !found {
		t.Fatalf("no heading %s", heading)
	}
	section, _, _ = strings.Cut(section, "\n### ")
	var rows [][2]string
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]*) \\| (.*) \\|$").FindAllStringSubmatch(section, -1) {
		rows = append(rows, [2]string{row[1], row[2]})
	}
	return rows
}

var inBackticks = regexp.MustCompile("`([^`]+)`")

// TestAlways: what docs/output.md says is always there is there, also where there is nothing: a list
// is empty then, and never null.
func TestAlways(t *testing.T) {
	for _, kind := range []string{"Report", "ImageList", "LiveExamination", "WarmReport", "Verification", "ReleaseList"} {
		empty, single := decoded(t, empties()[kind]), decoded(t, singles()[kind])
		if empty["kind"] != kind || empty["apiVersion"] != "ecrcache.amerintlxperts.github.io/v1alpha1" {
			t.Errorf("%s: %v %v", kind, empty["apiVersion"], empty["kind"])
		}
		checked := 0
		for _, row := range rowsOf(t, kind+":") {
			if !strings.Contains(row[1], "always") {
				continue
			}
			for _, name := range inBackticks.FindAllStringSubmatch(row[0], -1) {
				list, field, nested := strings.Cut(name[1], "[].")
				if !nested {
					if value, there := empty[name[1]]; !there || value == nil {
						t.Errorf("%s: no %s: %v", kind, name[1], empty)
					}
					checked++
					continue
				}
				elements, _ := single[list].([]any)
				if len(elements) != 1 {
					t.Fatalf("%s: %s has %d elements", kind, list, len(elements))
				}
				element, _ := elements[0].(map[string]any)
				if value, there := element[field]; !there || value == nil {
					t.Errorf("%s: no %s: %v", kind, name[1], element)
				}
				checked++
			}
		}
		if checked < 4 {
			t.Errorf("%s: only %d fields are checked", kind, checked)
		}
	}
}

// TestLeftOut: a field that has nothing to say is left out, unless docs/output.md says that it is
// always there: in its own row, or in that of the list or map which it is in.
func TestLeftOut(t *testing.T) {
	for _, kind := range []string{"Report", "ImageList", "LiveExamination", "WarmReport", "Verification", "ReleaseList"} {
		always := map[string]bool{}
		for _, row := range append(rowsOf(t, kind+":"), rowsOf(t, "Place")...) {
			if !strings.Contains(row[1], "always") {
				continue
			}
			for _, name := range inBackticks.FindAllStringSubmatch(row[0]+" "+row[1], -1) {
				always[name[1][strings.LastIndexByte(name[1], '.')+1:]] = true
			}
		}
		if kind == "Verification" {
			always["differ"] = true // written as differ with an s
		}
		for _, name := range keysOf(decoded(t, singles()[kind])) {
			if (kind == "Report" && (name == "file" || name == "reason")) || kind == "ReleaseList" && (name == "file" || name == "name") {
				continue // of what was skipped, and of what stands in a file, these are known
			}
			if !always[name] {
				t.Errorf("%s: %s is there, though it has nothing to say", kind, name)
			}
		}
	}
}

// keysOf are the keys of a value in JSON and of all below it.
func keysOf(value any) []string {
	var keys []string
	switch value := value.(type) {
	case map[string]any:
		for key, below := range value {
			keys = append(append(keys, key), keysOf(below)...)
		}
	case []any:
		for _, below := range value {
			keys = append(keys, keysOf(below)...)
		}
	}
	return keys
}
