package input

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

// Open reads all that the arguments of a verb name, and finds the configurations that govern it.
// adjust is what the verb changes in each configuration first, such as the direction. Errors are
// those of Read, of ConfigFlags.Load, of ConfigFinder.Err and of rewrite.New.
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
		spec, err := flags.Load(c, b.Config)
		if err != nil {
			return nil, err
		}
		r, err := newRewriter(spec, adjust)
		if err != nil {
			return nil, exit.Work(err)
		}
		run := NewRun(b, r)
		run.ofInput = &Configuration{Spec: spec, Rewriter: r}
		return run, nil
	}
	g, err := NewConfigFinder(flags, adjust)
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
	g.NoteUngoverned(c)
	for _, path := range paths { // a path without a file to read has a configuration as well
		g.Of(directoryOf(path))
	}
	g.Print(c)
	return &Run{Batch: b, finder: g}, g.Err()
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
