package cli

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/cluster"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/spf13/cobra"
)

// imagesOptions are the flags of images.
type imagesOptions struct {
	input.ConfigFlags
	output         string
	unique, strict bool
}

func newImages(c *console.Console) *cobra.Command {
	var o imagesOptions
	cmd := &cobra.Command{
		Use:   "images [PATH…]",
		Short: "List every image reference, and whether it goes through the cache",
		Long: `List every image reference: where it is, its upstream, its name in the
cache, its tag and digest, and whether it is covered by the cache or why not.

On a terminal the table has the image, the object and the line, cut to its
width; the output wide has the field and the reason as well, and is not cut.
The output name is one cache reference a line, of the images that are covered.
To pull them through the cache, use ecrcache warm: it pulls by the tag, since a
digest that ECR has never seen may be refused at its first pull. PATHs are read
as rewrite reads them. Where there are several configurations, an image is
listed for each whose builds read its file.

The output html is a page for a browser, in one file that needs no network: the
images with where each stands, in tables that can be sorted and filtered.`,
		Example: `  ecrcache images deploy/
  ecrcache images -o csv deploy/ > images.csv
  ecrcache images -o html deploy/ > images.html
  kustomize build . | ecrcache images -o name --unique > images.txt`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	cmd.Flags().StringVarP(&o.output, "output", "o", "table", "the form: table, wide, json, yaml, csv, name, html")
	usage.Complete(cmd, "output", "table", "wide", "json", "yaml", "csv", "name", "html")
	cmd.Flags().BoolVar(&o.unique, "unique", false, "list every reference once, sorted")
	cmd.Flags().BoolVar(&o.strict, "strict", false, "exit 1 when a file was skipped")
	return cmd
}

func (o *imagesOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	if err := usage.OneOf("--output", o.output, "table", "wide", "json", "yaml", "csv", "name", "html"); err != nil {
		return err
	}
	run, err := input.Open(c, cmd, &o.ConfigFlags, paths, func(w *v1alpha1.Rewrite) { w.Direction = v1alpha1.DirectionRewrite })
	if err != nil {
		return err
	}
	images, err := run.Images()
	if err != nil {
		return exit.Work(err)
	}
	b := run.Batch
	messages.Skipped(c, b.Skipped)
	view := &cluster.View{Cluster: b.Cluster(), Config: run.Config()}
	if err := o.print(c, report.NewImages(view.Images(images), o.unique).OfCluster(view.Cluster), len(b.Skipped)); err != nil {
		return exit.Work(err)
	}
	if o.strict && len(b.Skipped) > 0 {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

func (o *imagesOptions) print(c *console.Console, list *report.ImageList, skipped int) error {
	switch o.output {
	case "json":
		return report.WriteJSON(c.Out, list)
	case "yaml":
		return report.WriteYAML(c.Out, list)
	case "csv":
		return list.WriteCSV(c.Out)
	case "html":
		return page.Write(c.Out, list.Page(skipped))
	case "name":
		for _, name := range list.Names(o.unique) {
			if _, err := fmt.Fprintln(c.Out, redact.Line(name)); err != nil {
				return err
			}
		}
		return nil
	}
	if o.output == "wide" || !c.Fits() {
		return c.WideTable(list.Rows())
	}
	return c.Table(list.ShortRows(), list.ShortCuts()...)
}
