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
	CodeUsage  = 2 // wrong use of the command line
)

// Code prints the error of a verb, one line each problem, and gives the exit code for it:
// CodeDone for nil, unless a message before could not be written. It prints nothing for ErrReported.
func Code(c *console.Console, err error) int {
	c.Finish()
	if err == nil {
		if c.Lost() { // a warning, perhaps, that nobody has seen
			return CodeFailed
		}
		return CodeDone
	}
	if !errors.Is(err, ErrReported) {
		for _, line := range printed(err) {
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

// printed returns the lines to print for any error; one of the command line is one line.
func printed(err error) []string {
	if !IsWork(err) { // cobra puts its suggestions on lines of their own
		return []string{strings.Join(strings.Fields(err.Error()), " ")}
	}
	return Lines(err)
}

// Lines returns the lines of an error of the work: the error's own lines. If it wraps a
// finding.List, as in "ecrcache.yaml: …", each finding is a line that begins with what stands
// before the list.
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
