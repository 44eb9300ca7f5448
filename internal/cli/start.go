package cli

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

// start reads the input and prepares a rewriter for it, once the verb has had its
// say on the configuration.
func start(c *console.Console, cmd *cobra.Command, flags *configFlags, paths []string, adjust func(*v1alpha1.Rewrite)) (*batch.Batch, *rewrite.Rewriter, error) {
	b, err := read(c, cmd, paths)
	if err != nil {
		return nil, nil, err
	}
	r, err := newRewriter(c, flags, b.Config, adjust)
	return b, r, err
}

// startRewriting is start for a verb that rewrites, or says what that would change: it
// keeps no text in which nothing can. What is wrong with the files is told before what
// is wrong with the configuration, as in start. Texts that also matter are kept as well.
func startRewriting(c *console.Console, cmd *cobra.Command, flags *configFlags, paths []string, adjust func(*v1alpha1.Rewrite), also func(text []byte) bool) (*batch.Batch, *rewrite.Rewriter, error) {
	if isStream(paths) || slices.Contains(paths, "-") {
		return start(c, cmd, flags, paths, adjust)
	}
	from, r, bad := findRewriter(flags, nil, adjust)
	matters := func([]byte) bool { return false }
	if bad == nil {
		matters = func(text []byte) bool { return r.Matters(text) || also != nil && also(text) }
	}
	b, err := readFiles(c, cmd, paths, matters)
	if err != nil {
		return nil, nil, err
	}
	tellConfig(c, from)
	return b, r, bad
}

// newRewriter prepares a rewriter by the configuration that flags, a file or the input
// give.
func newRewriter(c *console.Console, flags *configFlags, brought []byte, adjust func(*v1alpha1.Rewrite)) (*rewrite.Rewriter, error) {
	from, r, err := findRewriter(flags, brought, adjust)
	tellConfig(c, from)
	return r, err
}

// findRewriter is newRewriter for who tells later where the configuration is from.
func findRewriter(flags *configFlags, brought []byte, adjust func(*v1alpha1.Rewrite)) (from string, r *rewrite.Rewriter, err error) {
	from, configuration, err := flags.find(brought)
	if err != nil {
		return from, nil, err
	}
	adjust(&configuration.Spec.Rewrite)
	if r, err = rewrite.New(configuration); err != nil {
		return from, nil, failed(err)
	}
	return from, r.WithPolicies(flux.Policies(configuration)), nil
}
