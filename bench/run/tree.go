package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
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
	trees, err := r.plant(files, r.plan.tree.rounds+2)
	defer trees.remove()
	if err != nil {
		return err
	}
	if err := r.rightTree(files, trees); err != nil {
		return err
	}
	r.results.files = files.Items
	return r.interleave("tree", r.plan.tree.rounds, r.treeCommands(trees))
}

// trees are copies of one tree. A run that changes files gets a new one: ext4 without a
// journal passes over every inode that was given up within the last minute, one by one,
// when a file is made (recently_deleted in fs/ext4/ialloc.c), and would tell more of the
// run before than of the program.
type trees struct {
	folder string
	next   int
}

// plant writes so many copies, and one to look at.
func (r *runner) plant(files corpus.Corpus, copies int) (*trees, error) {
	if err := os.MkdirAll(r.place.input(""), 0o755); err != nil {
		return &trees{}, err
	}
	folder, err := os.MkdirTemp(r.place.input(""), "trees-")
	t := &trees{folder: folder}
	for i := range copies {
		r.say(fmt.Sprintf("writing tree %d of %d", i+1, copies+1))
		if err == nil {
			err = files.WriteTree(t.copy(i))
		}
	}
	if err == nil {
		err = files.WriteTree(t.unchanged())
	}
	syscall.Sync()
	return t, err
}

func (t *trees) copy(i int) string { return filepath.Join(t.folder, strconv.Itoa(i)) }

// unchanged is the tree that nobody changes, now the one that the next run does.
func (t *trees) unchanged() string { return filepath.Join(t.folder, "unchanged") }
func (t *trees) now() string       { return filepath.Join(t.folder, "now") }

// turn makes the next copy the one that a run changes, and reads it once, as the other
// tree was: the first look at a file makes the system write down when that was.
func (t *trees) turn() error {
	if t.next > 0 {
		if err := os.Rename(t.now(), filepath.Join(t.folder, fmt.Sprintf("done-%d", t.next))); err != nil {
			return err
		}
	}
	t.next++
	if err := os.Rename(t.copy(t.next-1), t.now()); err != nil {
		return err
	}
	err := filepath.WalkDir(t.now(), func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			_, err = os.ReadFile(path)
		}
		return err
	})
	syscall.Sync()
	return err
}

func (t *trees) remove() { os.RemoveAll(t.folder) }

func (r *runner) treeCommands(t *trees) []measure.Command {
	folder, mine := t.unchanged(), r.place.bin("ecrcache")
	commands := []measure.Command{
		// grep stops at the first file when its output is thrown away.
		{Name: grep, Args: []string{"grep", "-rl", corpus.Registry, "."}, Dir: folder, Stdout: filepath.Join(r.place.folder, "grep.txt"), Env: plain},
		{Name: checkTree, Args: []string{mine, "check", "."}, Dir: folder, Exit: 1},
		{Name: dryRun, Args: []string{mine, "rewrite", "--dry-run", "."}, Dir: folder},
	}
	for n := 1; n <= runtime.NumCPU(); n *= 2 {
		one := commands[2]
		one.Name = onCores(dryRun, n)
		one.Env = []string{fmt.Sprintf("GOMAXPROCS=%d", n)}
		commands = append(commands, one)
	}
	return append(commands, r.rewriteTree(t))
}

func (r *runner) rewriteTree(t *trees) measure.Command {
	return measure.Command{Name: inPlace, Args: []string{r.place.bin("ecrcache"), "rewrite", "."}, Dir: t.now(), Before: t.turn}
}

// rightTree holds every file after a run to what the corpus says.
func (r *runner) rightTree(files corpus.Corpus, t *trees) error {
	if _, err := measure.Run(r.rewriteTree(t)); err != nil {
		return err
	}
	after := files
	after.Rewritten = true
	return after.Check(t.now())
}
