package page

import (
	"fmt"
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// column is what a column of the first table shows, from above.
func column(tb *tab, n int) []string {
	tb.t.Helper()
	return eval[[]string](tb, fmt.Sprintf(`[...document.querySelector('tbody').rows].map((row) => {
		const cell = row.cells[%d].cloneNode(true);
		cell.querySelector('small')?.remove();
		return cell.textContent.trim();
	})`, n))
}

// sorted is the aria-sort of each heading.
func sorted(tb *tab) []string {
	tb.t.Helper()
	return eval[[]string](tb, `[...document.querySelectorAll('table:first-of-type th')].map((th) => th.getAttribute('aria-sort') ?? '')`)
}

// status is what is said of the rows.
func status(tb *tab) string {
	return eval[string](tb, `document.querySelector('[role=status]').textContent`)
}

func heading(n int) chromedp.CSS { return chromedp.CSS(fmt.Sprintf("th:nth-child(%d) button", n+1)) }

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// small is a table whose columns sort in all ways.
func small() page.Page {
	cell := func(text, sort string) page.Cell { return page.Cell{Text: text, Sort: sort} }
	return page.Page{Title: "Small", Tables: []page.Table{{
		Title:   "Images",
		Columns: []page.Column{{Title: "Name"}, {Title: "Size", Kind: page.Number}, {Title: "Last pull"}, {Title: "Version", Kind: page.Code}},
		Rows: [][]page.Cell{
			{cell("web", ""), cell("9 MiB", "9437184"), cell("2 November", "2026-11-02"), cell("v1.10.0", "")},
			{cell("API", ""), cell("1 GiB", "1073741824"), cell("10 October", "2026-10-10"), cell("v1.9.0", "")},
			{cell("", ""), cell("never", ""), cell("-", ""), cell("v1.2.0", "")},
			{cell("cron", ""), cell("?", ""), cell("?", ""), cell("v1.1.0", "")},
			{cell("db", ""), cell("1,000 kB", "1000000"), cell("1 December", "2026-12-01"), cell("v2.0.0", "")},
		},
	}}}
}

// TestSortByClick: words as people count, numbers by value and the largest first, the other way
// round with a second click, and with a third the order of the report. What has no value is last.
func TestSortByClick(t *testing.T) {
	tb := open(t, write(t, small()), look{width: 1280})
	for _, step := range []struct {
		column int
		sort   string
		want   []string
	}{
		{0, "ascending", []string{"API", "cron", "db", "web", ""}},
		{0, "descending", []string{"web", "db", "cron", "API", ""}},
		{0, "", []string{"web", "API", "", "cron", "db"}},
		{1, "descending", []string{"1 GiB", "9 MiB", "1,000 kB", "never", "?"}},
		{1, "ascending", []string{"1,000 kB", "9 MiB", "1 GiB", "never", "?"}},
		{2, "ascending", []string{"10 October", "2 November", "1 December", "-", "?"}},
		{2, "descending", []string{"1 December", "2 November", "10 October", "-", "?"}},
		{3, "ascending", []string{"v1.1.0", "v1.2.0", "v1.9.0", "v1.10.0", "v2.0.0"}},
		{3, "descending", []string{"v2.0.0", "v1.10.0", "v1.9.0", "v1.2.0", "v1.1.0"}},
	} {
		tb.do(chromedp.Click(heading(step.column)))
		what := fmt.Sprintf("column %d, %s", step.column, step.sort)
		same(t, what, column(tb, step.column), step.want)
		want := make([]string, 4)
		want[step.column] = step.sort
		same(t, what+", aria-sort", sorted(tb), want)
	}
	if got, want := status(tb), "5 rows, sorted by Version, descending"; got != want {
		t.Errorf("status %q, want %q", got, want)
	}
}

// TestKeyboard: the keys alone reach all that there is, in its order, and what has the focus
// shows it.
func TestKeyboard(t *testing.T) {
	tb := open(t, write(t, small()), look{width: 1280})
	focused := func() string {
		return eval[string](tb, `document.activeElement.textContent.trim() || document.activeElement.type`)
	}
	for _, want := range []string{"Skip to the content", "Dark", "Name", "Size"} {
		tb.do(chromedp.KeyEvent(kb.Tab))
		if got := focused(); got != want {
			t.Errorf("the focus is on %q, want %q", got, want)
		}
		if line := eval[string](tb, `getComputedStyle(document.activeElement).outlineStyle`); line == "none" {
			t.Errorf("nothing shows that %q has the focus", want)
		}
	}
	tb.do(chromedp.KeyEvent(kb.Enter))
	same(t, "Enter", column(tb, 1), []string{"1 GiB", "9 MiB", "1,000 kB", "never", "?"})
	tb.do(chromedp.KeyEvent(" "))
	same(t, "Space", column(tb, 1), []string{"1,000 kB", "9 MiB", "1 GiB", "never", "?"})
	if got := focused(); got != "Size" {
		t.Errorf("after sorting the focus is on %q", got)
	}
	same(t, "aria-sort", sorted(tb), []string{"", "ascending", "", ""})
}

// TestSkip: the link goes past the heading.
func TestSkip(t *testing.T) {
	tb := open(t, write(t, sample()), look{width: 360})
	tb.do(chromedp.KeyEvent(kb.Tab))
	if top := eval[float64](tb, `document.activeElement.getBoundingClientRect().top`); top < 0 {
		t.Errorf("the link is at %v, out of sight", top)
	}
	tb.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if got := eval[string](tb, `document.activeElement.type`); got != "search" {
		t.Errorf("then the focus is on %q", got)
	}
}

// filter types into the field in place of what is there.
func filter(tb *tab, words string) {
	tb.t.Helper()
	eval[bool](tb, `document.querySelector('input[type=search]').select() ?? true`)
	tb.do(chromedp.SendKeys(chromedp.CSS("input[type=search]"), words))
}

// TestFilter: all words, in any case, anywhere in a row; the order stays.
func TestFilter(t *testing.T) {
	tb := open(t, write(t, sample()), look{width: 1280})
	tb.do(chromedp.Click(heading(4)))
	sizes := column(tb, 4)
	for _, step := range []struct {
		typed, status string
		images        int
	}{
		{"EXPIRES", "3 of 12 rows, sorted by Size, descending", 3},
		{"expires service-9", "1 of 12 rows, sorted by Size, descending", 1},
		{"nothing has this", "0 of 12 rows, sorted by Size, descending", 0},
		{"  ", "12 rows, sorted by Size, descending", 12},
	} {
		filter(tb, step.typed)
		until(tb, fmt.Sprintf(`document.querySelector('[role=status]').textContent === %q`, step.status))
		if got := len(column(tb, 1)); got != step.images {
			t.Errorf("%q leaves %d rows, want %d", step.typed, got, step.images)
		}
	}
	same(t, "the order", column(tb, 4), sizes)
}
