package input

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/nearest"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

// A Configuration is one configuration of a run, with the rewriter that is made of it.
type Configuration struct {
	// Source is its file, as messages print it; empty where flags give all of it. Layers are what
	// this file and its bases (spec.base) set, the file first.
	Source   string
	Layers   []Layer
	Spec     *v1alpha1.PullThroughCache
	Rewriter *rewrite.Rewriter

	err error
}

// A ConfigFinder finds the configuration that governs a file: the one that --config names; else the
// nearest ecrcache.yaml above the file; else the one that --account-id and --region make. It reads
// each once. It may be used from several goroutines.
type ConfigFinder struct {
	flags  *ConfigFlags
	adjust func(*v1alpha1.Rewrite)
	here   string
	finder *nearest.Finder

	mu     sync.RWMutex
	byFile map[string]*Configuration // by its path, which is empty for the one that flags make
	byDir  map[string]*Configuration // nil for a directory without one
}

// NewConfigFinder makes a finder; it reads nothing yet. adjust is what the verb changes in every
// configuration, such as the direction. The error is that there is no working directory.
func NewConfigFinder(flags *ConfigFlags, adjust func(*v1alpha1.Rewrite)) (*ConfigFinder, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, exit.Work(err)
	}
	return &ConfigFinder{flags: flags, adjust: adjust, here: here, finder: nearest.New(here), byFile: map[string]*Configuration{}, byDir: map[string]*Configuration{}}, nil
}

// Of is the configuration of the files in a directory; nil for none. One that is wrong has no
// rewriter; Err says what is wrong with it.
func (g *ConfigFinder) Of(dir string) *Configuration {
	g.mu.RLock()
	found, known := g.byDir[dir]
	g.mu.RUnlock()
	if known {
		return found
	}
	file := g.flags.ConfigFile
	if file == "" {
		file = g.finder.Of(dir)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.byDir[dir] = g.configuration(file)
	return g.byDir[dir]
}

// configuration is the one of a file, read once; nil for no file and no flags. It needs g.mu.
func (g *ConfigFinder) configuration(file string) *Configuration {
	if file == "" && (g.flags.AccountID == "" || g.flags.Region == "") {
		return nil
	}
	if known := g.byFile[file]; known != nil {
		return known
	}
	c := &Configuration{Source: g.shown(file)}
	c.Spec, c.Layers, c.err = g.flags.load(c.Source)
	if c.err == nil {
		c.Rewriter, c.err = newRewriter(c.Spec, g.adjust)
	}
	g.byFile[file] = c
	return c
}

// shown is the path of a file relative to the working directory, as messages print it.
func (g *ConfigFinder) shown(file string) string {
	if short, err := filepath.Rel(g.here, file); err == nil && filepath.IsAbs(file) {
		return short
	}
	return file
}

// RewriterOf is the rewriter for the files in a directory; nil where no configuration governs
// them.
func (g *ConfigFinder) RewriterOf(dir string) *rewrite.Rewriter {
	if c := g.Of(dir); c != nil {
		return c.Rewriter
	}
	return nil
}

// Configurations are those that were found so far, sorted by their files.
func (g *ConfigFinder) Configurations() []*Configuration {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var all []*Configuration
	for _, file := range slices.Sorted(maps.Keys(g.byFile)) {
		all = append(all, g.byFile[file])
	}
	return all
}

// NoteUngoverned prints the directories whose files have no configuration, if others have one: the
// verb says nothing about their images.
func (g *ConfigFinder) NoteUngoverned(c *console.Console) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var dirs []string
	for dir, one := range g.byDir {
		if one == nil {
			dirs = append(dirs, dir)
		}
	}
	if len(dirs) > 0 && len(g.byFile) > 0 {
		slices.Sort(dirs)
		c.Note("no configuration counts for the files in " + finding.Listed(dirs, maxListed) + "; they stay as they are")
	}
}

// Ungoverned is the first of the paths for which no configuration was found, neither above it nor in
// a directory below it whose files were read; empty if each has one. A path that has one may still
// hold directories without: NoteUngoverned prints these.
func (g *ConfigFinder) Ungoverned(paths []string) string {
	for _, path := range paths {
		if g.Of(directoryOf(path)) == nil && !g.governsBelow(filepath.Clean(path)) {
			return path
		}
	}
	return ""
}

func (g *ConfigFinder) governsBelow(dir string) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for below, one := range g.byDir {
		if rest, err := filepath.Rel(dir, below); one != nil && err == nil && filepath.IsLocal(rest) {
			return true
		}
	}
	return false
}

// directoryOf is the directory of a file, or a directory itself.
func directoryOf(path string) string {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return filepath.Dir(path)
	}
	return path
}

// maxListed is how many directories a message names.
const maxListed = 5

// Near gives the configuration of the working directory; where there is none, those in
// directories below it. There is at least one, or an error.
func (g *ConfigFinder) Near(ctx context.Context) ([]*Configuration, error) {
	if g.Of(".") == nil {
		if err := g.FindBelow(ctx); err != nil {
			return nil, err
		}
	}
	return g.Configurations(), g.Err()
}

// Print prints with --verbose which configurations are used.
func (g *ConfigFinder) Print(c *console.Console) {
	all := g.Configurations()
	for _, one := range all {
		switch {
		case one.Source == "":
		case len(all) == 1:
			c.Detail("the configuration is " + one.Source)
		default:
			c.Detail(one.Source + " is the configuration of the files below it that have no nearer one")
		}
	}
}

// FindBelow finds the configuration of the working directory, and those in directories below it
// that neither .gitignore nor .krmignore leaves out; only the one of --config where that is given.
func (g *ConfigFinder) FindBelow(ctx context.Context) error {
	return g.FindIn(ctx, ".")
}

// FindIn finds the configuration of a file or directory, and those below a directory, as FindBelow
// does.
func (g *ConfigFinder) FindIn(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		g.Of(filepath.Dir(path))
		return nil
	}
	g.Of(path)
	if g.flags.ConfigFile != "" {
		return nil
	}
	_, err := files.List(ctx, []string{path}, func(group *files.Group) {
		for i := range group.Len() {
			if filepath.Base(group.Path(i)) == nearest.Name {
				g.Of(group.Dir(i))
			}
		}
	})
	return exit.Work(err)
}

// Err is what is wrong with the configurations that were found so far, or that there is none.
func (g *ConfigFinder) Err() error {
	var all []error
	for _, c := range g.Configurations() {
		all = append(all, c.err)
	}
	if len(all) == 0 {
		return errNoConfig
	}
	return exit.Work(errors.Join(all...))
}

// Only is the only one of the configurations, for verbs that ask AWS: they ask one account. If there
// are several, the error names them.
func Only(all []*Configuration) (*Configuration, error) {
	if len(all) == 1 {
		return all[0], nil
	}
	return nil, fmt.Errorf("there are %d configurations (%s), and an account is asked about one; name it with --config, or give a PATH that it alone governs", len(all), finding.Listed(Sources(all), maxListed))
}

// Sources are the files of configurations.
func Sources(all []*Configuration) []string {
	files := make([]string, len(all))
	for i, one := range all {
		files[i] = one.Source
	}
	return files
}

// newRewriter makes a rewriter of a configuration, after adjust has changed it.
func newRewriter(c *v1alpha1.PullThroughCache, adjust func(*v1alpha1.Rewrite)) (*rewrite.Rewriter, error) {
	adjust(&c.Spec.Rewrite)
	r, err := rewrite.New(c)
	if err != nil {
		return nil, err
	}
	return r.WithPolicies(flux.Policies(c)), nil
}
