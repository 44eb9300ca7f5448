package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A tally counts over all files.
type tally struct {
	rewriter, restorer *rewrite.Rewriter
	host               string // the upstream that is counted
	names              *expected
	log                io.Writer // nil for nothing
	files, brokenFiles int
	// counts are by outcome: rewritten, left-behind with its reason, a warning's
	// code, a file that is not YAML.
	counts map[string]int
	// inObjects and inOthers count image references in Kubernetes objects, and in
	// documents that have no kind: those rewritten, and those that are not.
	inObjects, inOthers struct{ rewritten, not int }
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

// file rewrites one file in memory, twice, and restores it.
func (t *tally) file(path string, src []byte) {
	out, report, err := run(t.rewriter, path, src)
	if err != nil {
		t.counts["file that is not YAML"]++
		t.say(path, "not YAML", err.Error())
		return
	}
	t.counts["mention in a comment"] += report.Comments
	for i := range report.Findings {
		t.finding(path, &report.Findings[i])
	}
	if again, _, err := run(t.rewriter, path, out); err != nil || !bytes.Equal(again, out) {
		t.broken(path, "a second run changes the file", err)
	}
	if err := verify(src, out, report, t.host, t.names); errors.Is(err, errUnread) {
		t.counts["file with a document that is not YAML and was left alone"]++
	} else if err != nil {
		t.broken(path, "something else changed, or was not told", err)
	}
	if back, _, err := run(t.restorer, path, out); err != nil || !bytes.Equal(back, src) {
		t.counts["file that Restore does not bring back to the byte"]++
		t.say(path, "not restored", fmt.Sprint(err))
	}
}

func run(r *rewrite.Rewriter, path string, src []byte) ([]byte, *outcome.Report, error) {
	items, err := yamlbytes.SplitStream(src)
	if err != nil {
		return nil, nil, err
	}
	edits, report, err := r.Items(path, items)
	return yamlbytes.Splice(src, edits), report, err
}

func (t *tally) finding(path string, f *finding.Finding) {
	key := strings.TrimSpace(string(f.Code) + " " + f.Reason)
	t.counts[key]++
	in := &t.inObjects
	if f.Resource.Kind == "" {
		in = &t.inOthers
	}
	switch key {
	case "rewritten":
		in.rewritten++
		return
	case "left-behind unknown-field", "left-behind args", "left-behind annotation", "malformed-reference":
		in.not++
	}
	t.say(path, key, f.Resource.Kind+" "+f.Field.Path+" "+f.Field.Current)
}

func (t *tally) broken(path, what string, err error) {
	t.brokenFiles++
	t.counts["BROKEN: "+what]++
	t.say(path, "BROKEN", fmt.Sprint(what, ": ", err))
}

func (t *tally) say(path, key, text string) {
	if t.log != nil {
		fmt.Fprintf(t.log, "%s\t%s\t%s\n", key, path, strings.ReplaceAll(text, "\n", " "))
	}
}

func (t *tally) print(w io.Writer) {
	fmt.Fprintf(w, "%8d files\n", t.files)
	keys := make([]string, 0, len(t.counts))
	for k := range t.counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Fprintf(w, "%8d %s\n", t.counts[k], k)
	}
	fmt.Fprintf(w, "%8d promises broken\n", t.brokenFiles)
	for _, part := range []struct {
		name string
		in   struct{ rewritten, not int }
	}{{"Kubernetes objects", t.inObjects}, {"documents without a kind", t.inOthers}} {
		all := part.in.rewritten + part.in.not
		fmt.Fprintf(w, "%7.1f%% of %d image references in %s rewritten\n", 100*float64(part.in.rewritten)/float64(max(all, 1)), all, part.name)
	}
}
