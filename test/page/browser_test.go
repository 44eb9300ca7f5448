package page

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is the one Chromium of all tests; nil where there is none.
var browser context.Context

// TestMain starts Chromium.
func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	// In a container, where everything is root's, Chromium has no sandbox; it opens nothing but our pages.
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		fmt.Fprintln(os.Stderr, "no Chromium:", err)
		if os.Getenv("ECRCACHE_E2E") == "required" {
			return 1
		}
	} else {
		browser = ctx
	}
	return m.Run()
}

// A look is how somebody looks at a page.
type look struct {
	width    int64
	dark     bool
	noScript bool
	media    string // print, or a screen
	reduced  bool   // asks for less motion
}

// A tab is an open page.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string // that the page made after itself
	said     []string // errors and warnings on its console
}

// write writes a page to a file, and returns its address.
func write(t *testing.T, p page.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// open opens a page. What it asks for, and what it says on the console, fails the test.
func open(t *testing.T, address string, l look) *tab {
	t.Helper()
	if browser == nil {
		t.Skip("no Chromium on PATH")
	}
	ctx, cancel := chromedp.NewContext(browser)
	ctx, stop := context.WithTimeout(ctx, 5*time.Minute)
	tb := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		stop()
		cancel()
		tb.mu.Lock()
		defer tb.mu.Unlock()
		if len(tb.requests) > 0 {
			t.Errorf("the page asks for %q", tb.requests)
		}
		if len(tb.said) > 0 {
			t.Errorf("on the console: %q", tb.said)
		}
	})
	if err := chromedp.Listen(ctx, func(event any) { tb.heard(event, address) }); err != nil {
		t.Fatal(err)
	}
	tb.do(chromedp.EmulateViewport(l.width, 900))
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "prefers-reduced-motion", Value: "no-preference"}}
	if l.dark {
		features[0].Value = "dark"
	}
	if l.reduced {
		features[1].Value = "reduce"
	}
	call(tb, network.Enable, network.EnableParams{})
	call(tb, runtime.Enable, cdp.Empty{})
	call(tb, log.Enable, cdp.Empty{})
	call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noScript})
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: l.media, Features: features})
	tb.do(chromedp.Navigate(address))
	return tb
}

// heard notes what no page does.
func (tb *tab) heard(event any, address string) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Request.URL != address {
			tb.requests = append(tb.requests, e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		tb.said = append(tb.said, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			tb.said = append(tb.said, string(e.Type)+" "+arg.Description+string(arg.Value))
		}
	case *log.EventEntryAdded:
		tb.said = append(tb.said, e.Entry.Text)
	}
}

// do runs actions.
func (tb *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	if err := chromedp.Do(tb.ctx, actions...); err != nil {
		tb.t.Fatal(err)
	}
}

// call calls a command of Chromium.
func call[P, R any](tb *tab, command cdp.Command[P, R], params P) R {
	tb.t.Helper()
	result, err := chromedp.Call(tb.ctx, command, params)
	if err != nil {
		tb.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// get runs an action, and returns what it gives.
func get[T any](tb *tab, action chromedp.Action[T]) T {
	tb.t.Helper()
	got, err := chromedp.Run(tb.ctx, action)
	if err != nil {
		tb.t.Fatal(err)
	}
	return got
}

// eval returns what an expression of JavaScript gives in the page.
func eval[T any](tb *tab, expression string) T {
	tb.t.Helper()
	return get(tb, chromedp.Evaluate[T](expression))
}

// until waits for an expression of JavaScript to become true. A tab that is not in front draws no
// frames, so it asks every now and then.
func until(tb *tab, expression string) {
	tb.t.Helper()
	poll := chromedp.Poll[bool](expression, chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(3*time.Minute))
	if _, err := chromedp.Run(tb.ctx, poll); err != nil {
		tb.t.Fatalf("%s: %v; the page says %q", expression, err, eval[[]string](tb, `[...document.querySelectorAll('[role=status]')].map((e) => e.textContent)`))
	}
}

// picture writes what the page looks like to the directory that ECRCACHE_PICTURES names, if it
// names one: for people to look at.
func (tb *tab) picture(name string) {
	tb.t.Helper()
	folder := os.Getenv("ECRCACHE_PICTURES")
	if folder == "" {
		return
	}
	png := get(tb, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600); err != nil {
		tb.t.Fatal(err)
	}
}
