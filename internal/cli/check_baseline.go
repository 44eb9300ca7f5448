package cli

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/baseline"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/output"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// baselineOptions are the flags of check about its baseline, the file of known findings.
type baselineOptions struct {
	file   string
	update bool
}

func (o *baselineOptions) addTo(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.file, "baseline", "", "a file of findings that are known, which do not fail the check")
	cmd.Flags().BoolVar(&o.update, "update-baseline", false, "write what is found to the baseline, and remove what is not found any more")
}

func (o *baselineOptions) check() error {
	if o.update && o.file == "" {
		return errors.New("--update-baseline: add --baseline FILE, the file to write")
	}
	return nil
}

// applyBaseline removes from the result of a check what the baseline knows, and adds a finding for
// each of its outdated entries. With --update-baseline it writes the baseline first: then all is
// known, and nothing outdated. The error is one of reading or writing the file.
func (o *checkOptions) applyBaseline(c *console.Console, cmd *cobra.Command, paths []string, b *batch.Batch, result *batch.Result) error {
	if o.baseline.file == "" {
		return nil
	}
	var scope baseline.Scope
	if !input.IsStream(paths) {
		scope.Paths = paths
	}
	if !o.all {
		scope.NotChecked = []finding.Code{outcome.NotCached, outcome.ChartImages}
	}
	read := baseline.Read
	if o.baseline.update {
		read = baseline.ReadOrNew
	}
	known, err := read(o.baseline.file, scope)
	if err != nil {
		return err
	}
	if o.baseline.update {
		change, n, err := known.Update(recordable(b, result.Report))
		if err != nil {
			return err
		}
		output.WarnHardLinks(c, len(change), func(i int) (string, int) { return change[i].Path, change[i].Links() })
		if err := output.Replacer(c).Replace(cmd.Context(), change); err != nil {
			return err
		}
		output.RemoveTempsBeside(c, o.baseline.file)
		c.Note(fmt.Sprintf("%s: findings that are known now: %d", o.baseline.file, n))
	}
	o.withoutKnown(known.Match(), b, result)
	return nil
}

// withoutKnown removes the findings and the skipped files that the baseline knows from the result,
// counts them as accepted, and adds the outdated entries.
func (o *checkOptions) withoutKnown(m *baseline.Match, b *batch.Batch, result *batch.Result) {
	accepted := 0
	knows := func(f *finding.Finding) bool {
		known := isRecordable(f) && m.Knows(f)
		if known {
			accepted++
		}
		return known
	}
	result.Report = result.Report.Without(knows)
	skipped := b.Skipped
	b.Skipped = nil
	for _, s := range skipped {
		if f := batch.SkippedFinding(s); !knows(&f) {
			b.Skipped = append(b.Skipped, s)
		}
	}
	result.Report.Accepted += accepted
	severity := finding.Warning
	if o.strict {
		severity = finding.Error
	}
	for _, f := range m.Outdated(severity) {
		result.Report.Add(f)
	}
}

// recordable are the findings that a baseline may have, and the skipped files as findings.
func recordable(b *batch.Batch, r *outcome.Report) []finding.Finding {
	var all []finding.Finding
	for i := range r.Findings {
		if isRecordable(&r.Findings[i]) {
			all = append(all, r.Findings[i])
		}
	}
	for _, s := range b.Skipped {
		all = append(all, batch.SkippedFinding(s))
	}
	return all
}

// isRecordable reports whether a baseline may have a finding: it has a place by which it is found
// again, it is printed at least with --strict, and it is not something that AWS or Kubernetes
// refuses, which must be fixed.
func isRecordable(f *finding.Finding) bool {
	hasPlace := f.File.Path != "" || f.Resource.Kind != ""
	isRefused := f.Code == finding.Refused || f.Code == outcome.RepositoryTooLong
	return hasPlace && !isRefused && (f.Severity != finding.Info || f.Left)
}
