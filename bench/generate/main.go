// Command generate writes a corpus to standard output, or a tree of files to a
// folder. So it also feeds a program through a pipe what no file should hold.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
)

var mixes = map[string]corpus.Mix{"cluster": corpus.Cluster, "repository": corpus.Repository, "odd": corpus.Odd}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	form := flags.String("form", "stream", "what to write: stream, list, tree, or bad input: scalar, line, empty, laughs")
	mix := flags.String("mix", "cluster", "which objects: cluster, repository, odd")
	items := flags.Int("items", 100, "how many objects; of bad input how many lines, documents or levels")
	seed := flags.Uint64("seed", 1, "another seed makes other objects")
	rewritten := flags.Bool("rewritten", false, "write the corpus as it should be after the run")
	folder := flags.String("folder", "", "where a tree goes")
	if err := flags.Parse(args); err != nil {
		return err
	}
	objects, known := mixes[*mix]
	if !known {
		return fmt.Errorf("-mix %s: one of cluster, repository, odd", *mix)
	}
	c := corpus.Corpus{Items: *items, Seed: *seed, Mix: objects, Rewritten: *rewritten}
	switch {
	case *form == "tree" && *folder == "":
		return errors.New("-form tree: give the -folder that it goes to")
	case *form == "tree":
		return c.WriteTree(*folder)
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	if err := write(buffered, *form, c); err != nil {
		return err
	}
	return buffered.Flush()
}

func write(out *bufio.Writer, form string, c corpus.Corpus) error {
	switch form {
	case "stream":
		return c.WriteStream(out)
	case "list":
		return c.WriteList(out)
	case "scalar":
		return corpus.WriteScalar(out, c.Items)
	case "line":
		return corpus.WriteLine(out, c.Items)
	case "empty":
		return corpus.WriteEmpty(out, c.Items)
	case "laughs":
		return corpus.WriteLaughs(out, c.Items)
	}
	return fmt.Errorf("-form %s: one of stream, list, tree, scalar, line, empty, laughs", form)
}
