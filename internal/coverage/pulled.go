package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// pulled counts what becomes of the images that a kubelet pulls, over directories that are
// rewritten as the program rewrites them: each as one run.
type pulled struct {
	rewriter *rewrite.Rewriter
	names    *expected
	log      io.Writer // nil for nothing
	counts   map[class]*outcomes
	refused  []string // directories of which a run refuses to change a file
}

// outcomes are of the images of a class.
type outcomes struct {
	moved, wrong, silent int            // silent: left, and no result says so
	left                 map[string]int // by code and reason
}

func countPulled(log io.Writer, file string, dirs []string, verbose bool) (*pulled, error) {
	c, err := load(file)
	if err != nil {
		return nil, err
	}
	c.Spec.Rewrite.MaxResults = new(int)
	p := &pulled{names: newExpected(c), counts: map[class]*outcomes{}}
	if p.rewriter, err = rewrite.New(c); err != nil {
		return nil, err
	}
	if verbose {
		p.log = log
	}
	for _, dir := range dirs {
		if err := p.directory(dir); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// directory rewrites a directory in memory, and judges its images.
func (p *pulled) directory(dir string) error {
	b, err := batch.ReadFiles(context.Background(), []string{dir}, nil, nil)
	if err != nil {
		return err
	}
	result, err := b.Rewrite(p.rewriter)
	if err != nil {
		return err
	}
	if result.Report.Failed() {
		p.refused = append(p.refused, dir)
	}
	after := map[string][]byte{}
	for i := range result.Changes {
		after[result.Changes[i].Path] = result.Changes[i].New()
	}
	findings := map[string][]*finding.Finding{}
	for i := range result.Report.Findings {
		f := &result.Report.Findings[i]
		findings[f.File.Path] = append(findings[f.File.Path], f)
	}
	if result.Report.Failed() {
		findings[""] = append(findings[""], &finding.Finding{Code: finding.Refused})
	}
	for _, in := range b.Inputs {
		_, err := os.Stat(filepath.Join(filepath.Dir(in.Path), "Chart.yaml"))
		now := after[in.Path]
		if now == nil {
			now = in.Text
		}
		p.file(in.Path, spots(in.Path, in.Text, err == nil), spots(in.Path, now, err == nil), append(findings[in.Path], findings[""]...))
	}
	return nil
}

// file judges each image of an upstream.
func (p *pulled) file(path string, was, is []spot, findings []*finding.Finding) {
	now := map[string]string{}
	for _, s := range is {
		now[s.path] = s.text
	}
	for _, s := range was {
		if !p.names.isUpstream(s.text) {
			continue
		}
		o := p.counts[s.class]
		if o == nil {
			o = &outcomes{left: map[string]int{}}
			p.counts[s.class] = o
		}
		switch text, why := now[s.path], reasonOf(&s, findings); {
		case text != s.text && p.names.moves(s.text, text):
			o.moved++
		case text != s.text:
			o.wrong++
			p.say(path, "WRONG", &s, text)
		case why == "left-behind placeholder" || why == "left-behind match" || why == "left-behind push-target":
			// a kustomization gives it another name, or a build pushes to it
		case why == "":
			o.silent++
			p.say(path, "SILENT", &s, "")
		default:
			o.left[why]++
			p.say(path, why, &s, "")
		}
	}
}

// reasonOf returns why an image was left: the code and reason of a result for its line or its
// text; empty when nothing was said.
func reasonOf(s *spot, findings []*finding.Finding) string {
	why := ""
	for _, f := range findings {
		text := strings.TrimRight(f.Field.Current, "\n")
		if f.Code == finding.Refused && why == "" {
			why = "refused"
		}
		// The address of a chart may begin as an image does.
		isIt := text != "" && f.Reason != "oci-url" && f.Reason != "chart-address" && (strings.Contains(text, s.name) || strings.Contains(s.text, text))
		if f.Code != outcome.Rewritten && (s.line > 0 && f.Line == s.line || isIt) {
			why = strings.TrimSpace(string(f.Code) + " " + f.Reason)
			if s.line > 0 && f.Line == s.line {
				return why
			}
		}
	}
	return why
}

func (p *pulled) say(path, what string, s *spot, now string) {
	if p.log != nil {
		fmt.Fprintf(p.log, "%s\t%s:%d\t%s\t%s\t%s\t%s\n", what, path, s.line, s.class, s.path, s.text, now)
	}
}

func (p *pulled) print(w io.Writer) {
	all := outcomes{left: map[string]int{}}
	for _, c := range append(slices.Clone(classes), inShort) {
		o := p.counts[c]
		if o == nil {
			o = &outcomes{}
		}
		o.print(w, string(c))
		if c != inShort {
			all.moved, all.wrong, all.silent = all.moved+o.moved, all.wrong+o.wrong, all.silent+o.silent
			for why, n := range o.left {
				all.left[why] += n
			}
		}
	}
	all.print(w, "all but those without a registry in values")
	for _, dir := range p.refused {
		fmt.Fprintf(w, "refused: %s\n", dir)
	}
}

func (o *outcomes) print(w io.Writer, name string) {
	left := 0
	var reasons []string
	for why, n := range o.left {
		left += n
		reasons = append(reasons, fmt.Sprintf("%s %d", why, n))
	}
	slices.Sort(reasons)
	all := o.moved + o.wrong + o.silent + left
	fmt.Fprintf(w, "%s: %d images, moved %d (%.1f%%), left and reported %d, silent %d, wrong %d; %s\n",
		name, all, o.moved, 100*float64(o.moved)/float64(max(all, 1)), left, o.silent, o.wrong, strings.Join(reasons, ", "))
}

// failed reports whether an image was left without a word, or became another.
func (p *pulled) failed() bool {
	for _, o := range p.counts {
		if o.wrong+o.silent > 0 {
			return true
		}
	}
	return false
}
