package kustomize

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

const configuration = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: cache}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io, prefix: ghcr}, {registry: docker.io, prefix: docker-hub}]
  rewrite: {fields: [{kind: Custom, path: spec/image}]}
`

// rewriter is the program's own, for the configuration of these tests.
func rewriter(t testing.TB, restore bool) *rewrite.Rewriter {
	t.Helper()
	read := config.Read([]byte(configuration))
	if read.Err != nil {
		t.Fatal(read.Err)
	}
	if restore {
		read.Config.Spec.Rewrite.Direction = v1alpha1.DirectionRestore
	}
	r, err := rewrite.New(read.Config)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A run is what the program made of a repository.
type run struct {
	*repository
	report  *outcome.Report
	late    []finding.Finding // entries behind what moved their images
	changed int               // files
}

// suffixed are the names of images that stay because a suffix would be added twice.
func (r *run) suffixed() []string {
	var all []string
	for _, f := range r.report.Findings {
		if f.Reason == "suffix-twice" {
			name, _ := cutName(f.Field.Current)
			all = append(all, name)
		}
	}
	return all
}

// refusal is the error because of which nothing was written; empty for none.
func (r *run) refusal() string {
	for _, f := range r.report.Findings {
		if f.Severity == finding.Error {
			return string(f.Code) + ": " + f.File.Path + ": " + f.Message
		}
	}
	return ""
}

// mends reports whether an entry got back what an earlier rewriting, or another entry before it, hid from it: a warning
// says that its image is deployed as it asks from now on.
func (r *run) mends() bool {
	if slices.ContainsFunc(r.late, func(f finding.Finding) bool { return f.Field.Proposed != "" }) {
		return true
	}
	return slices.ContainsFunc(r.report.Findings, func(f finding.Finding) bool {
		return f.Code == problem.NameCode && f.Severity == finding.Warning && strings.Contains(f.Message, "reaches no image")
	})
}

// rewritten is the repository after the program ran over it in place, in a directory from
// which the hidden bases are missing.
func rewritten(t testing.TB, r *repository, restore bool) *run {
	t.Helper()
	dir := t.TempDir()
	for name, text := range r.files {
		if r.hides(name) {
			continue
		}
		file := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		must(t, os.WriteFile(file, []byte(text), 0o644))
	}
	must(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755))
	b, err := batch.ReadFiles(context.Background(), []string{dir}, rewriter(t, restore).Matters, nil)
	must(t, err)
	result, err := b.Rewrite(rewriter(t, restore))
	must(t, err)
	out := &run{repository: r, report: result.Report, late: result.Late, changed: len(result.Changes)}
	if result.Report.Failed() {
		return out
	}
	must(t, result.Write(context.Background(), &replace.Replacer{}))
	written := *r
	written.files = map[string]string{}
	for name, text := range r.files {
		if !r.hides(name) {
			now, err := os.ReadFile(filepath.Join(dir, name))
			must(t, err)
			text = string(now)
		}
		written.files[name] = text
	}
	out.repository = &written
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// hides reports whether a file belongs to a base that the program does not see.
func (r *repository) hides(name string) bool {
	return slices.ContainsFunc(r.hidden, func(h string) bool { return strings.HasPrefix(name, h+"/") })
}
