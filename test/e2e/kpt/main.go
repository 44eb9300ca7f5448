// Command kpt is kpt's `fn` commands alone, for machines without kpt: the tests
// beside it build it when it is wanted and none is on PATH.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/kptdev/kpt/commands/fn"
	"github.com/kptdev/kpt/pkg/printer"
	"github.com/spf13/cobra"
)

func main() {
	ctx := printer.WithContext(context.Background(), printer.New(os.Stdout, os.Stderr))
	root := &cobra.Command{Use: "kpt", SilenceUsage: true, SilenceErrors: true}
	// kpt has this flag on its root command, outside the commands taken over here.
	root.PersistentFlags().BoolVar(&printer.TruncateOutput, "truncate-output", true, "show only the start of long results")
	root.AddCommand(fn.GetCommand(ctx, "kpt"))
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
