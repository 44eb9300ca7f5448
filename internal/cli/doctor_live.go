package cli

import (
	"fmt"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/session"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/spf13/cobra"
)

// liveOptions are the flags of doctor --live.
type liveOptions struct {
	session.Flags
	live, printPolicy                bool
	strict, all, secretKeys, network bool
	vpc                              string
	pullers                          []string
}

// onlyLive are the flags that do nothing without --live.
var onlyLive = [...]string{"profile", "timeout", "strict", "all", "puller"}

// alsoPolicy are those that do something with --print-policy as well: they need more permissions.
var alsoPolicy = [...]string{"show-secret-keys", "network", "vpc"}

func (o *liveOptions) addTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&o.live, "live", false, "hold the plan against the account; it only reads")
	flags.BoolVar(&o.printPolicy, "print-policy", false, "print the IAM policy that --live needs, for the other flags as they are given; AWS is not asked")
	o.Flags.AddTo(cmd)
	flags.BoolVar(&o.strict, "strict", false, "with --live, exit 1 also when something is unknown")
	flags.BoolVar(&o.all, "all", false, "with --live, look at every repository below the prefixes, not only those of the manifests")
	flags.BoolVar(&o.secretKeys, "show-secret-keys", false, "with --live, read the secrets for the names of their keys; no value is printed")
	usage.ListVar(flags, &o.pullers, "puller", nil, "with --live, the ARN of a role that pulls, such as that of the nodes; may be repeated")
	flags.BoolVar(&o.network, "network", false, "with --live, look at the endpoints of the VPC")
	flags.StringVar(&o.vpc, "vpc", "", "with --live --network, the VPC, instead of the configuration's")
}

// check refuses flags that would do nothing.
func (o *liveOptions) check(cmd *cobra.Command) error {
	flags := onlyLive[:]
	if !o.printPolicy {
		flags = append(flags, alsoPolicy[:]...)
	}
	for _, name := range flags {
		if cmd.Flags().Changed(name) && !o.live {
			return fmt.Errorf("--%s: it does nothing without --live", name)
		}
	}
	return nil
}

func (o *liveOptions) examination(c *v1alpha1.PullThroughCache, p *plan.Plan, images []inventory.Image) *live.Examination {
	in := c.Spec.Infrastructure
	return &live.Examination{
		Session: o.Flags.Of(c), Plan: p, Made: in != nil, PreCreate: in != nil && in.Repositories == v1alpha1.RepositoriesPreCreate, Images: images,
		Pullers: o.pullers, All: o.all, SecretKeys: o.secretKeys, Network: o.network, VPC: o.vpc, Now: time.Now,
	}
}

// examine asks AWS, and prints what it answers.
func (o *doctorOptions) examine(c *console.Console, cmd *cobra.Command, problems []plan.Problem, e *live.Examination) error {
	if err := session.CheckKnown(e.Plan.Registry.AccountID, e.Plan.Registry.Region); err != nil {
		return err
	}
	if e.Network && e.VPC == "" && e.Plan.Network == nil {
		return fmt.Errorf("--network: the configuration has no infrastructure.network; give --vpc")
	}
	e.Progress = func(what string) { c.Progress("asking AWS: " + what) }
	found, err := o.aws.Doctor(cmd.Context(), e)
	c.Finish()
	if err != nil {
		return exit.Work(err)
	}
	found.AddFirst(live.Problems(problems)...)
	form := report.NewLiveExamination(found)
	switch o.output {
	case "json":
		err = report.WriteJSON(c.Out, form)
	case "yaml":
		err = report.WriteYAML(c.Out, form)
	default:
		if err = c.Table(form.Rows()); err == nil {
			_, err = fmt.Fprint(c.Out, redact.Lines(form.Details()))
		}
	}
	if err != nil {
		return exit.Work(err)
	}
	c.Note(form.Summary())
	if found.Failed(o.live.strict) {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

// printPolicy prints what doctor --live needs.
func printPolicy(c *console.Console, p *plan.Plan, e *live.Examination) error {
	_, err := fmt.Fprintln(c.Out, live.DoctorPolicy(&p.Registry, e))
	return err
}
