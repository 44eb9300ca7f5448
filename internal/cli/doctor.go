package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/session"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/spf13/cobra"
)

// doctorOptions are the flags of doctor.
type doctorOptions struct {
	input.ConfigFlags
	output string
	live   liveOptions
	aws    *live.AWS
}

func newDoctor(c *console.Console, aws *live.AWS) *cobra.Command {
	o := doctorOptions{aws: aws}
	cmd := &cobra.Command{
		Use:   "doctor [PATH…]",
		Short: "Check what needs no AWS, and give the commands for the rest",
		Long: `Check all that can be checked without AWS: the configuration, what it
generates, and of the manifests in PATHs the images that will surprise at their
first pull. With -v, print for the rest the commands of the AWS CLI in the order
to run them, each with what a good answer looks like and what another one means.
Nothing is sent anywhere.

With --live, hold the plan of the configuration against the account: rules,
secrets, roles, policies, templates, repositories, and the images of the
manifests. It only reads, signs in as the AWS CLI does, and says of each thing
what AWS has, what is wanted, and what to do. What it may not see is unknown,
and the permission that is missing is named; --print-policy prints them all.

The exit code is 1 when AWS would refuse something, or when --live finds an
error. PATHs are read as rewrite reads them.`,
		Example: `  ecrcache doctor
  ecrcache doctor -v --config ecrcache.yaml deploy/
  ecrcache doctor -o json deploy/ | jq -r '.commands[].command'
  ecrcache doctor --live --profile prod deploy/
  ecrcache doctor --print-policy > doctor-policy.json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	cmd.Flags().StringVarP(&o.output, "output", "o", "text", "the form: text, json, yaml")
	usage.Complete(cmd, "output", "text", "json", "yaml")
	o.live.addTo(cmd)
	return cmd
}

func (o *doctorOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	if err := usage.OneOf("--output", o.output, "text", "json", "yaml"); err != nil {
		return err
	}
	if err := o.live.check(cmd); err != nil {
		return err
	}
	if o.live.live && !o.live.printPolicy && o.aws == nil {
		return session.HandOver(os.Args[1:])
	}
	o.Check = func(c *v1alpha1.PullThroughCache) []plan.Problem {
		_, problems := generators.CachePlan(c, plan.Seen{})
		return problems
	}
	all, images, err := o.read(c, cmd, paths)
	if err != nil {
		return err
	}
	if !o.live.printPolicy && !o.live.live {
		return exit.Work(o.print(c, all, images))
	}
	one, err := input.Only(all)
	if err != nil {
		return err
	}
	configuration, seen := one.Spec, images[0]
	p, problems := generators.CachePlan(configuration, plan.Seen{Images: upstreamsOf(seen)})
	if o.live.printPolicy {
		return exit.Work(printPolicy(c, p, o.live.examination(configuration, p, seen)))
	}
	return o.examine(c, cmd, problems, o.live.examination(configuration, p, seen))
}

// read reads the configurations, and for each the images of the manifests that it governs.
// Without a path it does not read standard input; the configuration is then that of the working
// directory, or those below it.
func (o *doctorOptions) read(c *console.Console, cmd *cobra.Command, paths []string) ([]*input.Configuration, [][]inventory.Image, error) {
	adjust := func(w *v1alpha1.Rewrite) { w.Direction = v1alpha1.DirectionRewrite }
	if len(paths) == 0 {
		g, err := input.NewConfigFinder(&o.ConfigFlags, adjust)
		if err != nil {
			return nil, nil, err
		}
		all, err := g.Near(cmd.Context())
		g.Print(c)
		return all, make([][]inventory.Image, len(all)), err
	}
	run, err := input.Open(c, cmd, &o.ConfigFlags, paths, adjust)
	if err != nil {
		return nil, nil, err
	}
	all := run.Configurations()
	images, err := run.ImagesOf(all)
	if err != nil {
		return nil, nil, exit.Work(err)
	}
	messages.Skipped(c, run.Skipped)
	return all, images, nil
}

// upstreamsOf returns the repositories of the images that go through the cache, and the digests
// by which they are pulled.
func upstreamsOf(images []inventory.Image) []image.Reference {
	var all []image.Reference
	for i := range images {
		if ref, err := image.Parse(images[i].UpstreamReference); err == nil && report.NewImage(&images[i]).Covered {
			all = append(all, image.Reference{Host: ref.Host, Repository: ref.Repository, Digest: ref.Digest})
		}
	}
	return all
}

// print prints what was found for each configuration.
func (o *doctorOptions) print(c *console.Console, all []*input.Configuration, images [][]inventory.Image) error {
	found := make([]any, len(all))
	failed := false
	for i, one := range all {
		p, problems := generators.CachePlan(one.Spec, plan.Seen{Images: upstreamsOf(images[i])})
		e := report.NewExamination(one.Spec, p, problems, images[i])
		found[i], failed = e, failed || e.Failed()
		if o.output == "text" {
			if err := printExamination(c, heading(all, i), e); err != nil {
				return err
			}
		}
	}
	if err := printForm(c, o.output, all, found); err != nil {
		return err
	}
	if failed {
		return exit.ErrReported
	}
	return nil
}

// printExamination prints the examination for people: on one screen, or with --verbose complete,
// of which no line is wrapped because commands are copied.
func printExamination(c *console.Console, heading string, e *report.Examination) error {
	if _, err := fmt.Fprint(c.Out, heading); err != nil {
		return err
	}
	if c.Verbose {
		_, err := fmt.Fprint(c.Out, redact.Lines(e.Text()))
		return err
	}
	for line := range strings.Lines(redact.Lines(e.ShortText())) {
		if err := c.Print(strings.TrimSuffix(line, "\n")); err != nil {
			return err
		}
	}
	return nil
}
