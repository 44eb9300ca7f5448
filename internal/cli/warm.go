package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

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
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
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

// longest is how long a login to ECR works, less the time to notice
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html).
const longest = 11 * time.Hour

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
	flags.StringVar(&o.list, "list", "", "a file with one image reference a line, instead of manifests; - is standard input")
	flags.StringSliceVar(&o.platforms, "platform", []string{"linux/amd64", "linux/arm64"}, "the platforms that are pulled of an image for several, such as linux/arm64; all is every one")
	flags.BoolVar(&o.layers, "layers", false, "download the layers as well, to nowhere")
	flags.IntVar(&o.jobs, "jobs", 4, "how many images of one upstream are pulled at a time")
	flags.DurationVar(&o.timeout, "timeout", time.Hour, "how long the whole run may take, at most 11h")
	o.as.AddProfile(cmd)
	flags.BoolVar(&o.dryRun, "dry-run", false, "print what would be pulled, unless it is in the cache; AWS is not asked")
	flags.BoolVar(&o.printPolicy, "print-policy", false, "print the IAM policy that this needs; AWS is not asked")
	flags.BoolVar(&o.strict, "strict", false, "exit 1 also when an image cannot be pulled as it is written, or a file was skipped")
	flags.StringVarP(&o.output, "output", "o", "text", "the form: text, json, yaml")
	usage.Complete(cmd, "output", "text", "json", "yaml")
	usage.Complete(cmd, "platform", "linux/amd64", "linux/arm64", "all")
	return cmd
}

// platformForm is an operating system, an architecture, and a variant.
var platformForm = regexp.MustCompile(`^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?$`)

