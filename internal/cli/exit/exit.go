package exit

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// The exit codes.
const (
	CodeDone   = 0 // the work was done
	CodeFailed = 1 // refused or failed, or a check found something
	CodeUsage  = 2 // the command line makes no sense
)

// Code prints the error of a verb, one line each problem, and gives the exit code for it:
// CodeDone for nil. It prints nothing for ErrReported.
func Code(c *console.Console, err error) int {
	c.Finish()
	if err == nil {
		return CodeDone
	}
	if !errors.Is(err, ErrReported) {
		for _, line := range lines(err) {
			c.Error(line)
		}
		var usage usageError
		if errors.As(err, &usage) {
			c.Note(usage.hint())
		}
	}
	if IsWork(err) {
		return CodeFailed
	}
	return CodeUsage
}

// lines returns the lines of any error; one of the command line is one line.
func lines(err error) []string {
	if !IsWork(err) { // cobra puts its suggestions on lines of their own
		return []string{strings.Join(strings.Fields(err.Error()), " ")}
	}
	return Lines(err)
}

// Lines returns the lines of an error of the work: one each problem of a finding.List, each
// beginning with what all of them are about, such as the file; the error's own lines
// otherwise.
func Lines(err error) []string {
	var all finding.List
	if !errors.As(err, &all) {
		return strings.Split(err.Error(), "\n")
	}
	about, _, _ := strings.Cut(err.Error(), all.Error())
	lines := make([]string, len(all))
	for i := range all {
		lines[i] = about + all[i].String()
	}
	return lines
}
