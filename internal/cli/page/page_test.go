package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

func written(t testing.TB, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// full is a page with one text in every place of it.
func full(text string) Page {
	var tones []Fact
	for tone := Plain; tone <= Muted; tone++ {
		tones = append(tones, Fact{Label: text, Value: text, Note: text, Tone: tone})
	}
	table := Table{
		Title: text, Caption: text, Columns: []Column{{text, Text}, {text, Number}, {text, Code}, {text, Text}},
		Rows: [][]Cell{{{text, text, text, Plain}, {text, text, text, Plain}, {text, text, text, Plain}, {text, text, text, Bad}}},
	}
	return Page{
		Title: text, Lead: text, Facts: tones,
		Charts: []Chart{{Title: text, Unit: text, Bars: []Bar{{Label: text, Value: 1, Text: text}}}},
		Tables: []Table{table, {Title: text, Empty: text}}, Notes: []string{text},
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// TestHostile: whatever a text is, the page has the same elements with the same attributes, and no
// byte that a terminal or a reader obeys.
func TestHostile(t *testing.T) {
	shape := func(text string) []string {
		page := written(t, full(text))
		if i := strings.IndexFunc(page, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == 0x202e || r == 0x2028 }); i >= 0 {
			t.Errorf("%q: the page has %q", text, page[i:i+1])
		}
		var tags []string
		for _, found := range tag.FindAllString(page, -1) {
			tags = append(tags, regexp.MustCompile(`data-sort="[^"]*"`).ReplaceAllString(found, "data-sort"))
		}
		return tags
	}
	// As long as a hostile one, so that the same cells are short.
	want := shape(strings.Repeat("plain", 8))
	for _, text := range []string{
		"</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", `"><svg onload=alert(1)>`,
		`' onmouseover='alert(1)`, "javascript:alert(1)", "<!--", "-->", "]]>", "</title>", "</td></tr></table>",
		"{{.Policy}}", "&lt;script&gt;", "\x00\x1b[31mred\x07\r\n", "\u202eevil\u2028\u2029", "\xff\xfe", "`${alert(1)}`", "{{",
	} {
		text += strings.Repeat(" ", max(0, 40-len(text)))
		if got := shape(text); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q changes the page:\n%v\nwant\n%v", text, got, want)
		}
	}
}

// TestTextsAreThere: every text is on the page, as it is.
func TestTextsAreThere(t *testing.T) {
	const text = `a "quoted" <text> & more`
	page := html.UnescapeString(tag.ReplaceAllString(written(t, full(text)), ""))
	// Title twice, lead; of 5 facts three; a chart's title, unit, label, value; of the tables their
	// titles in the navigation, the headings and a caption, caption, 4 columns, 8 cells, what is empty; the note.
	if got, want := strings.Count(page, text), 3+15+4+2+2+1+1+4+8+1+1; got != want {
		t.Errorf("the text is there %d times, want %d", got, want)
	}
}

func TestNoSecret(t *testing.T) {
	token := "ghp_" + strings.Repeat("a1B2", 9)
	if page := written(t, full("https://user:secret@ghcr.io "+token)); strings.Contains(page, token) || strings.Contains(page, "secret@") {
		t.Error("a token or a login is on the page")
	}
}

// TestPolicy: the browser takes what is on the page, which is what the policy has the hashes of, and
// nothing else.
func TestPolicy(t *testing.T) {
	page := written(t, full("text"))
	found := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal("no policy")
	}
	policy := html.UnescapeString(found[1])
	if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
		t.Error(policy)
	}
	parts := regexp.MustCompile(`(?s)<(style|script)>(.*?)</`).FindAllStringSubmatch(page, -1)
	if len(parts) != 3 {
		t.Fatalf("%d styles and scripts", len(parts))
	}
	for _, part := range parts {
		sum := sha256.Sum256([]byte(part[2]))
		if !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("the policy refuses a %s of the page", part[1])
		}
	}
	if bad := regexp.MustCompile(`(?i)\s(on\w+|style|src|srcset|action)\s*=`).FindString(tagsOnly(page)); bad != "" {
		t.Errorf("the page has the attribute %q", bad)
	}
}

func tagsOnly(page string) string { return strings.Join(tag.FindAllString(page, -1), "\n") }

func TestBars(t *testing.T) {
	got := bars([]Bar{{Value: 8}, {Value: 2, Text: "two"}, {Value: 0}, {Value: -3}, {Value: math.NaN()}, {Value: math.Inf(1)}})
	want := []string{"100.00%", "25.00%", "0.00%", "0.00%", "0.00%", "100.00%"}
	for i := range got {
		if got[i].Share != want[i] {
			t.Errorf("%v is %s, want %s", got[i].Value, got[i].Share, want[i])
		}
	}
	if got[0].Text != "8" || got[1].Text != "two" {
		t.Errorf("%q, %q", got[0].Text, got[1].Text)
	}
	if none := bars([]Bar{{Value: 0}}); none[0].Share != "0.00%" {
		t.Error(none)
	}
}

func TestRows(t *testing.T) {
	table := Table{Title: "T", Columns: []Column{{Title: "A"}, {Title: "B"}}}
	table.Rows = [][]Cell{{{Text: "one"}}}
	if page := written(t, Page{Tables: []Table{table}}); !strings.Contains(page, `<td class="short">one</td><td></td></tr>`) {
		t.Error("a row with fewer cells is not filled")
	}
	table.Rows = [][]Cell{{{}, {}, {}}}
	if err := Write(&bytes.Buffer{}, Page{Tables: []Table{table}}); err == nil {
		t.Error("a row with more cells than columns is written")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestBrokenWriter(t *testing.T) {
	if err := Write(broken{}, full("x")); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

// TestLarge: 20,000 rows are written in a moment, and are some megabytes.
func TestLarge(t *testing.T) {
	p := Page{Title: "Images", Tables: []Table{{Title: "Images", Columns: []Column{{"Status", Text}, {"Image", Code}, {"In the cache", Code}, {"Object", Text}, {"Line", Number}, {"File", Code}}}}}
	for i := range 20000 {
		name := fmt.Sprintf("amerintlxperts/service-%d:v1.%d.0", i%97, i)
		p.Tables[0].Rows = append(p.Tables[0].Rows, []Cell{
			{Text: "covered", Tone: Good},
			{Text: "ghcr.io/" + name},
			{Text: "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/" + name},
			{Text: fmt.Sprintf("shop/service-%d", i), Note: "Deployment"},
			{Text: fmt.Sprint(i)},
			{Text: fmt.Sprintf("deploy/apps/service-%d/deployment.yaml", i%97)},
		})
	}
	start := time.Now()
	page := written(t, p)
	t.Logf("%d bytes a row, in %v", len(page)/20000, time.Since(start))
	if len(page) > 20000*600 {
		t.Errorf("%d bytes a row", len(page)/20000)
	}
}
