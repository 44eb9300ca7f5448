package usage_test

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/spf13/cobra"
)

// program is a command line with verbs of the shapes that the real one has.
func program() *cobra.Command {
	root := &cobra.Command{Use: "ecrcache", Args: usage.VerbsOnly, SilenceErrors: true, SilenceUsage: true, RunE: func(*cobra.Command, []string) error { return nil }}
	run := func(*cobra.Command, []string) error { return nil }
	images := &cobra.Command{Use: "images", Args: cobra.ArbitraryArgs, RunE: func(verb *cobra.Command, _ []string) error {
		output, _ := verb.Flags().GetString("output")
		return usage.OneOf("--output", output, "text", "json")
	}}
	images.Flags().String("output", "text", "")
	usage.Complete(images, "output", "text", "json")
	root.AddCommand(
		images,
		&cobra.Command{Use: "rewrite", RunE: run},
		&cobra.Command{Use: "generate", Args: usage.WordsOf("part", []string{"flux", "admission"}, "name files by --images"), RunE: run},
		&cobra.Command{Use: "version", Args: usage.NoArguments(""), RunE: run},
		&cobra.Command{Use: "fn", Args: usage.NoArguments("give the list on standard input"), RunE: run},
	)
	root.SetFlagErrorFunc(usage.FlagError)
	root.SetOut(io.Discard)
	root.SetErr(io.Discard)
	return root
}

// TestRefused: who misspells is told the nearest word that is accepted, and who is far off all.
func TestRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("deploy", 0o700); err != nil {
		t.Fatal(err)
	}
	for line, says := range map[string]string{
		"imagse":               `"imagse" is not a command; did you mean images?`,
		"restore":              "did you mean rewrite --restore?",
		"scan":                 "did you mean images?",
		"deploy":               "to see what would change in it: ecrcache rewrite --diff deploy",
		"xyzzy-nothing":        "accepted: ",
		"images --outptu json": "unknown flag: --outptu; did you mean --output?",
		"images --output jsn":  `--output: found "jsn"; accepted: text, json`,
		"images --output":      "flag needs an argument",
		"generate flx":         `generate: "flx" is not a part; did you mean flux?`,
		"generate deploy":      "accepted: flux, admission; name files by --images",
		"version now":          `version takes no arguments, found "now"`,
		"fn list.yaml":         "give the list on standard input",
	} {
		root := program()
		root.SetArgs(strings.Fields(line))
		if err := root.Execute(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", line, err, says)
		}
	}
	for _, line := range []string{"", "images --output json any words", "generate", "generate flux admission", "version"} {
		root := program()
		root.SetArgs(strings.Fields(line))
		if err := root.Execute(); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}
