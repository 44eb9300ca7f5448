package batch

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/google/go-cmp/cmp"
)

// TestReadFilesThatMatter: of files in which nothing matters only the number counts. The
// objects of every golden case, each in a file of its own, lead to the same whether
// all are kept or only those that matter.
func TestReadFilesThatMatter(t *testing.T) {
	left := 0
	for _, c := range golden.Cases(t, "../../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			read := config.Read([]byte(c.Read(t, "fnconfig.yaml")))
			if read.Err != nil {
				return
			}
			r, err := rewrite.New(read.Config)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for i, object := range strings.Split(c.Read(t, "input.yaml"), "\n---\n") {
				write(t, filepath.Join(dir, fmt.Sprintf("%03d.yaml", i)), object)
			}
			write(t, filepath.Join(dir, "broken.yaml"), "{{ .Values }}: \"")
			write(t, filepath.Join(dir, "nul.yaml"), "a: \x00")
			all, inputs := rewriteDir(t, dir, r, nil)
			some, fewer := rewriteDir(t, dir, r, r.Matters)
			if diff := cmp.Diff(all, some); diff != "" {
				t.Errorf("only what matters leads to (-all +some):\n%s", diff)
			}
			left += inputs - fewer
		})
	}
	if left < 50 {
		t.Errorf("only %d files were left out", left)
	}
}

// ran is what a run over a directory led to, as far as anybody is told of it.
type ran struct {
	Summary  string
	Items    int
	Findings []finding.Finding
	New      map[string]string
	Skipped  []files.Skip
	Empty    bool
}

func rewriteDir(t *testing.T, dir string, r *rewrite.Rewriter, matters func([]byte) bool) (what ran, inputs int) {
	t.Helper()
	b, err := ReadFiles(context.Background(), []string{dir}, matters, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	result, err := b.Rewrite(r)
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]string{}
	for _, c := range result.Changes {
		changed[c.Path] = string(c.New())
	}
	return ran{result.Report.Summary(), result.Report.Items, result.Report.Findings, changed, b.Skipped, b.IsEmpty()}, len(b.Inputs)
}

// TestReadFilesOfNote: what no file's bytes show, or no golden case has a file of.
func TestReadFilesOfNote(t *testing.T) {
	const fields = "  rewrite: {fields: [{path: spec/none}]}\n"
	for name, test := range map[string]struct {
		spec, text string
		want       string
	}{
		"a name that is spelled by an escape": {
			"", "kind: Pod\nspec: {containers: [{image: \"ghcr\\x2eio/amerintlxperts/shop:v1\"}]}\n",
			"1 image reference rewritten in 1 of 1 item",
		},
		"a list in which nothing matters": {
			"", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: A\n- kind: B\n",
			"0 image references rewritten in 0 of 2 items",
		},
		"documents in which nothing matters": {"", "a: 1\n---\nb: 1\n---\nc: 1\n", "0 image references rewritten in 0 of 3 items"},
		"a field that no file has":           {fields, "a: 1\n", "0 image references rewritten in 0 of 1 item; unused-field"},
	} {
		read := config.Read([]byte("apiVersion: " + v1alpha1.APIVersion + "\nkind: " + v1alpha1.Kind + "\nmetadata: {name: ghcr}\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n" + test.spec))
		if read.Err != nil {
			t.Fatal(read.Err)
		}
		r, err := rewrite.New(read.Config)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		write(t, filepath.Join(dir, "a.yaml"), test.text)
		some, _ := rewriteDir(t, dir, r, r.Matters)
		got := some.Summary
		for _, f := range some.Findings {
			if f.Severity == finding.Warning && f.Code == outcome.UnusedField {
				got += "; " + string(f.Code)
			}
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestReadFilesFailure: of files that cannot be read the first is told, in whatever
// order they are read, and nothing behind it needs to be.
func TestReadFilesFailure(t *testing.T) {
	dir := tree(t, 300)
	r, listing := prepared(t, context.Background(), dir)
	for _, i := range []int{70, 260} {
		if err := os.Remove(filepath.Join(dir, name(i))); err != nil {
			t.Fatal(err)
		}
	}
	for i := len(r.parts) - 1; i >= 0; i-- {
		r.waiting <- r.parts[i]
	}
	close(r.waiting)
	r.worker()
	if b, err := r.collect(listing); err == nil || err.Error() != filepath.Join(dir, name(70))+": no such file or directory" {
		t.Errorf("%v, %v", b, err)
	}
}

// TestReadFilesInterrupted: an interrupt names the first file that was not read.
func TestReadFilesInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	dir := tree(t, 200)
	r, listing := prepared(t, ctx, dir)
	matters := func(text []byte) bool {
		if string(text) == name(100) {
			stop()
		}
		return true
	}
	r.mattersIn = func(string) func([]byte) bool { return matters }
	for _, p := range r.parts {
		r.waiting <- p
	}
	close(r.waiting)
	r.worker()
	want := filepath.Join(dir, name(128)) + ": interrupted; no file was written"
	if b, err := r.collect(listing); err == nil || err.Error() != want {
		t.Errorf("%v, %v; want %s", b, err, want)
	}
}

// TestReadFilesTells: the progress goes up to all files, once it is known how many
// there are.
func TestReadFilesTells(t *testing.T) {
	told := 0
	b, err := ReadFiles(context.Background(), []string{tree(t, 1000)}, nil, func(read, of int) {
		if of != 1000 || read <= told || read >= of {
			t.Errorf("%d of %d, behind %d", read, of, told)
		}
		told = read
	})
	if err != nil || len(b.Inputs) != 1000 {
		t.Fatal(err)
	}
	for i, in := range b.Inputs {
		if string(in.Text) != name(i) {
			t.Fatalf("file %d holds %q", i, in.Text)
		}
	}
}

// prepared is a reading of a directory that was walked, and not yet read.
func prepared(t *testing.T, ctx context.Context, dir string) (*reading, *files.Listing) {
	t.Helper()
	r := &reading{ctx: ctx, mattersIn: func(string) func([]byte) bool { return func([]byte) bool { return true } }, progress: func(int, int) {}, waiting: make(chan *part, maxWaiting)}
	r.firstFailure.Store(math.MaxInt64)
	listing, err := files.List(ctx, []string{dir}, func(g *files.Group) { r.parts = append(r.parts, &part{group: g}) })
	if err != nil {
		t.Fatal(err)
	}
	return r, listing
}

// tree makes a directory of so many files, of which each holds its name.
func tree(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		write(t, filepath.Join(dir, name(i)), name(i))
	}
	return dir
}

func name(i int) string { return fmt.Sprintf("%04d.yaml", i) }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReadFilesWithoutProgress: nobody need look at the progress.
func TestReadFilesWithoutProgress(t *testing.T) {
	dir := t.TempDir()
	for i := range 200 {
		write(t, filepath.Join(dir, fmt.Sprintf("%03d.yaml", i)), "a: b\n")
	}
	b, err := ReadFiles(context.Background(), []string{dir}, nil, nil)
	if err != nil || len(b.Inputs) != 200 {
		t.Errorf("%v, %v", b, err)
	}
}
