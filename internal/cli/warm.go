package cli

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/session"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/cli/warmlist"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/spf13/cobra"
)

// warmOptions are the flags of warm.
type warmOptions struct {
	input.ConfigFlags
	as                  session.Flags
	list, output        string
	platforms           []string
	layers, dryRun      bool
	printPolicy, strict bool
	jobs                int
	timeout             time.Duration
	aws                 *live.AWS
}

// longestRun is the most that --timeout may be: a login to ECR works for 12 hours, and the run
// needs it to the end
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html).
const longestRun = 11 * time.Hour

func newWarm(c *console.Console, aws *live.AWS) *cobra.Command {
	o := warmOptions{aws: aws}
	cmd := &cobra.Command{
		Use:   "warm [PATH…]",
		Short: "Pull every image through the cache, before a node has to",
		Long: `Pull every image of the manifests through the cache, before a node has to: by
its tag, and where it has a digest as well, see that the tag still is that
digest. Of an image for several platforms those of --platform are pulled. What
is in the cache already is left out, so that a run that was interrupted can be
made again.

PATHs are read as rewrite reads them; a list of Pods from kubectl is a manifest
as well. --list reads a list instead, one reference a line. An image without a
tag is named, and not pulled: the latest image of today may be another one than
that of tomorrow.

Of each upstream so many images are pulled at a time as --jobs says. When one
takes no more requests, the run waits as long as it says, and goes on with the
others. The exit code is 1 when an image could not be pulled; each is named with
what AWS said and what to do.`,
		Example: `  ecrcache warm --dry-run deploy/
  ecrcache warm deploy/
  kubectl get pods -A -o json | ecrcache warm --platform linux/arm64
  ecrcache warm --list images.txt -o json > warmed.json
  ecrcache warm --print-policy > warm-policy.json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.Endpoint, "endpoint", "", "the kind of ECR's addresses, IPv4, DualStack or FIPS, instead of the configuration's")
	flags.StringVar(&o.list, "list", "", "a file with one image reference a line, instead of manifests; - is standard input")
	usage.ListVar(flags, &o.platforms, "platform", []string{"linux/amd64", "linux/arm64"}, "the platforms that are pulled of an image for several, such as linux/arm64; all is every one")
	flags.BoolVar(&o.layers, "layers", false, "download the layers as well, to nowhere")
	flags.IntVar(&o.jobs, "jobs", 4, "how many images of one upstream are pulled at a time")
	flags.DurationVar(&o.timeout, "timeout", time.Hour, "how long the whole run may take, at most 11h")
	o.as.AddProfile(cmd)
	flags.BoolVar(&o.dryRun, "dry-run", false, "print what would be pulled, unless it is in the cache; AWS is not asked")
	flags.BoolVar(&o.printPolicy, "print-policy", false, "print the IAM policy that this needs; AWS is not asked")
	flags.BoolVar(&o.strict, "strict", false, "exit 1 also when an image cannot be pulled as it is written, or a file was skipped")
	flags.StringVarP(&o.output, "output", "o", "text", "the form: text, json, yaml")
	usage.Complete(cmd, "output", "text", "json", "yaml")
	usage.Complete(cmd, "endpoint", "IPv4", "DualStack", "FIPS")
	usage.Complete(cmd, "platform", "linux/amd64", "linux/arm64", "all")
	return cmd
}

// platformForm is an operating system, an architecture, and perhaps a variant: linux/arm/v7.
var platformForm = regexp.MustCompile(`^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?$`)

// check refuses flags that make no sense, and writes --platform as the pulls compare it: in lower
// case, and none for all.
func (o *warmOptions) check(paths []string) error {
	if err := usage.OneOf("--output", o.output, "text", "json", "yaml"); err != nil {
		return err
	}
	switch {
	case o.jobs < 1 || o.jobs > 64:
		return fmt.Errorf("--jobs %d: give a number from 1 to 64", o.jobs)
	case o.timeout <= 0 || o.timeout > longestRun:
		return fmt.Errorf("--timeout %s: give a time up to 11h, such as 30m; a login to ECR works for 12 hours", o.timeout)
	case o.list != "" && len(paths) > 0:
		return errors.New("--list and a PATH: give one of them")
	}
	for i, p := range o.platforms {
		if p == "all" && len(o.platforms) == 1 {
			o.platforms = nil
			break
		}
		if o.platforms[i] = strings.ToLower(p); !platformForm.MatchString(o.platforms[i]) {
			return fmt.Errorf("--platform %s: give an operating system and an architecture, such as linux/arm64, or all alone", p)
		}
	}
	return nil
}

func (o *warmOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	if err := o.check(paths); err != nil {
		return err
	}
	if o.aws == nil && !o.dryRun && !o.printPolicy {
		return session.HandOver(os.Args[1:])
	}
	if o.printPolicy {
		configuration, err := o.governing(c, cmd, paths)
		if err != nil {
			return err
		}
		return exit.Work(o.writePolicy(c, configuration))
	}
	found, err := o.images(c, cmd, paths)
	if err != nil {
		return err
	}
	if !o.dryRun {
		if err := session.CheckKnown(found.Registry.AccountID, found.Registry.Region); err != nil {
			return err
		}
	}
	made := &live.WarmReport{Images: found.Planned()}
	if !o.dryRun && len(found.Images) > 0 {
		if made, err = o.pull(c, cmd, found); err != nil {
			return exit.Work(err)
		}
	}
	made.Images = append(made.Images, found.Unpullable...)
	if err := o.print(c, made, found.Others); err != nil {
		return exit.Work(err)
	}
	return o.finish(c, cmd, made, found)
}

// images reads the images of the manifests, or of the list.
func (o *warmOptions) images(c *console.Console, cmd *cobra.Command, paths []string) (*warmlist.List, error) {
	if o.list != "" {
		return warmlist.OfFile(c, cmd, &o.ConfigFlags, o.list)
	}
	return warmlist.OfManifests(c, cmd, &o.ConfigFlags, paths)
}

// governing is the configuration of the manifests; without a path, that of the working directory,
// since --print-policy reads no standard input.
func (o *warmOptions) governing(c *console.Console, cmd *cobra.Command, paths []string) (*v1alpha1.PullThroughCache, error) {
	if len(paths) == 0 {
		return o.Load(c, nil)
	}
	run, err := input.Open(c, cmd, &o.ConfigFlags, paths, func(*v1alpha1.Rewrite) {})
	if err != nil {
		return nil, err
	}
	one, err := input.Only(run.Configurations())
	if err != nil {
		return nil, err
	}
	return one.Spec, nil
}

func (o *warmOptions) writePolicy(c *console.Console, configuration *v1alpha1.PullThroughCache) error {
	p, _ := generators.CachePlan(configuration, plan.Seen{})
	in := configuration.Spec.Infrastructure
	create := in == nil || in.Repositories != v1alpha1.RepositoriesPreCreate
	_, err := fmt.Fprintln(c.Out, live.WarmPolicy(p, create))
	return err
}

// pull asks AWS. On a terminal it shows how far it is, elsewhere it prints every image that
// was pulled, or could not be.
func (o *warmOptions) pull(c *console.Console, cmd *cobra.Command, found *warmlist.List) (*live.WarmReport, error) {
	done, failed := 0, 0
	g := &live.Warming{
		Session: o.as.Of(found.Config), Registry: found.Registry, Images: found.Images, Platforms: o.platforms, Layers: o.layers, Jobs: o.jobs, Timeout: o.timeout,
		Ended: func(img *live.Warmed) {
			if done++; img.Status == live.Failed {
				failed++
			}
			o.printEnded(c, img)
			c.Progress(report.Progress(done, len(found.Images), failed, img.Reference))
		},
		Waiting: func(upstream string, wait time.Duration) {
			c.Note(fmt.Sprintf("%s takes no more requests; going on with it in %s", upstream, wait))
		},
	}
	made, err := o.aws.Warm(cmd.Context(), g)
	c.Finish()
	return made, err
}

// printEnded prints an image as its pull ends; one that was in the cache already only with --verbose.
func (o *warmOptions) printEnded(c *console.Console, img *live.Warmed) {
	if o.output == "text" && (img.Status != live.WasCached || c.Verbose) {
		c.Finish()
		fmt.Fprintln(c.Out, report.WarmLine(img))
	}
}

// print prints the report; as text only the images that printEnded has not printed.
func (o *warmOptions) print(c *console.Console, r *live.WarmReport, others int) error {
	form := report.NewWarmReport(r, others)
	switch o.output {
	case "json":
		return report.WriteJSON(c.Out, form)
	case "yaml":
		return report.WriteYAML(c.Out, form)
	}
	for i := range r.Images {
		if s := r.Images[i].Status; s == live.Planned || s == live.NotPullable {
			if _, err := fmt.Fprintln(c.Out, report.WarmLine(&r.Images[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish prints what failed and why, and what to do, once for each cause. The error is that
// something failed.
func (o *warmOptions) finish(c *console.Console, cmd *cobra.Command, r *live.WarmReport, found *warmlist.List) error {
	said := map[string]bool{}
	for i := range r.Images {
		img := &r.Images[i]
		switch {
		case img.Status == live.Failed:
			c.Error(fmt.Sprintf("%s: %s: %s", img.Reference, img.Cause, img.Message))
		case img.Status == live.NotPullable:
			c.Warning(img.Reference + ": " + img.Message)
		case img.Moved && img.Status != live.NotReached:
			c.Warning(img.Reference + ": the tag is " + img.Digest + " now; the digest of the manifests is in the cache")
		}
		if img.Do != "" && !said[img.Do] {
			said[img.Do] = true
			c.Note(string(img.Cause) + ": " + img.Do)
		}
	}
	summary := report.NewWarmReport(r, found.Others).Summary
	if summary.NotReached > 0 {
		why := "the --timeout of " + o.timeout.String() + " ended"
		if cmd.Context().Err() != nil {
			why = "interrupted"
		}
		c.Error(why + "; run it again to go on: what is in the cache by now is not pulled again")
	}
	c.Note(summary.Line())
	if summary.Failed+summary.NotReached > 0 || o.strict && (summary.NotPullable > 0 || found.Skipped > 0) {
		return exit.Work(exit.ErrReported)
	}
	return nil
}
