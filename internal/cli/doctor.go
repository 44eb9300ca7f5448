package cli

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
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
first pull. For the rest, print the commands of the AWS CLI in the order to run
them, each with what a good answer looks like and what another one means.
Nothing is sent anywhere.

With --live, hold the plan of the configuration against the account: rules,
secrets, roles, policies, templates, repositories, and the images of the
manifests. It only reads, signs in as the AWS CLI does, and says of each thing
what AWS has, what is wanted, and what to do. What it may not see is unknown,
and the permission that is missing is named; --print-policy prints them all.

The exit code is 1 when AWS would refuse something, or when --live finds an
error. PATHs are read as rewrite reads them.`,
		Example: `  ecrcache doctor
  ecrcache doctor --config ecrcache.yaml deploy/
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
	if done, err := o.live.elsewhere(cmd, o.aws); done || err != nil {
		return err
	}
	o.Check = func(c *v1alpha1.PullThroughCache) []plan.Problem {
		_, problems := generators.CachePlan(c, plan.Seen{})
		return problems
	}
	configuration, images, err := o.read(c, cmd, paths)
	if err != nil {
		return err
	}
	p, problems := generators.CachePlan(configuration, plan.Seen{Images: upstreamsOf(images)})
	switch {
	case o.live.printPolicy:
		return exit.Work(printPolicy(c, p, o.live.examination(configuration, p, images)))
	case o.live.live:
		return o.examine(c, cmd, problems, o.live.examination(configuration, p, images))
	}
	return exit.Work(o.print(c, report.NewExamination(configuration, p, problems, images)))
}

// read reads the configuration and the images of the manifests at the paths. Without a path
// it does not read standard input.
func (o *doctorOptions) read(c *console.Console, cmd *cobra.Command, paths []string) (*v1alpha1.PullThroughCache, []inventory.Image, error) {
	if len(paths) == 0 {
		configuration, err := o.Load(c, nil)
		return configuration, nil, err
	}
	b, err := input.Read(c, cmd, paths)
	if err != nil {
		return nil, nil, err
	}
	configuration, err := o.Load(c, b.Config)
	if err != nil {
		return nil, nil, err
	}
	configuration.Spec.Rewrite.Direction = v1alpha1.DirectionRewrite
	rewriter, err := rewrite.New(configuration)
	if err != nil {
		return nil, nil, exit.Work(err)
	}
	images, err := b.Images(rewriter)
	messages.Skipped(c, b.Skipped)
	return configuration, append([]inventory.Image{}, images...), exit.Work(err)
}

// upstreamsOf are the repositories of the images that go through the cache, and the digests
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

func (o *doctorOptions) print(c *console.Console, e *report.Examination) error {
	var err error
	switch o.output {
	case "json":
		err = report.WriteJSON(c.Out, e)
	case "yaml":
		err = report.WriteYAML(c.Out, e)
	default:
		_, err = fmt.Fprint(c.Out, redact.Lines(e.Text()))
	}
	if err == nil && e.Failed() {
		err = exit.ErrReported
	}
	return err
}
