package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/holdings"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/session"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/events"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/spf13/cobra"
)

// statusOptions are the flags of status.
type statusOptions struct {
	input.ConfigFlags
	as                    session.Flags
	output, events        string
	days                  int
	price, archivePrice   float64
	pricesOf              string // the flags that gave the prices; empty for list prices
	noExpiry, printPolicy bool
	strict                bool
	aws                   *live.AWS
}

// statusForms are the values of --output.
var statusForms = []string{"table", "wide", "json", "yaml", "csv", "html"}

func newStatus(c *console.Console, aws *live.AWS) *cobra.Command {
	o := statusOptions{aws: aws}
	prices := live.ListPrices()
	cmd := &cobra.Command{
		Use:   "status [PATH…]",
		Short: "Tell what the cache holds, what it costs, and what of it is used",
		Long: `Tell what the cache holds, by upstream: repositories, images, their size and
what it costs a month, the last pull, and what a lifecycle policy expires or
archives within 7 days. It asks AWS, only reads, and pulls nothing.

With PATHs, which are read as rewrite reads them, also which images of the
manifests are not in the cache, and which images of the cache no manifest uses.
Other clusters may use these: give the manifests of all of them, and look at the
last pull.

With --events, also which pulls failed: events that ECR sent to EventBridge,
records of CloudTrail, or what aws logs filter-log-events, aws cloudtrail
lookup-events and aws sqs receive-message print.

A size is that of the compressed layers of each image. AWS stores a layer once
that images of a repository share, so that the sum is the most it can be.

The exit code is 1 when an image of the manifests is archived, so that it cannot
be pulled. What may not be seen is unknown, and the permission that is missing
is named; --print-policy prints them all, and what doctor --live may see is
enough, too.`,
		Example: `  ecrcache status
  ecrcache status deploy/
  ecrcache status -o csv deploy/ > cache.csv
  ecrcache status -o html deploy/ > cache.html
  ecrcache status --events events.json --days 30 deploy/
  ecrcache status --price 0.11 -o json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&o.output, "output", "o", "table", "the form: "+strings.Join(statusForms, ", "))
	usage.Complete(cmd, "output", statusForms...)
	flags.StringVar(&o.events, "events", "", "a file with events of EventBridge or CloudTrail; - is standard input")
	flags.IntVar(&o.days, "days", 7, "for how many days back failed pulls of --events count")
	flags.Float64Var(&o.price, "price", prices.Standard, "US dollars for a GB-month")
	flags.Float64Var(&o.archivePrice, "archive-price", prices.Archive, "the same of archived images; without it they cost what --price says")
	flags.BoolVar(&o.noExpiry, "no-expiry", false, "do not ask for lifecycle policies: half of the calls")
	o.as.AddTo(cmd)
	flags.BoolVar(&o.printPolicy, "print-policy", false, "print the IAM policy that this needs; AWS is not asked")
	flags.BoolVar(&o.strict, "strict", false, "exit 1 also when something is unknown, or a file was skipped")
	return cmd
}

// mostDays is how far back events may count: ten years, more than anybody keeps.
const mostDays = 3660

// check refuses flags that make no sense.
func (o *statusOptions) check(cmd *cobra.Command, paths []string) error {
	if err := usage.OneOf("--output", o.output, statusForms...); err != nil {
		return err
	}
	switch {
	case o.days < 1 || o.days > mostDays:
		return fmt.Errorf("--days %d: give a number from 1 to %d", o.days, mostDays)
	case cmd.Flags().Changed("days") && o.events == "":
		return errors.New("--days: it does nothing without --events")
	case !isPrice(o.price):
		return fmt.Errorf("--price %v: give US dollars for a GB-month, such as 0.10", o.price)
	case !isPrice(o.archivePrice):
		return fmt.Errorf("--archive-price %v: give US dollars for a GB-month, such as 0.10", o.archivePrice)
	case o.as.Timeout <= 0:
		return fmt.Errorf("--timeout %s: give a time such as 30s", o.as.Timeout)
	case o.events == "-" && slices.Contains(paths, "-"):
		return errors.New("--events - and the PATH -: standard input is one of them")
	}
	return nil
}

// archivePriceFlag is the flag for the price of archived images.
const archivePriceFlag = "--archive-price"

// readPrices notes which flags gave prices. With --price alone it is the price of archived images
// as well.
func (o *statusOptions) readPrices(cmd *cobra.Command) {
	given := []string{}
	for _, name := range []string{"price", "archive-price"} {
		if cmd.Flags().Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if o.pricesOf = strings.Join(given, " and "); o.pricesOf == "--price" {
		o.archivePrice = o.price
	}
}

// isPrice reports whether a number, which may be NaN, is a price of a GB-month: no storage costs
// 1000 dollars.
func isPrice(price float64) bool { return price >= 0 && price < 1000 }

func (o *statusOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	o.readPrices(cmd)
	if err := o.check(cmd, paths); err != nil {
		return err
	}
	if o.aws == nil && !o.printPolicy {
		return session.HandOver(os.Args[1:])
	}
	configuration, images, skipped, err := o.read(c, cmd, paths)
	if err != nil {
		return err
	}
	q := o.inquiry(configuration, images)
	if o.printPolicy {
		_, err := fmt.Fprintln(c.Out, live.StatusPolicy(q))
		return exit.Work(err)
	}
	if err := session.CheckKnown(q.Registry.AccountID, q.Registry.Region); err != nil {
		return err
	}
	if q.Events, err = o.readEvents(cmd); err != nil {
		return exit.Work(err)
	}
	q.Progress = func(what string) { c.Progress("asking AWS: " + what) }
	found, err := o.aws.Status(cmd.Context(), q)
	c.Finish()
	if err != nil {
		return exit.Work(err)
	}
	if skipped > 0 {
		found.Unknown = append(found.Unknown, live.UnknownStatus{About: "the images of " + finding.Count(skipped, "skipped file"), Message: "in the cache they may seem unused; the warnings say why a file was skipped"})
	}
	form := holdings.New(found)
	if err := o.print(c, form); err != nil {
		return exit.Work(err)
	}
	for _, image := range form.Unpullable() {
		c.Error(image)
	}
	for _, line := range form.Summary() {
		c.Note(line)
	}
	if found.Failed(o.strict) || o.strict && skipped > 0 {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

// read reads the configuration and, with paths, the images of the manifests; skipped is how many
// files could not be read. Without a path images is nil, and standard input is not read.
func (o *statusOptions) read(c *console.Console, cmd *cobra.Command, paths []string) (spec *v1alpha1.PullThroughCache, images []inventory.Image, skipped int, err error) {
	adjust := func(w *v1alpha1.Rewrite) { w.Direction = v1alpha1.DirectionRewrite }
	if len(paths) == 0 {
		g, err := input.NewConfigFinder(&o.ConfigFlags, adjust)
		if err != nil {
			return nil, nil, 0, err
		}
		all, err := g.Near(cmd.Context())
		g.Print(c)
		if err != nil {
			return nil, nil, 0, err
		}
		only, err := input.Only(all)
		if err != nil {
			return nil, nil, 0, err
		}
		return only.Spec, nil, 0, nil
	}
	run, err := input.Open(c, cmd, &o.ConfigFlags, paths, adjust)
	if err != nil {
		return nil, nil, 0, err
	}
	only, err := input.Only(run.Configurations())
	if err != nil {
		return nil, nil, 0, err
	}
	if path := run.Ungoverned(paths); path != "" {
		return nil, nil, 0, fmt.Errorf("%s: no configuration counts for it, so that what it uses would seem unused; name one with --config", path)
	}
	found, err := run.ImagesOf([]*input.Configuration{only})
	if err != nil {
		return nil, nil, 0, exit.Work(err)
	}
	messages.Skipped(c, run.Skipped)
	return only.Spec, found[0], len(run.Skipped), nil
}

// inquiry is what AWS is asked for a configuration and the images of manifests.
func (o *statusOptions) inquiry(c *v1alpha1.PullThroughCache, images []inventory.Image) *live.StatusInquiry {
	p, _ := generators.CachePlan(c, plan.Seen{})
	q := &live.StatusInquiry{
		Session: o.as.Of(c), Registry: p.Registry, Images: images, NoExpiry: o.noExpiry, Prices: live.ListPrices(),
		Now: time.Now, Since: time.Now().AddDate(0, 0, -o.days),
	}
	switch {
	case o.pricesOf == archivePriceFlag:
		q.Prices.Archive = o.archivePrice
		q.Prices.Of += " but for " + archivePriceFlag
	case o.pricesOf != "":
		q.Prices = live.Prices{Standard: o.price, Archive: o.archivePrice, Of: "given by " + o.pricesOf}
	}
	at := map[string]int{}
	for _, u := range c.Spec.Upstreams {
		if i, known := at[u.Prefix]; known { // parts of one registry have one rule
			q.Rules[i].Upstream += ", " + u.Registry
			continue
		}
		at[u.Prefix] = len(q.Rules)
		q.Rules = append(q.Rules, live.StatusRule{Prefix: u.Prefix, Upstream: u.Registry})
	}
	return q
}

// readEvents reads the file of --events; nil without it.
func (o *statusOptions) readEvents(cmd *cobra.Command) (*live.Events, error) {
	if o.events == "" {
		return nil, nil
	}
	text, name, err := input.ReadText(cmd, o.events)
	if err != nil {
		return nil, err
	}
	found, err := events.Read(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return found, nil
}

func (o *statusOptions) print(c *console.Console, form *holdings.CacheStatus) error {
	switch o.output {
	case "json":
		return report.WriteJSON(c.Out, form)
	case "yaml":
		return report.WriteYAML(c.Out, form)
	case "csv":
		return form.WriteCSV(c.Out)
	case "html":
		return page.Write(c.Out, form.Page())
	case "wide":
		return printSections(c, form.WideSections(), func(s holdings.Section) error { return c.WideTable(s.Rows) })
	}
	return printSections(c, form.Sections(), func(s holdings.Section) error { return c.Table(s.Rows, s.Cuts...) })
}

func printSections(c *console.Console, all []holdings.Section, table func(holdings.Section) error) error {
	for _, s := range all {
		if s.Title != "" {
			if _, err := fmt.Fprintf(c.Out, "\n%s\n", s.Title); err != nil {
				return err
			}
		}
		if err := table(s); err != nil {
			return err
		}
	}
	return nil
}
