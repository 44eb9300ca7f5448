package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/verify"
	"github.com/spf13/cobra"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	input.ConfigFlags
	kustomize, helmCommand           string
	helm, restore, roundTrip, strict bool
	timeout                          time.Duration
	output                           string
}

func newVerify(c *console.Console) *cobra.Command {
	var o verifyOptions
	cmd := &cobra.Command{
		Use:   "verify [PATH…]",
		Short: "Prove that rewriting changes nothing but the names of images",
		Long: `Prove for one repository that rewriting changes nothing but the names of
images. Everything happens in a temporary copy of the Git repository around PATH
(the working directory by default); your files are only read.

Every kustomization is built before and after rewriting PATH, with your own
kustomize, and so is what objects of Flux and Argo CD add to one. With --helm
every chart is built with its values. Each image that is built after must be
what rewriting the output before gives: with that tag, that digest, in that
container. An image that stays at its upstream, and of which rewrite says why,
is counted as left.

The exit code is 1 when an image differs, or something no longer builds; with
--strict also when something was not built, or an image was left.`,
		Example: `  ecrcache verify
  ecrcache verify --helm --timeout 5m deploy/
  ecrcache verify --kustomize "kubectl kustomize" -o json clusters/prod`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd.Context(), paths) },
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.kustomize, "kustomize", "kustomize", "the command that builds a kustomization: a program, which is run with build, or several words, such as \"kubectl kustomize\"")
	flags.BoolVar(&o.helm, "helm", false, "also build charts")
	flags.StringVar(&o.helmCommand, "helm-command", "helm", "the command that builds a chart; it is run with template")
	flags.DurationVar(&o.timeout, "timeout", time.Minute, "how long one build may take")
	flags.BoolVar(&o.restore, "restore", false, "the other way: verify rewrite --restore")
	flags.BoolVar(&o.roundTrip, "round-trip", false, "also verify that the way back gives the original files and builds")
	flags.BoolVar(&o.strict, "strict", false, "also fail when something was not built, or an image was left")
	flags.StringVarP(&o.output, "output", "o", "text", "the form: text, json")
	usage.Complete(cmd, "output", "text", "json")
	return cmd
}

func (o *verifyOptions) run(c *console.Console, ctx context.Context, paths []string) error {
	options, err := o.options(ctx, c, paths)
	if err != nil {
		return err
	}
	result, err := verify.Run(ctx, options)
	c.Finish()
	if err != nil {
		return o.fail(c, err)
	}
	v := report.NewVerification(result)
	if o.output == "json" {
		err = report.WriteJSON(c.Out, v)
	} else {
		err = o.print(c, v)
	}
	if err == nil && v.Failed(o.strict) {
		err = exit.ErrReported
	}
	return exit.Work(err)
}

// options are what the flags and the configuration ask for; the error is what is wrong with them.
func (o *verifyOptions) options(ctx context.Context, c *console.Console, paths []string) (*verify.Options, error) {
	kustomize, helm := strings.Fields(o.kustomize), strings.Fields(o.helmCommand)
	switch {
	case o.output != "text" && o.output != "json":
		return nil, usage.OneOf("--output", o.output, "text", "json")
	case slices.Contains(paths, "-"):
		return nil, errors.New("-: verify builds a tree of files; give its directory")
	case len(kustomize) == 0 || len(helm) == 0:
		return nil, errors.New("--kustomize, --helm-command: give a command")
	case o.timeout <= 0:
		return nil, fmt.Errorf("--timeout: found %s; accepted: more than 0, such as 90s", o.timeout)
	}
	if len(kustomize) == 1 {
		kustomize = append(kustomize, "build")
	}
	if !o.helm {
		helm = nil
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	g, err := input.NewConfigFinder(&o.ConfigFlags, func(*v1alpha1.Rewrite) {})
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if err := g.FindIn(ctx, path); err != nil {
			return nil, err
		}
	}
	g.Print(c)
	if err := g.Err(); err != nil {
		return nil, err
	}
	of, err := o.configured(g)
	return &verify.Options{
		Paths: paths, Of: of, Restore: o.restore, RoundTrip: o.roundTrip,
		Kustomize: kustomize, Helm: helm, Timeout: o.timeout, Progress: c.Progress,
	}, exit.Work(err)
}

// configured gives for a directory the rewriters of its configuration: for the direction to verify,
// and with --round-trip for the way back.
func (o *verifyOptions) configured(g *input.ConfigFinder) (func(dir string) *verify.Configured, error) {
	there, back := v1alpha1.DirectionRewrite, v1alpha1.DirectionRestore
	if o.restore {
		there, back = back, there
	}
	all := map[*input.Configuration]*verify.Configured{}
	for _, one := range g.Configurations() {
		by := &verify.Configured{Config: one.Spec}
		var err error
		if by.Rewriter, err = rewriterFor(*one.Spec, there); err != nil {
			return nil, err
		}
		if o.roundTrip {
			if by.Back, err = rewriterFor(*one.Spec, back); err != nil {
				return nil, err
			}
		}
		all[one] = by
	}
	return func(dir string) *verify.Configured { return all[g.Of(dir)] }, nil
}

// rewriterFor returns a rewriter in one direction that reports all findings.
func rewriterFor(c v1alpha1.PullThroughCache, direction string) (*rewrite.Rewriter, error) {
	all := 0
	c.Spec.Rewrite.Mode, c.Spec.Rewrite.Direction, c.Spec.Rewrite.MaxResults = v1alpha1.ModeWrite, direction, &all
	r, err := rewrite.New(&c)
	if err != nil {
		return nil, err
	}
	return r.WithPolicies(flux.Policies(&c)), nil
}

// fail returns the error for a repository that was not verified, with what to do; it prints the
// findings of a rewriting that was refused.
func (o *verifyOptions) fail(c *console.Console, err error) error {
	var refused *verify.Refused
	if errors.As(err, &refused) {
		messages.Findings(c, refused.Report, nil)
		return exit.Work(err)
	}
	var missing *verify.Missing
	if !errors.As(err, &missing) {
		return exit.Work(err)
	}
	hint := "https://helm.sh/docs/intro/install has it; or name it with --helm-command"
	if missing.Program == strings.Fields(o.kustomize)[0] {
		hint = "https://kubectl.docs.kubernetes.io/installation/kustomize has it, and go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1 builds it; or use kubectl's: --kustomize \"kubectl kustomize\""
	}
	return exit.Work(fmt.Errorf("%w; %s", err, hint))
}

// print prints the differences on standard output, all else on standard error.
func (o *verifyOptions) print(c *console.Console, v *report.Verification) error {
	if _, err := fmt.Fprint(c.Out, redact.Lines(v.Text())); err != nil {
		return err
	}
	for _, line := range v.Remarks(c.Verbose) {
		c.Warning(line)
	}
	c.Note(v.Summarised())
	return nil
}
