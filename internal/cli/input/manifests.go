package input

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/spf13/cobra"
)

// errMixed is for - beside paths: the output for standard input is a stream, for paths files.
var errMixed = errors.New("-: standard input cannot be read together with paths; give - or paths, not both")

// errOnlyText is for a pipe that forgot -o json: without it a check would find nothing, and pass.
var errOnlyText = errors.New("standard input is text, such as a table of kubectl, and no object; YAML, JSON or a ResourceList is expected, as kubectl get -o json prints it")

// IsStream reports whether the arguments of a verb mean standard input: there is none, or
// only -.
func IsStream(paths []string) bool {
	return len(paths) == 0 || len(paths) == 1 && paths[0] == "-"
}

// Read reads all that the arguments of a verb name: files, directories, or standard input.
// Errors of the files and of standard input are of the work, wrong arguments are not.
func Read(c *console.Console, verb *cobra.Command, paths []string) (*batch.Batch, error) {
	if IsStream(paths) {
		s, err := OpenStream(verb, paths)
		if err != nil {
			return nil, err
		}
		b, err := ReadStream(verb, s)
		if err == nil && b.HoldsOnlyText() {
			err = errOnlyText
		}
		return b, exit.Work(err)
	}
	if slices.Contains(paths, "-") {
		return nil, errMixed
	}
	return ReadFiles(c, verb, paths, nil)
}

// ReadFiles reads the files that the paths name, and those below directories, and shows its
// progress on a terminal. To save memory it keeps only the texts for which matters is true, and
// counts the documents of the others; nil keeps all. The error is one of the work.
func ReadFiles(c *console.Console, verb *cobra.Command, paths []string, matters func(text []byte) bool) (*batch.Batch, error) {
	if matters == nil {
		matters = func([]byte) bool { return true }
	}
	return ReadFilesBy(c, verb, paths, func(string) func([]byte) bool { return matters })
}

// ReadFilesBy is ReadFiles where the directory of a file decides which of its texts matter.
func ReadFilesBy(c *console.Console, verb *cobra.Command, paths []string, mattersIn func(dir string) func(text []byte) bool) (*batch.Batch, error) {
	b, err := batch.ReadFilesBy(verb.Context(), paths, mattersIn, func(read, of int) {
		c.Progress(fmt.Sprintf("reading file %d of %d", read+1, of))
	})
	c.Finish()
	if err != nil {
		return nil, exit.Work(err)
	}
	for _, s := range b.PassedOver {
		c.Detail(s.Path + ": passed over: " + s.Reason)
	}
	if b.IsEmpty() {
		c.Warning("no YAML or JSON file is in " + strings.Join(paths, ", ") + ", or what there is is left out by .gitignore or .krmignore")
	}
	return b, nil
}
