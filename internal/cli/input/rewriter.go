package input

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

// Open reads all that the arguments of a verb name, and makes a rewriter by its
// configuration. adjust is what the verb changes in the configuration first, such as the
// direction. Errors are those of Read, of ConfigFlags.Load and of rewrite.New.
func Open(c *console.Console, verb *cobra.Command, flags *ConfigFlags, paths []string, adjust func(*v1alpha1.Rewrite)) (*batch.Batch, *rewrite.Rewriter, error) {
	b, err := Read(c, verb, paths)
	if err != nil {
		return nil, nil, err
	}
	r, err := NewRewriter(c, flags, b.Config, adjust)
	return b, r, err
}

// OpenToRewrite is Open for a verb that rewrites, or prints what that would change. Of
// files it keeps only the texts in which something may change, which takes less memory; and
// those for which also, if not nil, is true. As in Open, an error of the files comes before
// one of the configuration.
func OpenToRewrite(c *console.Console, verb *cobra.Command, flags *ConfigFlags, paths []string, adjust func(*v1alpha1.Rewrite), also func(text []byte) bool) (*batch.Batch, *rewrite.Rewriter, error) {
	if IsStream(paths) || slices.Contains(paths, "-") {
		return Open(c, verb, flags, paths, adjust)
	}
	source, r, configErr := findRewriter(flags, nil, adjust)
	matters := func([]byte) bool { return false }
	if configErr == nil {
		matters = func(text []byte) bool { return r.Matters(text) || also != nil && also(text) }
	}
	b, err := ReadFiles(c, verb, paths, matters)
	if err != nil {
		return nil, nil, err
	}
	printSource(c, source)
	return b, r, configErr
}

// NewRewriter makes a rewriter by the configuration that ConfigFlags.Load gives, after
// adjust has changed it. The error is one of the work.
func NewRewriter(c *console.Console, flags *ConfigFlags, fromInput []byte, adjust func(*v1alpha1.Rewrite)) (*rewrite.Rewriter, error) {
	source, r, err := findRewriter(flags, fromInput, adjust)
	printSource(c, source)
	return r, err
}

// findRewriter is NewRewriter without printing; it gives the source of the configuration as
// well.
func findRewriter(flags *ConfigFlags, fromInput []byte, adjust func(*v1alpha1.Rewrite)) (source string, r *rewrite.Rewriter, err error) {
	source, configuration, err := flags.find(fromInput)
	if err != nil {
		return source, nil, err
	}
	adjust(&configuration.Spec.Rewrite)
	if r, err = rewrite.New(configuration); err != nil {
		return source, nil, exit.Work(err)
	}
	return source, r.WithPolicies(flux.Policies(configuration)), nil
}
