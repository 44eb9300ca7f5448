package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestLooks: at every width, in both schemes, nothing hangs out of the window at its side, and
// every text can be told from what is behind it.
func TestLooks(t *testing.T) {
	address := write(t, sample())
	for _, width := range []int64{320, 360, 768, 1000, 1280, 1920} {
		for _, dark := range []bool{false, true} {
			name := fmt.Sprintf("%d-%s", width, map[bool]string{false: "light", true: "dark"}[dark])
			t.Run(name, func(t *testing.T) {
				tb := open(t, address, look{width: width, dark: dark})
				fits(tb, width)
				if got := eval[int](tb, `document.querySelectorAll('.over').length`); got > 0 {
					t.Errorf("%d tables are wider than the page", got)
				}
				contrast(tb)
				tb.picture(name)
			})
		}
	}
}

func fits(tb *tab, width int64) {
	tb.t.Helper()
	if got := eval[int64](tb, `document.documentElement.scrollWidth`); got > width {
		tb.t.Errorf("the page is %d wide, in a window of %d", got, width)
	}
}

// contrast holds every text to 4.5 : 1, as WCAG 2.2 asks of small text.
func contrast(tb *tab) {
	tb.t.Helper()
	for _, low := range eval[[]string](tb, `(() => {
		const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
		const rgba = (colour) => {
			canvas.clearRect(0, 0, 1, 1);
			canvas.fillStyle = colour;
			canvas.fillRect(0, 0, 1, 1);
			return canvas.getImageData(0, 0, 1, 1).data;
		};
		const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
			.map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
			.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
		const behind = (element) => {
			for (let e = element; e; e = e.parentElement) {
				const ground = rgba(getComputedStyle(e).backgroundColor);
				if (ground[3] === 255) return ground;
			}
			throw new Error('nothing is behind ' + element.textContent);
		};
		const low = [];
		let seen = 0;
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (texts.nextNode()) {
			const element = texts.currentNode.parentElement;
			if (!texts.currentNode.data.trim() || element.closest('script') || !element.checkVisibility()) continue;
			const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
			const ratio = (a + 0.05) / (b + 0.05);
			seen++;
			if (ratio < 4.5) low.push(texts.currentNode.data.trim() + ' ' + ratio.toFixed(2));
		}
		if (seen < 50) low.push('only ' + seen + ' texts were seen');
		return low;
	})()`) {
		tb.t.Errorf("contrast: %s", low)
	}
}

// TestTheme: the page follows the system until the reader chooses, and keeps the choice.
func TestTheme(t *testing.T) {
	address := write(t, small())
	tb := open(t, address, look{width: 360})
	ground := func() string { return eval[string](tb, `getComputedStyle(document.body).backgroundColor`) }
	pressed := func() string { return eval[string](tb, `document.getElementById('theme').ariaPressed`) }
	light := ground()
	tb.do(chromedp.Click(chromedp.CSS("#theme")))
	dark := ground()
	if light == dark || pressed() != "true" {
		t.Errorf("after a click the ground is %s, before %s; pressed %s", dark, light, pressed())
	}
	tb.do(chromedp.Reload())
	if got := ground(); got != dark || pressed() != "true" {
		t.Errorf("after a reload the ground is %s, pressed %s", got, pressed())
	}
	// Back to what the system says: then the page follows it again.
	tb.do(chromedp.Click(chromedp.CSS("#theme")))
	if got := ground(); got != light || pressed() != "false" {
		t.Errorf("after a second click the ground is %s, pressed %s", got, pressed())
	}
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	until(tb, `document.getElementById('theme').ariaPressed === 'true'`)
	if got := ground(); got != dark {
		t.Errorf("in a dark system the ground is %s", got)
	}
}

// TestNoScript: without JavaScript all rows are there, nothing is offered that does nothing, and a
// wide table scrolls in its frame.
func TestNoScript(t *testing.T) {
	p := sample()
	p.Tables[0].Rows = rows(700)
	address := write(t, p)
	for _, width := range []int64{360, 1280} {
		tb := open(t, address, look{width: width, noScript: true})
		fits(tb, width)
		if got := eval[int](tb, `document.querySelectorAll('tbody tr').length`); got != 700 {
			t.Errorf("%d rows are there", got)
		}
		if got := eval[int](tb, `[...document.querySelectorAll('button, input')].filter((e) => e.checkVisibility()).length`); got != 0 {
			t.Errorf("%d controls do nothing", got)
		}
		if got := eval[float64](tb, `document.querySelector('td.code').getBoundingClientRect().width`); got < 150 {
			t.Errorf("a column of references is %v wide", got)
		}
	}
}

