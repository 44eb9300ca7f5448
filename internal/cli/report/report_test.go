package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/planted"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/google/go-cmp/cmp"
)

// token is a secret by its form.
var token = planted.Token()

// TestReport: each count, file and finding has its own field.
func TestReport(t *testing.T) {
	got := New(&batch.Batch{Skipped: []files.Skip{{Path: "b.bin", Reason: "binary"}}}, &batch.Result{
		Changes: []batch.Change{{Input: batch.Input{Path: "z.yaml"}}, {Input: batch.Input{Path: "a.yaml"}}},
		Report: &outcome.Report{
			Items: 1, Changed: 2, Rewritten: 3, Cached: 4, Excluded: 5, Left: 6, Ignored: 7, Accepted: 8, Comments: 9, Filled: 10,
			Findings: []finding.Finding{{
				Severity: finding.Warning, Code: "left-behind", Reason: "args", Message: "stays",
				Resource: finding.Resource{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "shop", Name: "web"},
				File:     finding.File{Path: "a.yaml", Index: 2}, Line: 12, Field: finding.Field{Path: "spec.args[0]", Current: "old", Proposed: "new"},
			}},
		},
	})
	want := &Report{
		APIVersion: "ecrcache.amerintlxperts.github.io/v1alpha1", Kind: "Report",
		Summary: Summary{Items: 1, ChangedItems: 2, Rewritten: 3, Cached: 4, Excluded: 5, LeftBehind: 6, Ignored: 7, Accepted: 8, Comments: 9, ImageEntries: 10},
		Files:   []string{"z.yaml", "a.yaml"}, Skipped: []Skipped{{File: "b.bin", Reason: "binary"}},
		Findings: []Finding{{
			Severity: "warning", Code: "left-behind", Reason: "args", Message: "stays", Current: "old", Proposed: "new",
			Place: Place{File: "a.yaml", Document: 2, Line: 12, APIVersion: "apps/v1", Kind: "Deployment", Namespace: "shop", Name: "web", Field: "spec.args[0]"},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestNoSecrets: whatever a form is made of, no token and no login is in what is printed.
func TestNoSecrets(t *testing.T) {
	const login = "https://robot:s3cret@ghcr.io/a/b"
	secret := token + " " + login
	image := inventory.Image{Reference: secret, Reason: secret, UpstreamReference: secret, CacheReference: secret, Tag: token, Field: secret, Container: token, Status: inventory.StatusCovered}
	list := NewImages([]inventory.Image{image}, false)
	var table, comma bytes.Buffer
	for _, rows := range [][][]string{list.Rows(), list.ShortRows()} {
		for _, row := range rows {
			table.WriteString(strings.Join(row, "\t"))
		}
	}
	if err := list.WriteCSV(&comma); err != nil {
		t.Fatal(err)
	}
	report := New(&batch.Batch{Skipped: []files.Skip{{Reason: secret}}}, &batch.Result{Report: &outcome.Report{Findings: []finding.Finding{{Message: secret, Field: finding.Field{Path: secret, Current: secret, Proposed: secret}}}}})
	warm := NewWarmReport(&live.WarmReport{Images: []live.Warmed{{Reference: secret, Message: secret, Do: secret}}}, 0)
	examined := NewLiveExamination(&live.Report{Findings: []live.Finding{{Status: live.Error, Subject: secret, Message: secret, Has: secret, Wants: secret, Do: secret, Command: token}}})
	for name, text := range map[string]string{
		"tables": table.String(), "CSV": comma.String(), "JSON of images": asJSON(t, list), "YAML of images": asYAML(t, list), "names": strings.Join(list.Names(false), "\n"),
		"JSON of a report": asJSON(t, report), "YAML of a report": asYAML(t, report), "a line": Line(&finding.Finding{Message: secret}),
		"JSON of warm": asJSON(t, warm), "a line of warm": WarmLine(&live.Warmed{Reference: secret}),
		"JSON of doctor": asJSON(t, examined), "details of doctor": examined.Details(),
	} {
		if text == "" || strings.Contains(text, token) || strings.Contains(text, "s3cret") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func asJSON(t *testing.T, form any) string {
	t.Helper()
	var b strings.Builder
	if err := WriteJSON(&b, form); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func asYAML(t *testing.T, form any) string {
	t.Helper()
	var b strings.Builder
	if err := WriteYAML(&b, form); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestJSON: texts are printed as they are, but for what a terminal would obey.
func TestJSON(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no HTML", "a<b>&c", "{\n  \"text\": \"a<b>&c\"\n}\n"},
		{"a control character", "a\x1b[2Jb", "{\n  \"text\": \"a\\u001b[2Jb\"\n}\n"},
		{"a line break", "a\nb", "{\n  \"text\": \"a\\nb\"\n}\n"},
	} {
		if got := asJSON(t, map[string]string{"text": test.text}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestImagesSorted: the list has the order of the sources; with unique each reference is there once
// for each status and name in the cache, by its first place, sorted.
func TestImagesSorted(t *testing.T) {
	images := []inventory.Image{
		{Reference: "z", Status: inventory.StatusNoRule, Line: 1},
		{Reference: "a", Status: inventory.StatusLeft, Line: 2},
		{Reference: "z", Status: inventory.StatusNoRule, Line: 3},
		{Reference: "a", Status: inventory.StatusCovered, Line: 4, CacheReference: "cache/z"},
		{Reference: "b", Status: inventory.StatusCached, Line: 5, CacheReference: "cache/b"},
		{Reference: "a", Status: inventory.StatusCovered, Line: 6, CacheReference: "cache/z"},
	}
	for _, test := range []struct {
		name   string
		images []inventory.Image
		unique bool
		want   []string
		lines  []int
		names  []string
	}{
		{"as they come", images, false, []string{"z no-rule", "a left", "z no-rule", "a covered", "b cached", "a covered"}, []int{1, 2, 3, 4, 5, 6}, []string{"cache/z", "cache/b", "cache/z"}},
		{"once each", images, true, []string{"a covered", "a left", "b cached", "z no-rule"}, []int{4, 2, 5, 1}, []string{"cache/b", "cache/z"}},
		{"none", nil, true, nil, nil, nil},
		{
			"one in two caches",
			[]inventory.Image{
				{Reference: "a", Status: inventory.StatusCovered, Line: 1, CacheReference: "one/a"},
				{Reference: "a", Status: inventory.StatusCovered, Line: 1, CacheReference: "two/a"},
			},
			true,
			[]string{"a covered", "a covered"},
			[]int{1, 1},
			[]string{"one/a", "two/a"},
		},
	} {
		list := NewImages(test.images, test.unique)
		var got []string
		var lines []int
		for _, i := range list.Images {
			got, lines = append(got, i.Reference+" "+i.Status), append(lines, i.Place.Line)
			if covered := i.Status == "covered" || i.Status == "cached"; i.Covered != covered {
				t.Errorf("%s: %s is covered: %v", test.name, i.Status, i.Covered)
			}
		}
		if !slices.Equal(got, test.want) || !slices.Equal(lines, test.lines) {
			t.Errorf("%s: %q %v, want %q %v", test.name, got, lines, test.want, test.lines)
		}
		if names := list.Names(test.unique); !slices.Equal(names, test.names) {
			t.Errorf("%s: names %q, want %q", test.name, names, test.names)
		}
	}
}

// TestImagesCSV: a row for each image below the names of the columns, those of the image before those
// of its place; every cell can be read back, and none is a formula.
func TestImagesCSV(t *testing.T) {
	list := NewImages([]inventory.Image{
		{Reference: "=cmd()", Status: inventory.StatusMalformed, Reason: "no, \"reference\"", Line: 3, Field: "a\nb"},
		{Reference: "ghcr.io/a/b:v1", Status: inventory.StatusCovered, Upstream: "ghcr.io", Prefix: "ghcr", Tag: "v1", Container: "-c"},
	}, false)
	list.Images[1].Owner, list.Images[1].Pulled = &owners.Owner{Kind: "Deployment", Namespace: "shop", Name: "web", Chart: "web-1", Release: "shop/web", ManagedBy: "Helm", AppliedBy: "HelmRelease shop/web"}, "ghcr.io/a/b@sha256:0"
	rows := readCSV(t, list)
	if len(rows) != 3 || slices.Index(rows[0], "pulled") < 0 || rows[0][0] != "reference" || slices.Index(rows[0], "container") > slices.Index(rows[0], "file") {
		t.Fatalf("%q", rows)
	}
	for i, want := range []map[string]string{
		{"reference": "'=cmd()", "status": "malformed", "covered": "false", "reason": `no, "reference"`, "line": "3", "document": "0", "field": "a b", "static": "", "owner": "", "pulled": ""},
		{"reference": "ghcr.io/a/b:v1", "status": "covered", "covered": "true", "reason": "", "upstream": "ghcr.io", "prefix": "ghcr", "tag": "v1", "container": "'-c", "owner": "Deployment shop/web", "static": "false", "chart": "web-1", "release": "shop/web", "managedBy": "Helm", "appliedBy": "HelmRelease shop/web", "pulled": "ghcr.io/a/b@sha256:0"},
	} {
		for column, value := range want {
			if got := rows[i+1][slices.Index(rows[0], column)]; got != value {
				t.Errorf("row %d: %s is %q, want %q", i, column, got, value)
			}
		}
	}
	if rows := readCSV(t, NewImages(nil, false)); len(rows) != 1 {
		t.Errorf("of nothing: %q", rows)
	}
}

func readCSV(t *testing.T, list *ImageList) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := list.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestRows: in files a row is a place; in a cluster it is an owner, with the number of its objects.
func TestRows(t *testing.T) {
	const reference = "ghcr.io/a/b:v1"
	ofPod := func(name string, owner *owners.Owner) Image {
		return Image{Reference: reference, Status: "covered", Covered: true, Prefix: "ghcr", Owner: owner, Place: Place{Kind: "Pod", Namespace: "shop", Name: name}}
	}
	web := &owners.Owner{Kind: "Deployment", Namespace: "shop", Name: "web"}
	file := Image{Reference: reference, Status: "left", Reason: "an argument", Place: Place{File: "a.yaml", Line: 3, Kind: "Deployment", Namespace: "shop", Name: "web", Field: "spec.args[0]"}}
	for _, test := range []struct {
		name        string
		list        ImageList
		rows, short []string
	}{
		{"none", ImageList{}, nil, nil},
		{"a file", ImageList{Images: []Image{file}}, []string{"left|" + reference + "|a.yaml:3 Deployment shop/web spec.args[0]|an argument"}, []string{"left|" + reference + "|shop/web|a.yaml:3"}},
		{"twice in a file", ImageList{Images: []Image{file, file}}, []string{"left|" + reference + "|a.yaml:3 Deployment shop/web spec.args[0]|an argument", "left|" + reference + "|a.yaml:3 Deployment shop/web spec.args[0]|an argument"}, []string{"left|" + reference + "|shop/web|a.yaml:3", "left|" + reference + "|shop/web|a.yaml:3"}},
		{"values of a chart", ImageList{Images: []Image{{Reference: reference, Status: "no-rule", Place: Place{File: "values.yaml", Line: 1}}}}, []string{"no-rule|" + reference + "|values.yaml:1|"}, []string{"no-rule|" + reference + "|-|values.yaml:1"}},
		{"one Pod of a workload", ImageList{Images: []Image{ofPod("web-1", web)}}, []string{"covered|" + reference + "|Deployment shop/web, 1 Pod|rule ghcr"}, []string{"covered|" + reference + "|Deployment shop/web|"}},
		{"three Pods, one with two containers", ImageList{Images: []Image{ofPod("web-1", web), ofPod("web-2", web), ofPod("web-2", web), ofPod("web-3", web)}}, []string{"covered|" + reference + "|Deployment shop/web, 3 Pods|rule ghcr"}, []string{"covered|" + reference + "|Deployment shop/web|"}},
		{"a Pod of nobody", ImageList{Images: []Image{ofPod("lone", &owners.Owner{Kind: "Pod", Namespace: "shop", Name: "lone"})}}, []string{"covered|" + reference + "|Pod shop/lone|rule ghcr"}, []string{"covered|" + reference + "|Pod shop/lone|"}},
		{"each reference once", ImageList{unique: true, Images: []Image{ofPod("web-1", web)}}, []string{"covered|" + reference + "|Deployment shop/web|rule ghcr"}, []string{"covered|" + reference + "|Deployment shop/web|"}},
	} {
		for what, rows := range map[string][2][]string{"rows": {joined(test.list.Rows()), test.rows}, "short rows": {joined(test.list.ShortRows()), test.short}} {
			if !slices.Equal(rows[0], rows[1]) {
				t.Errorf("%s: %s\n%q, want\n%q", test.name, what, rows[0], rows[1])
			}
		}
	}
}

// joined are the rows of a table as lines, without its head.
func joined(rows [][]string) []string {
	var lines []string
	for _, row := range rows[1:] {
		lines = append(lines, strings.Join(row, "|"))
	}
	return lines
}

// TestCutImage: of an image that does not fit, the digest is cut first, and the registry and the tag
// are kept as long as they can be.
func TestCutImage(t *testing.T) {
	digest := "@sha256:" + strings.Repeat("0123456789abcdef", 4)
	for _, test := range []struct {
		cell string
		most int
		want string
	}{
		{"ghcr.io/a/b:v1" + digest, 40, "ghcr.io/a/b:v1@sha256:0123456…"},
		{"ghcr.io/a/b:v1" + digest, 30, "ghcr.io/a/b:v1@sha256:0123456…"},
		{"ghcr.io/a/b:v1" + digest, 29, "ghcr.io/a/b:v1@…"},
		{"ghcr.io/a/b:v1" + digest, 16, "ghcr.io/a/b:v1@…"},
	} {
		if got := cutImage(test.cell, test.most); got != test.want {
			t.Errorf("%s in %d: %q, want %q", test.cell, test.most, got, test.want)
		}
	}
	for most := 8; most < 40; most++ {
		if got := cutImage("ghcr.io/a/long/path/to/app:v1"+digest, most); len([]rune(got)) > most {
			t.Errorf("%q has more than %d", got, most)
		}
	}
}
