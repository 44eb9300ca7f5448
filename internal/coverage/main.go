// Command coverage runs the rewriting over directories of YAML and counts what
// became of every scalar that holds an upstream's name. It writes nothing.
//
//	go run ./internal/coverage [-v] [-config FILE] DIR...
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/rewrite"
)

const defaultConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: coverage}
spec: {accountID: "123456789012", region: ca-central-1}
`

func main() {
	verbose := flag.Bool("v", false, "print every scalar left behind")
	file := flag.String("config", "", "a PullThroughCache instead of the smallest one")
	flag.Parse()
	if err := run(os.Stdout, *file, flag.Args(), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func run(w *os.File, file string, dirs []string, verbose bool) error {
	c, err := load(file)
	if err != nil {
		return err
	}
	rewriter, err := rewrite.New(c)
	if err != nil {
		return err
	}
	t := tally{rewriter: rewriter, counts: map[string]int{}}
	if verbose {
		t.log = w
	}
	for _, dir := range dirs {
		if err := filepath.WalkDir(dir, t.visit); err != nil {
			return err
		}
	}
	t.print(w)
	return nil
}

func load(file string) (*config.PullThroughCache, error) {
	text := []byte(defaultConfig)
	if file != "" {
		var err error
		if text, err = os.ReadFile(file); err != nil {
			return nil, err
		}
	}
	return config.Parse(text)
}

// A tally counts over all files.
type tally struct {
	rewriter *rewrite.Rewriter
	log      *os.File
	files    int
	// counts are by outcome: rewritten, left-behind with its reason, a warning's
	// code, a file that is not YAML, a promise that was broken.
	counts map[string]int
}

func (t *tally) visit(path string, d fs.DirEntry, err error) error {
	if err != nil || d.IsDir() || !isYAML(path) {
		return err
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	t.files++
	t.file(path, src)
	return nil
}

func isYAML(path string) bool {
	ext := filepath.Ext(path)
	return ext == ".yaml" || ext == ".yml" || filepath.Base(path) == "Kustomization"
}

// file rewrites one file in memory, twice.
func (t *tally) file(path string, src []byte) {
	edits, report, err := t.items(path, src)
	if err != nil {
		t.counts["file that is not YAML"]++
		t.say(path, "not YAML", err.Error())
		return
	}
	t.counts["mentions in comments"] += report.Comments
	for _, f := range report.Findings {
		key := string(f.Code)
		if f.Reason != "" {
			key += " " + f.Reason
		}
		t.counts[key]++
		if f.Severity != rewrite.Info || f.Code != rewrite.Rewritten {
			t.say(path, key, f.Resource.Kind+" "+f.Field.Path+" "+f.Field.Current)
		}
	}
	out := document.Splice(src, edits)
	again, _, err := t.items(path, out)
	if err != nil || !bytes.Equal(document.Splice(out, again), out) {
		t.counts["BROKEN: a second run changes the file"]++
		t.say(path, "BROKEN", "")
	}
}

func (t *tally) items(path string, src []byte) ([]document.Edit, *rewrite.Report, error) {
	items, err := document.SplitStream(src)
	if err != nil {
		return nil, nil, err
	}
	return t.rewriter.Items(path, items)
}

func (t *tally) say(path, key, text string) {
	if t.log != nil {
		fmt.Fprintf(t.log, "%s\t%s\t%s\n", key, path, strings.ReplaceAll(text, "\n", " "))
	}
}

func (t *tally) print(w *os.File) {
	fmt.Fprintf(w, "%8d files\n", t.files)
	keys := make([]string, 0, len(t.counts))
	for k := range t.counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Fprintf(w, "%8d %s\n", t.counts[k], k)
	}
}