// TestPrint: paper has the rows and no controls, is white, and the text is dark on it.
func TestPrint(t *testing.T) {
	tb := open(t, write(t, sample()), look{width: 720, dark: true, media: "print"})
	if got := eval[string](tb, `[...document.querySelectorAll('button, input, nav, .skip')].filter((e) => e.checkVisibility()).map((e) => e.textContent.trim()).join()`); got != "Status,Image,In the cache,Object,Size,Last pull" {
		t.Errorf("on paper there is %q", got)
	}
	if got := eval[string](tb, `getComputedStyle(document.querySelector('h1')).color`); got != "rgb(27, 31, 36)" {
		t.Errorf("the text is %s", got)
	}
	if pdf := get(tb, chromedp.PrintToPDF()); len(pdf) < 10000 {
		t.Errorf("a PDF of %d bytes", len(pdf))
	}
	tb.picture("print")
}

// TestMotion: nothing moves for those who ask for it.
func TestMotion(t *testing.T) {
	tb := open(t, write(t, small()), look{width: 1280, reduced: true})
	if got := eval[[]string](tb, `[...document.querySelectorAll('*')].filter((e) => {
		const style = getComputedStyle(e);
		return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
	}).map((e) => e.nodeName)`); len(got) > 0 {
		t.Errorf("%q move", got)
	}
}

// TestScreenReader: what Chromium tells a screen reader is a table with its name, headings and
// cells, also where rows are shown as cards, and bars as a list of texts.
func TestScreenReader(t *testing.T) {
	address := write(t, sample())
	for _, width := range []int64{360, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tb := open(t, address, look{width: width})
			tb.do(chromedp.Click(heading(0)))
			found := map[string]int{}
			for _, node := range call(tb, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
				if node.Ignored || node.Role == nil {
					continue
				}
				name := ""
				if node.Name != nil {
					name = strings.Trim(string(node.Name.Value), `"`)
				}
				role := strings.Trim(string(node.Role.Value), `"`)
				found[role]++
				found[role+" "+name]++
			}
			for want, n := range map[string]int{
				"table Images. Each image of the manifests, and what the cache has of it.": 1,
				"columnheader": 6, "columnheader Status": 1, "columnheader Last pull": 1,
				"button Status": 1, "button Dark": 1, "row": 13, "cell in the cache": 3,
				"searchbox Filter": 1, "status": 1, "heading The cache of 123456789012 in ca-central-1": 1,
				"heading Images 12": 1, "main": 1, "banner": 1, "navigation Tables": 1, "link Skip to the content": 1,
				"StaticText 90.5 GB": 1, "region Images 12": 1, "image": 0, "img": 0,
			} {
				if found[want] != n {
					t.Errorf("%d × %s, want %d", found[want], want, n)
				}
			}
			if t.Failed() {
				t.Log(found)
			}
		})
	}
}

// TestHostile: texts that want to be HTML or JavaScript are text in the browser.
func TestHostile(t *testing.T) {
	texts := []string{
		"</script><script>window.evil = 1</script>", "</style><img src=x onerror='window.evil = 1'>", `"><svg onload="window.evil = 1">`,
		`' onmouseover='window.evil = 1`, "javascript:window.evil = 1", "<!--", "]]>", "</td></tr></table>", "\x00\x1b[31mred\x07", "\u202eevil", "\xff",
	}
	var p page.Page
	for _, text := range texts {
		p.Title += text
		p.Facts = append(p.Facts, page.Fact{Label: text, Value: text, Note: text, Tone: page.Good})
		p.Notes = append(p.Notes, text)
		p.Charts = append(p.Charts, page.Chart{Title: text, Unit: text, Bars: []page.Bar{{Label: text, Value: 1, Text: text}}})
		p.Tables = append(p.Tables, page.Table{Title: text, Caption: text, Columns: []page.Column{{Title: text}, {Title: text, Kind: page.Code}}, Rows: [][]page.Cell{
			{{Text: text, Sort: text, Note: text}, {Text: text}}, {{Text: text, Tone: page.Bad}, {}},
		}})
	}
	tb := open(t, write(t, p), look{width: 360})
	fits(tb, 360)
	tb.do(chromedp.Click(heading(0)), chromedp.Click(heading(1)))
	if eval[bool](tb, `'evil' in window`) {
		t.Error("a text ran")
	}
	want := map[string]int{"table": len(texts), "tbody tr": 2 * len(texts), "figure": len(texts), "script": 3 - 1, "style": 1, "img": 0, "svg": len(texts), "footer p": len(texts)}
	for selector, n := range want {
		if got := eval[int](tb, fmt.Sprintf(`document.querySelectorAll(%q).length`, selector)); got != n {
			t.Errorf("%d × %s, want %d", got, selector, n)
		}
	}
	if got := eval[string](tb, `document.querySelector('td').firstChild.data.trim()`); got != texts[0] {
		t.Errorf("the first cell has %q", got)
	}
}
