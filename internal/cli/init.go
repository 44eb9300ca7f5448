package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/output"
	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/spf13/cobra"
)

// initOptions are the flags of init.
type initOptions struct {
	file           string
	cache          input.ConfigFlags
	upstreamsGiven bool
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
		Args:              usage.NoArguments("--file names the file"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&o.file, "file", "f", input.ConfigName, "the file to write; - for standard output")
	flags.StringVar(&o.cache.AccountID, "account-id", "", "the AWS account of the cache")
	flags.StringVar(&o.cache.Region, "region", "", "the AWS Region of the cache")
	usage.ListVar(flags, &o.cache.Upstreams, "upstream", []string{"ghcr.io"}, "a registry to cache, REGISTRY or REGISTRY=PREFIX; may be repeated")
	flags.StringVar(&o.cache.Prefix, "prefix", "", "the cache rule's prefix, when there is one upstream")
	return cmd
}

func (o *initOptions) run(c *console.Console, cmd *cobra.Command) error {
	if _, err := os.Lstat(o.file); err == nil && o.file != "-" {
		return exit.Work(o.exists())
	}
	if console.IsTerminal(cmd.InOrStdin()) {
		o.upstreamsGiven = cmd.Flags().Changed("upstream")
		err := process.ReadUntilInterrupt(cmd.Context(), process.StandardInput, func() error { return o.ask(c, cmd.InOrStdin()) })
		if err != nil {
			fmt.Fprintln(c.Err) // the cursor is still on the line of the question
			return exit.Work(err)
		}
	}
	if o.cache.AccountID == "" || o.cache.Region == "" {
		return errors.New("give --account-id and --region")
	}
	spec := &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind}
	if err := o.cache.Override(spec); err != nil {
		return exit.Work(err)
	}
	text := config.Commented(spec)
	if _, err := config.Parse([]byte(text)); err != nil {
		return exit.Work(err)
	}
	return exit.Work(o.write(cmd.Context(), c, text))
}

func (o *initOptions) exists() error {
	return fmt.Errorf("%s: the file exists; remove it, or name another one with --file", o.file)
}

// write creates the file, and never replaces one.
func (o *initOptions) write(ctx context.Context, c *console.Console, text string) error {
	if o.file == "-" {
		_, err := io.WriteString(c.Out, text)
		return err
	}
	version, err := replace.ReadOrNew(o.file, 1<<20)
	if err != nil {
		return err
	}
	if version.Exists() {
		return o.exists()
	}
	if err := output.Replacer(c).Replace(ctx, []replace.Replacement{{Version: version, New: []byte(text)}}); err != nil {
		return err
	}
	output.RemoveTempsBeside(c, o.file)
	c.Note("wrote " + o.file + "; see what would change with: ecrcache rewrite --diff .")
	return nil
}

// A question asks for one setting.
type question struct {
	text string
	// known is set when a flag gives the setting, optional when an empty answer keeps the
	// default.
	known, optional bool
	// set puts an answer into the settings.
	set func(f *input.ConfigFlags, answer string)
}

// ask asks for every setting that no flag gives, each until the answer is valid.
func (o *initOptions) ask(c *console.Console, in io.Reader) error {
	lines := bufio.NewScanner(in)
	for _, q := range []question{
		{"AWS account of the cache (12 digits): ", o.cache.AccountID != "", false, func(f *input.ConfigFlags, a string) { f.AccountID = a }},
		{"AWS Region of the cache, such as ca-central-1: ", o.cache.Region != "", false, func(f *input.ConfigFlags, a string) { f.Region = a }},
		{"Registries to cache, with commas between them [" + strings.Join(o.cache.Upstreams, ",") + "]: ", o.upstreamsGiven, true, func(f *input.ConfigFlags, a string) { f.Upstreams = words(a) }},
	} {
		if q.known {
			continue
		}
		if err := q.ask(c, lines, &o.cache); err != nil {
			return err
		}
	}
	return nil
}

func (q *question) ask(c *console.Console, lines *bufio.Scanner, settings *input.ConfigFlags) error {
	for {
		fmt.Fprint(c.Err, q.text)
		if !lines.Scan() {
			return errors.Join(errors.New("no answer; nothing was written"), lines.Err())
		}
		answer := strings.TrimSpace(lines.Text())
		if answer == "" && q.optional {
			return nil
		}
		err := q.check(answer)
		if err == nil {
			q.set(settings, answer)
			return nil
		}
		for _, line := range exit.Lines(err) {
			c.Error(line)
		}
	}
}

// check returns what is wrong with an answer, where all other settings are valid.
func (q *question) check(answer string) error {
	alone := input.ConfigFlags{AccountID: "123456789012", Region: "us-east-1"}
	q.set(&alone, answer)
	if alone.AccountID == "" || alone.Region == "" {
		return errors.New("an answer is needed; Ctrl-C ends this")
	}
	return alone.Override(&v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind})
}

// words returns the words of a list with commas or blanks between them.
func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
