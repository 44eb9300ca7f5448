// Package peers tests that what the program is compared with does the same work.
package peers

import (
	"bytes"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
)

var (
	moved = regexp.MustCompile(regexp.QuoteMeta(corpus.Cache) + `[^\s"',]*`)
	left  = regexp.MustCompile(corpus.Registry + `/[^\s"',]*`)
)

// A function moves every reference of the list, and leaves what it should: quotes
// and line breaks may change, which is why bytes are not compared.
func TestFunctionsMoveEveryReference(t *testing.T) {
	for _, name := range []string{"yamlv3", "kyaml", "sdk"} {
		binary := build(t, name)
		for mix, objects := range map[string]corpus.Mix{"cluster": corpus.Cluster, "odd": corpus.Odd} {
			before := corpus.Corpus{Items: 200, Seed: 1, Mix: objects}
			after := before
			after.Rewritten = true
			got, want := run(t, binary, text(t, before.WriteList)), text(t, after.WriteList)
			for _, expression := range []*regexp.Regexp{moved, left} {
				if g, w := found(expression, got), found(expression, want); !slices.Equal(g, w) {
					t.Errorf("%s, %s: %d of %s, want %d", name, mix, len(g), expression, len(w))
				}
			}
		}
	}
}

// The byte scanner is wrong in the way that it is meant to be.
func TestTheScannerMovesEverything(t *testing.T) {
	before := corpus.Corpus{Items: 200, Seed: 1, Mix: corpus.Cluster}
	in := text(t, before.WriteStream)
	want := bytes.ReplaceAll(in, []byte("ghcr.io/"), []byte(corpus.Cache+"/ghcr/"))
	if got := run(t, build(t, "scan"), in); !bytes.Equal(got, want) {
		t.Error("the scanner does not replace every occurrence")
	}
}

func TestTheCopyCopies(t *testing.T) {
	if got := run(t, build(t, "copy"), []byte("text\n")); string(got) != "text\n" {
		t.Errorf("got %q", got)
	}
}

func build(t *testing.T, name string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), name)
	if said, err := exec.Command("go", "build", "-o", binary, "./"+name).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return binary
}

func run(t *testing.T, binary string, in []byte) []byte {
	t.Helper()
	cmd := exec.Command(binary)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func text(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func found(expression *regexp.Regexp, in []byte) []string {
	var all []string
	for _, one := range expression.FindAll(in, -1) {
		all = append(all, string(one))
	}
	slices.Sort(all)
	return all
}
