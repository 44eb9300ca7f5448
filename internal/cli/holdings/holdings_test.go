package holdings

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/amerintlxperts/ecrcache/internal/live/status"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is printed into testdata")

const configuration = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: cache}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io}, {registry: quay.io}]
`

// found is what status finds in an account whose cache was used for a while; references are
// the images of the manifests by their names in the cache, nil for no manifests.
func found(t *testing.T, change func(*livetest.Account), references ...string) *CacheStatus {
	t.Helper()
	c, err := config.Parse([]byte(configuration))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := generators.CachePlan(c, plan.Seen{})
	q := &live.StatusInquiry{
		Registry: p.Registry, Prices: live.ListPrices(), Now: livetest.Now, Since: livetest.Now().AddDate(0, 0, -7),
		Rules: []live.StatusRule{{Prefix: "ghcr", Upstream: "ghcr.io"}, {Prefix: "quay", Upstream: "quay.io"}},
		Events: &live.Events{Others: 1, Pulls: []live.PullEvent{
			{Time: livetest.Now().Add(-time.Hour), Source: live.EventBridge, Repository: "ghcr/amerintlxperts/other", Tag: "v2", Failed: true, Code: "UpstreamAccessDenied", Reason: "the token has expired"},
			{Time: livetest.Now().Add(-2 * time.Hour), Source: live.EventBridge, Repository: "ghcr/amerintlxperts/other", Tag: "v2", Failed: true, Code: "UpstreamAccessDenied", Reason: "the token has expired"},
			{Time: livetest.Now().Add(-3 * time.Hour), Source: live.EventBridge, Repository: "ghcr/amerintlxperts/my-app", Tag: "v1.0.0"},
		}},
	}
	for _, text := range references {
		ref, err := image.Parse("123456789012.dkr.ecr.ca-central-1.amazonaws.com/" + text)
		if err != nil {
			t.Fatal(err)
		}
		q.Images = append(q.Images, inventory.Image{Status: inventory.StatusCached, CacheReference: ref.String()})
	}
	a := livetest.Sound(p, nil)
	a.LiveIn()
	if change != nil {
		change(a)
	}
	s := livetest.Start(t)
	a.Serve(s)
	q.Session = s.Session()
	r, err := status.Of(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return New(r)
}

// usual are the images of the manifests in the golden cases.
var usual = []string{"ghcr/amerintlxperts/my-app:v1.0.0", "ghcr/amerintlxperts/shop:v2.0.0", "quay/prometheus/node-exporter:v1.8.0", "ghcr/amerintlxperts/other:v2"}

// text is what the tables say.
func text(t *testing.T, all []Section) []byte {
	t.Helper()
	var b bytes.Buffer
	c := console.New(&b, &b)
	for _, s := range all {
		if s.Title != "" {
			b.WriteString("\n" + s.Title + "\n")
		}
		if err := c.WideTable(s.Rows); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// forms are what is printed, by the name of the file in testdata.
func forms(t *testing.T, s *CacheStatus) map[string][]byte {
	t.Helper()
	var json, csv bytes.Buffer
	if err := report.WriteJSON(&json, s); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteCSV(&csv); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"table.txt": text(t, s.Sections()), "wide.txt": text(t, s.WideSections()), "status.json": json.Bytes(), "images.csv": csv.Bytes(), "summary.txt": []byte(strings.Join(s.Summary(), "\n") + "\n")}
}

// TestGolden: every form of a cache that was compared with manifests, of one that was not,
// and of one of which not all may be seen.
func TestGolden(t *testing.T) {
	for name, s := range map[string]*CacheStatus{
		"compared": found(t, nil, usual...),
		"alone":    found(t, nil),
		"denied":   found(t, func(a *livetest.Account) { a.Denied["ecr:DescribeImages"] = true }, usual...),
	} {
		for file, got := range forms(t, s) {
			path := filepath.Join("testdata", name, file)
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s: -want +got\n%s", path, diff)
			}
		}
	}
}

// TestNotKnown: where AWS was not asked, or did not tell, no figure says that there is nothing.
func TestNotKnown(t *testing.T) {
	deny := func(actions ...string) *CacheStatus {
		return found(t, func(a *livetest.Account) {
			for _, action := range actions {
				a.Denied[action] = true
			}
		}, usual...)
	}
	for name, test := range map[string]struct {
		s    *CacheStatus
		wide map[string]string // of the row of quay.io, by column
		page []string
	}{
		"images": {
			deny("ecr:DescribeImages"),
			map[string]string{"REPOS": "1", "IMAGES": "?", "EXPIRING": "?", "MISSING": "?"},
			[]string{"Not in the cache: 1+", "In use, and archived: ?", "In use, and expires: ?", "Used by no manifest: ? (? images)", "used by none ?"},
		},
		"lifecycles": {
			deny("ecr:GetLifecyclePolicy"),
			map[string]string{"IMAGES": "1", "EXPIRING": "?", "MISSING": "0"},
			[]string{"Not in the cache: 1", "In use, and archived: 1", "In use, and expires: ?", "used by none 936 MB"},
		},
		"repositories": {
			deny("ecr:DescribeRepositories"),
			map[string]string{"REPOS": "1+", "IMAGES": "1+", "MISSING": "0"},
			[]string{"Not in the cache: 1", "In use, and expires: 1"},
		},
		"all": {found(t, nil, usual...), map[string]string{"REPOS": "1", "EXPIRING": "1", "MISSING": "0"}, []string{"In use, and archived: 1", "In use, and expires: 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			rows := test.s.wideUpstreams()
			for i, heading := range rows[0] {
				if want, has := test.wide[heading]; has && rows[2][i] != want {
					t.Errorf("%s: %s, want %s", heading, rows[2][i], want)
				}
			}
			p := test.s.Page()
			var said []string
			for _, f := range p.Facts {
				said = append(said, f.Label+": "+f.Value, f.Label+": "+f.Value+" ("+f.Note+")")
				if strings.Contains(f.Value, "?") && f.Tone != page.Plain {
					t.Errorf("%s is %s, and has a tone", f.Label, f.Value)
				}
			}
			for _, c := range p.Charts {
				for _, b := range c.Bars {
					said = append(said, b.Label+" "+b.Text)
				}
			}
			for _, want := range test.page {
				if !slices.Contains(said, want) {
					t.Errorf("the page does not say %q: %q", want, said)
				}
			}
		})
	}
	for action, want := range map[string]string{"ecr:DescribeImages": "AWS reported no image.", "ecr:DescribeRepositories": "AWS reported no repository."} {
		s := deny(action)
		s.Repositories = nil
		tables := s.Page().Tables
		if last, before := tables[len(tables)-1], tables[len(tables)-2]; last.Empty != want && before.Empty != want {
			t.Errorf("%s: %q, %q", action, before.Empty, last.Empty)
		}
	}
	s := deny("ecr:GetLifecyclePolicy")
	if got := s.images()[1][6]; got != "?" {
		t.Errorf("an image expires %q", got)
	}
	if cell := s.expiryCell(&s.Images[0], s.expiryUnknown()); cell.Text != "?" {
		t.Errorf("%+v", cell)
	}
}

// TestSummarySaysUnknown: what is unknown for another reason than a permission is in the lines
// beside every form, since CSV has no place for it.
func TestSummarySaysUnknown(t *testing.T) {
	s := &CacheStatus{CacheStatus: live.CacheStatus{Compared: true, Unknown: []live.UnknownStatus{
		{About: "all", Message: "needs x", Needs: []string{"ecr:X"}}, {About: "ghcr/a", Message: "AWS answered ServerException"}, {About: "ghcr/b", Message: "something else"},
	}}}
	got := s.Summary()
	if want := []string{"permissions that are missing: ecr:X", "unknown: ghcr/a: AWS answered ServerException, and 1 more"}; !slices.Equal(got[1:], want) {
		t.Errorf("%q", got)
	}
}

// TestNoEvents: where no event was given, nothing says that no pull failed.
func TestNoEvents(t *testing.T) {
	s := &CacheStatus{CacheStatus: live.CacheStatus{Events: &live.EventsRead{}}}
	p := s.Page()
	if f := p.Facts[len(p.Facts)-1]; f.Label != "Failed pulls" || f.Value != "?" || f.Tone != page.Plain || p.Tables[0].Empty != "No event was given." {
		t.Errorf("%+v, %q", f, p.Tables[0].Empty)
	}
	if got := s.Summary()[1]; !strings.HasSuffix(got, "; no event was given") {
		t.Error(got)
	}
	s.Events.Older = 3
	p = s.Page()
	if f := p.Facts[len(p.Facts)-1]; f.Value != "0" || f.Tone != page.Good || p.Tables[0].Empty != "The events that were given tell of no pull that failed." {
		t.Errorf("%+v, %q", f, p.Tables[0].Empty)
	}
}

// TestFits: the table of upstreams fits 80 columns, also with the largest numbers and the
// longest names of registries but ECR's own.
func TestFits(t *testing.T) {
	s := found(t, nil, usual...)
	for i, name := range []string{"registry.gitlab.com", "docker.io"} {
		u := &s.Upstreams[i]
		u.Upstream, u.Repositories, u.Images, u.Bytes, u.UnusedBytes, u.CostPerMonth, u.Incomplete = name, 9999, 99_999, 2_400_000_000_000, 999_000_000_000, 1234.56, true
	}
	for line := range strings.Lines(string(text(t, s.Sections()[:1]))) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestSizes: bytes in the units of bills.
func TestSizes(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0 B", 999: "999 B", 1000: "1.0 kB", 1_234_567: "1.2 MB", 9_949_999: "9.9 MB", 9_950_000: "10 MB", 999_600_000: "1.0 GB",
		312_000_000_000: "312 GB", 2_400_000_000_000: "2.4 TB",
	} {
		if got := size(bytes); got != want {
			t.Errorf("%d: %s, want %s", bytes, got, want)
		}
	}
	for amount, want := range map[float64]string{0: "0.00", 0.001: "<0.01", 0.005: "0.01", 12.345: "12.35", 0.1: "0.10"} {
		if got := money(amount); got != want {
			t.Errorf("%v: %s, want %s", amount, got, want)
		}
	}
	for amount, want := range map[float64]string{0.1: "0.10", 0.07: "0.07", 0.0875: "0.0875", 2: "2.00"} {
		if got := price(amount); got != want {
			t.Errorf("%v: %s, want %s", amount, got, want)
		}
	}
}

// TestPrices: the prices are those of docs/cost.md, and what the user gave is not called a list
// price.
func TestPrices(t *testing.T) {
	cost, err := os.ReadFile("../../../docs/cost.md")
	if err != nil {
		t.Fatal(err)
	}
	p := live.ListPrices()
	for _, want := range []string{"| storage in private repositories | " + price(p.Standard) + " a GB-month", p.Of, "[ECR pricing](" + p.Source + ")", "archive class costs what standard storage costs"} {
		if !strings.Contains(string(cost), want) {
			t.Errorf("docs/cost.md has no %q", want)
		}
	}
	if at, err := time.Parse("2006-01", p.Date); err != nil || !strings.Contains(string(cost), at.Format("January 2006")) || p.Archive != p.Standard {
		t.Errorf("%+v, %v", p, err)
	}
	s := &CacheStatus{CacheStatus: live.CacheStatus{Prices: live.Prices{Standard: 0.11, Archive: 0.07, Of: "given"}}}
	if got := s.PricesInWords(); got != "0.11 a GB-month, 0.07 archived (given)" {
		t.Error(got)
	}
}

// TestCSV: a row for each image that is there or missing, and every cell harmless.
func TestCSV(t *testing.T) {
	s := &CacheStatus{CacheStatus: live.CacheStatus{
		Images:  []live.CachedImage{{Repository: "ghcr/a", Tags: []string{"=1+1"}}},
		Missing: []live.MissingImage{{Reference: "ghcr/b:v1@sha256:1", Prefix: "ghcr"}, {Reference: "ghcr/c", Prefix: "ghcr"}},
	}}
	var b bytes.Buffer
	if err := s.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 || !strings.Contains(lines[1], ",'=1+1,") || !strings.HasPrefix(lines[2], "ghcr/b,ghcr,ghcr,v1,sha256:1,,MISSING,used,,") || !strings.HasPrefix(lines[3], "ghcr/c,ghcr,ghcr,,,,MISSING,") {
		t.Errorf("%s", b.String())
	}
}

// TestPage: the page has what the tables have, and can be written.
func TestPage(t *testing.T) {
	for name, s := range map[string]*CacheStatus{"compared": found(t, nil, usual...), "alone": found(t, nil)} {
		var b bytes.Buffer
		p := s.Page()
		if err := page.Write(&b, p); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"ghcr/amerintlxperts/legacy", "node-exporter:v1.8.0", "UpstreamAccessDenied", "quay.io"} {
			if !strings.Contains(strings.ReplaceAll(b.String(), "<wbr>", ""), want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
		rows := map[string]int{}
		for i := range p.Tables {
			rows[p.Tables[i].Title] = len(p.Tables[i].Rows)
			if name == "alone" && slices.ContainsFunc(p.Tables[i].Columns, func(c page.Column) bool { return c.Title == "Used by none" }) {
				t.Errorf("%s has a column of what no manifest uses", p.Tables[i].Title)
			}
			for _, row := range p.Tables[i].Rows {
				if len(row) != len(p.Tables[i].Columns) {
					t.Errorf("%s: %s: %d cells for %d columns", name, p.Tables[i].Title, len(row), len(p.Tables[i].Columns))
				}
			}
		}
		want := map[string]int{"Not in the cache": 1, "Pulls that failed": 1, "Upstreams": 2, "Repositories": 4, "Images": 8}
		if name == "alone" {
			delete(want, "Not in the cache")
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestDocs: every field of the JSON form, every column and every word of a state is described.
func TestDocs(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/output.md")
	if err != nil {
		t.Fatal(err)
	}
	names := fieldNames(reflect.TypeFor[CacheStatus]())
	names = append(names, fieldNames(reflect.TypeFor[live.Expiry]())...)
	names = append(names, fieldNames(reflect.TypeFor[live.EventsRead]())...)
	for _, c := range columns {
		names = append(names, c.name)
	}
	names = append(names, string(live.Used), string(live.Unused), string(live.PerhapsUsed), string(live.HasLifecycle), string(live.NoLifecycle), string(live.UnknownLifecycle),
		string(live.PlainImage), string(live.Index), string(live.Referrer), missingStatus)
	_, section, _ := strings.Cut(string(doc), "### CacheStatus: status")
	section, _, _ = strings.Cut(section, "\n### ")
	for _, name := range names {
		if !strings.Contains(section, "`"+name+"`") && !strings.Contains(section, "."+name+"`") {
			t.Errorf("docs/output.md does not describe %s", name)
		}
	}
}

// TestExample: what docs/live.md shows is what is printed.
func TestExample(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/live.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "```\n" + string(text(t, found(t, nil, usual...).Sections())) + "```\n"; !strings.Contains(string(doc), want) {
		t.Errorf("docs/live.md does not show\n%s", want)
	}
}

// fieldNames are the names of a form's fields in JSON, and of those below.
func fieldNames(form reflect.Type) []string {
	switch {
	case form.Kind() == reflect.Slice:
		return fieldNames(form.Elem())
	case form.Kind() != reflect.Struct || form == reflect.TypeFor[time.Time]():
		return nil
	}
	var names []string
	for i := range form.NumField() {
		f := form.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
		names = append(names, fieldNames(f.Type)...)
	}
	return names
}