// check refuses flags that make no sense.
func (o *warmOptions) check(paths []string) error {
	if err := usage.OneOf("--output", o.output, "text", "json", "yaml"); err != nil {
		return err
	}
	switch {
	case o.jobs < 1 || o.jobs > 64:
		return fmt.Errorf("--jobs %d: give a number from 1 to 64", o.jobs)
	case o.timeout <= 0 || o.timeout > longest:
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
		configuration, err := o.Load(c, nil)
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
		if err := session.Known(found.registry.AccountID, found.registry.Region); err != nil {
			return err
		}
	}
	made := &live.WarmReport{Images: found.planned()}
	if !o.dryRun && len(found.images) > 0 {
		if made, err = o.pull(c, cmd, found); err != nil {
			return exit.Work(err)
		}
	}
	made.Images = append(made.Images, found.unpullable...)
	if err := o.print(c, made, found.others); err != nil {
		return exit.Work(err)
	}
	return o.finish(c, cmd, made, found)
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
func (o *warmOptions) pull(c *console.Console, cmd *cobra.Command, found *toWarm) (*live.WarmReport, error) {
	done, failed := 0, 0
	g := &live.Warming{
		Session: o.as.Of(found.config), Registry: found.registry, Images: found.images, Platforms: o.platforms, Layers: o.layers, Jobs: o.jobs, Timeout: o.timeout,
		Ended: func(img *live.Warmed) {
			if done++; img.Status == live.Failed {
				failed++
			}
			o.line(c, img)
			c.Progress(report.Progress(done, len(found.images), failed, img.Reference))
		},
		Waiting: func(upstream string, wait time.Duration) {
			c.Note(fmt.Sprintf("%s takes no more requests; going on with it in %s", upstream, wait))
		},
	}
	made, err := o.aws.Warm(cmd.Context(), g)
	c.Finish()
	return made, err
}

// line prints an image as it ends, but for those that were there.
func (o *warmOptions) line(c *console.Console, img *live.Warmed) {
	if o.output == "text" && (img.Status != live.WasCached || c.Verbose) {
		c.Finish()
		fmt.Fprintln(c.Out, report.WarmLine(img))
	}
}

// print prints the report: as text only what was not printed meanwhile.
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

// finish says what failed, why, and what to do: the last once for all with the same cause.
func (o *warmOptions) finish(c *console.Console, cmd *cobra.Command, r *live.WarmReport, found *toWarm) error {
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
	summary := report.NewWarmReport(r, found.others).Summary
	if summary.NotReached > 0 {
		why := "the --timeout of " + o.timeout.String() + " ended"
		if cmd.Context().Err() != nil {
			why = "interrupted"
		}
		c.Error(why + "; run it again to go on: what is in the cache by now is not pulled again")
	}
	c.Note(summary.Line())
	if summary.Failed+summary.NotReached > 0 || o.strict && (summary.NotPullable > 0 || found.skipped > 0) {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

// toWarm is what warm is given.
type toWarm struct {
	config   *v1alpha1.PullThroughCache
	registry plan.Registry
	// images are those that can be pulled, each once, sorted; unpullable are those that go
	// through the cache and cannot.
	images     []live.WarmImage
	unpullable []live.Warmed
	others     int // that do not go through the cache
	skipped    int // files
}

// images reads the manifests, or the list.
func (o *warmOptions) images(c *console.Console, cmd *cobra.Command, paths []string) (*toWarm, error) {
	found := &toWarm{}
	var all []inventory.Image
	var err error
	if o.list != "" {
		all, err = o.ofList(c, cmd, found)
	} else {
		all, err = o.ofManifests(c, cmd, paths, found)
	}
	if err != nil {
		return nil, err
	}
	p, _ := generators.CachePlan(found.config, plan.Seen{})
	found.registry = p.Registry
	found.sort(all)
	return found, nil
}

func (o *warmOptions) ofManifests(c *console.Console, cmd *cobra.Command, paths []string, found *toWarm) ([]inventory.Image, error) {
	b, err := input.Read(c, cmd, paths)
	if err != nil {
		return nil, err
	}
	rewriter, err := o.rewriter(c, b.Config, found)
	if err != nil {
		return nil, err
	}
	images, err := b.Images(rewriter)
	messages.Skipped(c, b.Skipped)
	found.skipped = len(b.Skipped)
	return images, exit.Work(err)
}

func (o *warmOptions) ofList(c *console.Console, cmd *cobra.Command, found *toWarm) ([]inventory.Image, error) {
	rewriter, err := o.rewriter(c, nil, found)
	if err != nil {
		return nil, err
	}
	lines, err := input.ReadList(cmd, o.list)
	if err != nil {
		return nil, exit.Work(err)
	}
	var all []inventory.Image
	for _, line := range lines {
		img, _ := rewriter.Reference(line.Text)
		if img.Status == inventory.StatusMalformed {
			return nil, exit.Work(fmt.Errorf("%s: %s: no image reference; give one a line, such as ghcr.io/amerintlxperts/my-app:v1.0.0", line.At, line.Text))
		}
		all = append(all, img)
	}
	return all, nil
}

func (o *warmOptions) rewriter(c *console.Console, fromInput []byte, found *toWarm) (*rewrite.Rewriter, error) {
	configuration, err := o.Load(c, fromInput)
	if err != nil {
		return nil, err
	}
	configuration.Spec.Rewrite.Direction = v1alpha1.DirectionRewrite
	found.config = configuration
	rewriter, err := rewrite.New(configuration)
	return rewriter, exit.Work(err)
}

// Why an image cannot be pulled as it is written.
const (
	noTag       = "no tag; a node would pull latest, which changes: give it a tag or a digest"
	filledLater = "a part of it is filled in later; give the manifests as they are deployed: kustomize build . | ecrcache warm"
)

// sort tells apart what can be pulled, what cannot, and what does not go through the cache.
func (w *toWarm) sort(all []inventory.Image) {
	for i := range all {
		img := &all[i]
		if img.Status != inventory.StatusCovered && img.Status != inventory.StatusCached {
			w.others++
			continue
		}
		ref, err := image.Parse(img.CacheReference)
		reason := ""
		switch {
		case err != nil || ref.HasPlaceholder():
			reason = filledLater
		case ref.Tag == "" && ref.Digest == "":
			reason = noTag
		}
		if reason != "" {
			w.unpullable = append(w.unpullable, live.Warmed{Reference: img.CacheReference, Upstream: img.Upstream, Status: live.NotPullable, Message: reason})
			continue
		}
		w.images = append(w.images, live.WarmImage{Reference: ref, Upstream: cmp.Or(img.Upstream, img.Prefix), Prefix: img.Prefix})
	}
	byName := func(a, b live.WarmImage) int { return cmp.Compare(a.Reference.String(), b.Reference.String()) }
	slices.SortFunc(w.images, byName)
	w.images = slices.CompactFunc(w.images, func(a, b live.WarmImage) bool { return byName(a, b) == 0 })
	byReference := func(a, b live.Warmed) int { return cmp.Compare(a.Reference, b.Reference) }
	slices.SortFunc(w.unpullable, byReference)
	w.unpullable = slices.CompactFunc(w.unpullable, func(a, b live.Warmed) bool { return byReference(a, b) == 0 })
}

// planned is what a dry run has to say.
func (w *toWarm) planned() []live.Warmed {
	all := []live.Warmed{}
	for i := range w.images {
		all = append(all, live.Warmed{Reference: w.images[i].Reference.String(), Upstream: w.images[i].Upstream, Status: live.Planned})
	}
	return all
}
