package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/spf13/cobra"
)

// initOptions are the flags of init.
type initOptions struct {
	file, accountID, region, prefix string
	upstreams                       []string
	upstreamsGiven                  bool
}

func newInit(c *console.Console) *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a commented configuration",
		Long: `Write a commented configuration. On a terminal, what no flag says is asked. A
file that exists is not overwritten. With --file -, the configuration goes to
standard output.`,
		Example:           "  ecrcache init --account-id 123456789012 --region ca-central-1",
		Args:              noArguments("--file names the file"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&o.file, "file", "f", configName, "the file to write; - for standard output")
	flags.StringVar(&o.accountID, "account-id", "", "the AWS account of the cache")
	flags.StringVar(&o.region, "region", "", "the AWS Region of the cache")
	flags.StringSliceVar(&o.upstreams, "upstream", []string{"ghcr.io"}, "a registry to cache, REGISTRY or REGISTRY=PREFIX; may be repeated")
	flags.StringVar(&o.prefix, "prefix", "", "the cache rule's prefix, when there is one upstream")
	return cmd
}

func (o *initOptions) run(c *console.Console, cmd *cobra.Command) error {
	if _, err := os.Lstat(o.file); err == nil && o.file != "-" {
		return failed(fmt.Errorf("%s: the file exists; remove it, or name another one with --file", o.file))
	}
	if console.IsTerminal(cmd.InOrStdin()) {
		o.upstreamsGiven = cmd.Flags().Changed("upstream")
		err := untilInterrupt(cmd.Context(), func() error { return o.ask(c, cmd.InOrStdin()) })
		if err != nil {
			fmt.Fprintln(c.Err) // behind the question
			return failed(err)
		}
	}
	if o.accountID == "" || o.region == "" {
		return errors.New("give --account-id and --region")
	}
	flags := configFlags{accountID: o.accountID, region: o.region, prefix: o.prefix, upstreams: o.upstreams}
	spec := &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind}
	if err := flags.overrule(spec); err != nil {
		return failed(err)
	}
	text := config.Commented(spec)
	if _, err := config.Parse([]byte(text)); err != nil {
		return failed(err)
	}
	return failed(o.write(c, text))
}

// write creates the file, and never replaces one. One that cannot be written whole
// is taken away again.
func (o *initOptions) write(c *console.Console, text string) error {
	if o.file == "-" {
		_, err := io.WriteString(c.Out, text)
		return err
	}
	f, err := os.OpenFile(o.file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: the file exists; remove it, or name another one with --file", o.file)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(o.file))
	}
	c.Note("wrote " + o.file + "; see what would change with: ecrcache rewrite --diff .")
	return nil
}
