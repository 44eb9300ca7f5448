package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
)

func TestEveryForm(t *testing.T) {
	for form, want := range map[string]string{
		"stream": "apiVersion: apps/v1\n",
		"list":   "apiVersion: config.kubernetes.io/v1\n",
		"scalar": "  text: |\n",
		"line":   "  text: \"image",
		"empty":  "---\n---\n",
		"laughs": "  a2: &a2 [*a1",
	} {
		var b bytes.Buffer
		if err := run([]string{"-form", form, "-items", "2"}, &b); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %v, got\n%s", form, err, b.String())
		}
	}
}

func TestMixAndSeed(t *testing.T) {
	var got, want bytes.Buffer
	if err := run([]string{"-mix", "odd", "-items", "3", "-seed", "7", "-rewritten"}, &got); err != nil {
		t.Fatal(err)
	}
	c := corpus.Corpus{Items: 3, Seed: 7, Mix: corpus.Odd, Rewritten: true}
	if err := c.WriteStream(&want); err != nil {
		t.Fatal(err)
	}
	if got.String() != want.String() {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want.String())
	}
}

func TestATreeGoesToItsFolder(t *testing.T) {
	folder := t.TempDir()
	if err := run([]string{"-form", "tree", "-items", "101", "-folder", folder}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "cluster-0", "apps-001", "00.yaml")); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotKnownIsNamed(t *testing.T) {
	for _, args := range [][]string{{"-form", "tre"}, {"-mix", "od"}, {"-form", "tree"}} {
		if err := run(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}
