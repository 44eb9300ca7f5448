package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/images"
)

var (
	before = []images.Image{
		{Resource: "Deployment orders/api", Path: "a", Reference: "ghcr.io/o/api:1"},
		{Resource: "CronJob orders/night", Path: "a", Reference: "ghcr.io/o/night:1"},
		{Resource: "Deployment orders/api", Path: "b", Reference: "quay.io/o/side:1"},
		{Resource: "CronJob orders/night", Path: "b", Reference: "ghcr.io/o/gone:1"},
	}
	after = []images.Image{
		{Resource: "CronJob orders/night", Path: "a", Reference: "cache/ghcr/o/night:1"},
		{Resource: "Deployment orders/api", Path: "a", Reference: "cache/ghcr/o/api:1"},
		{Resource: "Deployment orders/api", Path: "b", Reference: "quay.io/o/side:1"},
		{Resource: "Pod new", Path: "a", Reference: "ghcr.io/o/new:1"},
	}
)

const diff = `Deployment orders/api
  - ghcr.io/o/api:1
  + cache/ghcr/o/api:1
    quay.io/o/side:1

CronJob orders/night
  - ghcr.io/o/night:1
  + cache/ghcr/o/night:1
  - ghcr.io/o/gone:1

Pod new
  + ghcr.io/o/new:1

`

func TestShowGroupsByObject(t *testing.T) {
	if got := show(compare(before, after), palette{}); got != diff {
		t.Errorf("got:\n%s\nwant:\n%s", got, diff)
	}
}

func TestColourChangesNoText(t *testing.T) {
	got := show(compare(before, after), palette{on: true})
	if !strings.Contains(got, "\x1b[31m  - ghcr.io/o/api:1\x1b[0m\n") {
		t.Errorf("what is removed is not red: %q", got)
	}
	plain := strings.NewReplacer("\x1b[1m", "", "\x1b[31m", "", "\x1b[32m", "", "\x1b[0m", "").Replace(got)
	if plain != diff {
		t.Errorf("got:\n%s\nwant:\n%s", plain, diff)
	}
}

func TestNoColourOutsideATerminal(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if colours(f).on {
		t.Error("a file gets colours")
	}
}

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after []images.Image
		told          string
	}{
		{"all rewritten", before[:1], after[1:2], ""},
		{"one left", before, after, "1 of 3 images are still pulled from ghcr.io"},
		{"nothing to rewrite", before[2:3], before[2:3], "shows nothing"},
	} {
		err := verdict(io.Discard, c.before, c.after)
		switch {
		case err == nil && c.told != "":
			t.Errorf("%s: passed, want %q", c.name, c.told)
		case err != nil && (c.told == "" || !strings.Contains(err.Error(), c.told)):
			t.Errorf("%s: %v, want %q", c.name, err, c.told)
		}
	}
}
