package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
	"github.com/amerintlxperts/ecrcache/bench/measure"
)

const (
	grep      = "grep -rl"
	inPlace   = "ecrcache rewrite DIR"
	dryRun    = "ecrcache rewrite --dry-run DIR"
	checkTree = "ecrcache check DIR"
)

// onCores is the name of a command with so many cores.
func onCores(name string, n int) string { return name + ", " + cores(n) }

func cores(n int) string {
	if n == 1 {
		return "1 core"
	}
	return fmt.Sprintf("%d cores", n)
}

// tree measures a repository of many files, of which one in twenty changes.
func (r *runner) tree() error {
	files := corpus.Corpus{Items: r.plan.tree.n, Seed: 1, Mix: corpus.Repository}
	folder := r.treeFolder()
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	r.say("writing the tree")
	if err := files.WriteTree(folder); err != nil {
		return err
	}
	if err := r.rightTree(files, folder); err != nil {
		return err
	}
	r.results.files = files.Items
	return r.interleave("tree", r.plan.tree.rounds, r.treeCommands(files, folder))
}

// treeCommands begin with the tree as it was, and change it last.
func (r *runner) treeCommands(files corpus.Corpus, folder string) []measure.Command {
	reset := func() error {
		err := files.Reset(folder)
		syscall.Sync()
		return err
	}
	mine := r.place.bin("ecrcache")
	commands := []measure.Command{
		// grep stops at the first file when its output is thrown away.
		{Name: grep, Args: []string{"grep", "-rl", corpus.Registry, "."}, Dir: folder, Stdout: filepath.Join(r.place.folder, "grep.txt"), Env: plain, Before: reset},
		{Name: checkTree, Args: []string{mine, "check", "."}, Dir: folder, Exit: 1},
		{Name: dryRun, Args: []string{mine, "rewrite", "--dry-run", "."}, Dir: folder},
	}
	for n := 1; n <= runtime.NumCPU(); n *= 2 {
		one := commands[2]
		one.Name = onCores(dryRun, n)
		one.Env = []string{fmt.Sprintf("GOMAXPROCS=%d", n)}
		commands = append(commands, one)
	}
	return append(commands, measure.Command{Name: inPlace, Args: []string{mine, "rewrite", "."}, Dir: folder})
}

// rightTree holds every file after a run to what the corpus says, and puts them back.
func (r *runner) rightTree(files corpus.Corpus, folder string) error {
	_, err := measure.Run(measure.Command{Name: inPlace, Args: []string{r.place.bin("ecrcache"), "rewrite", "."}, Dir: folder})
	if err != nil {
		return err
	}
	after := files
	after.Rewritten = true
	if err := after.Check(folder); err != nil {
		return err
	}
	return files.Reset(folder)
}
