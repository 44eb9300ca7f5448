package page

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestImages: the page that the program itself writes of a repository, as a user gets it.
func TestImages(t *testing.T) {
	if browser == nil {
		t.Skip("no Chromium on PATH")
	}
	folder := t.TempDir()
	program := filepath.Join(folder, "ecrcache")
	build := exec.Command("go", "build", "-o", program, "./cmd/ecrcache")
	build.Dir = "../.."
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	images := exec.Command(program, "images", "-o", "html", ".")
	images.Dir = "testdata"
	html, err := images.Output()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "images.html")
	if err := os.WriteFile(path, html, 0o600); err != nil {
		t.Fatal(err)
	}
	address := (&url.URL{Scheme: "file", Path: path}).String()
	for _, l := range []look{{width: 360, dark: true}, {width: 1280}} {
		tb := open(t, address, l)
		fits(tb, l.width)
		contrast(tb)
		if got := eval[int](tb, `document.querySelectorAll('.over').length`); got > 0 {
			t.Errorf("%d tables are wider than the page", got)
		}
		tb.do(chromedp.Click(heading(1)))
		same(t, "sorted by image", column(tb, 1), []string{
			"ghcr.io/amerintlxperts/shop-api:v1.9.0", "ghcr.io/amerintlxperts/shop-api:v1.10.0", "ghcr.io/amerintlxperts/shop-tool:v1", "quay.io/prometheus/prometheus:v3.1.0",
		})
		if l.width == 360 {
			tb.picture("images-360")
		} else {
			tb.picture("images-1280")
		}
	}
}
