package page

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestLarge: 20,000 rows open, sort and filter in a moment: only some are in the window.
func TestLarge(t *testing.T) {
	p := sample()
	p.Tables = p.Tables[:1]
	p.Tables[0].Rows = rows(20000)
	start := time.Now()
	address := write(t, p)
	info, err := os.Stat(strings.TrimPrefix(address, "file://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("written: %d KiB in %v", info.Size()>>10, time.Since(start))
	start = time.Now()
	tb := open(t, address, look{width: 1280, reduced: true}) // a click on what still scrolls may miss
	t.Logf("open after %v", time.Since(start))
	if got, want := status(tb), "20,000 rows, the first 500 shown"; got != want {
		t.Errorf("status %q, want %q", got, want)
	}
	for n, name := range []string{"Status", "Image", "In the cache", "Object", "Size", "Last pull"} {
		took := eval[float64](tb, fmt.Sprintf(`(() => {
			const start = performance.now();
			document.querySelector('th:nth-child(%d) button').click();
			document.body.offsetHeight;
			return performance.now() - start;
		})()`, n+1))
		t.Logf("sorted by %s, and laid out: %.0f ms", name, took)
		if took > 30000 { // a second or less on a machine that does nothing else
			t.Errorf("sorting by %s takes %.0f ms", name, took)
		}
	}
	start = time.Now()
	filter(tb, "service-96 expires")
	until(tb, `document.querySelector('[role=status]').textContent.startsWith('52 of 20,000 rows')`)
	t.Logf("filtered after %v", time.Since(start))
	filter(tb, " ")
	until(tb, `document.querySelector('[role=status]').textContent.startsWith('20,000 rows')`)

	tb.do(chromedp.Click(chromedp.CSS(".more button:first-child")))
	if got := len(column(tb, 0)); got != 1000 {
		t.Errorf("%d rows after the first button", got)
	}
	took := eval[float64](tb, `(() => {
		const start = performance.now();
		document.querySelector('.more button:last-child').click();
		document.body.offsetHeight;
		return performance.now() - start;
	})()`)
	t.Logf("5,000 more shown: %.0f ms", took)
	if got := eval[int](tb, `document.querySelectorAll('tbody tr').length`); got != 6000 {
		t.Errorf("%d rows after the second button", got)
	}
	// What matches fits a click: then all of it is shown, and the focus goes on with the first that came.
	// What is typed is filtered a moment after its last letter, and its beginning finds as many rows.
	filter(tb, "expires")
	pause(tb)
	until(tb, `document.querySelector('[role=status]').textContent.startsWith('5,000 of 20,000 rows, the first 500')`)
	if got := eval[string](tb, `document.querySelector('.more button:last-child').textContent`); got != "Show all 5,000" {
		t.Errorf("the button says %q", got)
	}
	tb.do(chromedp.Click(chromedp.CSS(".more button:last-child")))
	if got := len(column(tb, 0)); got != 5000 {
		t.Errorf("%d rows after the last button", got)
	}
	if got := eval[bool](tb, `document.activeElement === document.querySelectorAll('tbody tr')[500]`); !got {
		t.Error("the focus is not on the first row that came")
	}

	// A click that comes before the rows are filtered counts as well.
	eval[bool](tb, `(() => {
		const input = document.querySelector('input[type=search]');
		input.value = '';
		input.dispatchEvent(new Event('input'));
		document.querySelector('.more button:last-child').click();
		return true;
	})()`)
	pause(tb)
	if got := eval[int](tb, `document.querySelectorAll('tbody tr').length`); got <= 5000 {
		t.Errorf("%d rows after a click at once", got)
	}
}

// pause waits longer than the page does after a letter.
func pause(tb *tab) {
	tb.t.Helper()
	eval[bool](tb, `(() => {
		window.waited = false;
		setTimeout(() => { window.waited = true; }, 1000);
		return true;
	})()`)
	until(tb, `window.waited`)
}
