package input

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

// Open reads all that the arguments of a verb name, and finds the configurations of it. adjust
// is what the verb changes in each configuration first, such as the direction. Errors are those
// of Read, of Governing and of rewrite.New.
func Open(c *console.Console, verb *cobra.Command, flags *ConfigFlags, paths []string, adjust func(*v1alpha1.Rewrite)) (*Run, error) {
	return OpenToRewrite(c, verb, flags, paths, adjust, func([]byte) bool { return true })
}

// OpenToRewrite is Open for a verb that rewrites, or prints what that would change. Of
// files it keeps only the texts in which something may change, which takes less memory; and
// those for which also, if not nil, is true. As in Open, an error of the files comes before
// one of the configuration.
func OpenToRewrite(c *console.Console, verb *cobra.Command, flags *ConfigFlags, paths []string, adjust func(*v1alpha1.Rewrite), also func(text []byte) bool) (*Run, error) {
	if IsStream(paths) || slices.Contains(paths, "-") {
		b, err := Read(c, verb, paths)
		if err != nil {
			return nil, err
		}
		r, err := NewRewriter(c, flags, b.Config, adjust)
		return NewRun(b, r), err
	}
	g, err := NewGoverning(flags, adjust)
	if err != nil {
		return nil, err
	}
	b, err := ReadFilesBy(c, verb, paths, func(dir string) func([]byte) bool {
		r := g.RewriterOf(dir)
		return func(text []byte) bool { return r != nil && (r.Matters(text) || also != nil && also(text)) }
	})
	if err != nil {
		return nil, err
	}
	for _, path := range paths { // also where nothing was read
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			path = filepath.Dir(path)
		}
		g.Of(path)
	}
	g.print(c)
	return &Run{Batch: b, governing: g}, g.Err()
}

// NewRewriter makes a rewriter by the configuration that ConfigFlags.Load gives, after
// adjust has changed it. The error is one of the work.
func NewRewriter(c *console.Console, flags *ConfigFlags, fromInput []byte, adjust func(*v1alpha1.Rewrite)) (*rewrite.Rewriter, error) {
	configuration, err := flags.Load(c, fromInput)
	if err != nil {
		return nil, err
	}
	r, err := newRewriter(configuration, adjust)
	return r, exit.Work(err)
}

// print prints with --verbose which configurations are used.
func (g *Governing) print(c *console.Console) {
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
