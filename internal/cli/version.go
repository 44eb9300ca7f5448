package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/spf13/cobra"
)

// A Build is what a release says of itself. What is empty is taken from what the
// Go tool wrote into the binary.
type Build struct {
	Version string // such as v1.0.0
	Commit  string // of Git, in full
	Date    string // of the commit, as RFC 3339 says
	// AWS is what asks AWS, in cmd/ecrcache-aws; nil in a program without AWS's SDK, which
	// starts that one.
	AWS *live.AWS
}

func newVersion(build Build) *cobra.Command {
	return &cobra.Command{
		Use:               "version",
		Short:             "Print the version and how it was built",
		Args:              usage.NoArguments(""),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(c.OutOrStdout(), build.line(debug.ReadBuildInfo()))
			return exit.Work(err)
		},
	}
}

// line describes the build: ecrcache v1.0.0, commit 1f2e…, 2026-01-02T03:04:05Z,
// go1.26.0 linux/amd64. What nobody knows is left out.
func (b Build) line(info *debug.BuildInfo, ok bool) string {
	settings := map[string]string{}
	if ok {
		b.Version = cmp.Or(b.Version, info.Main.Version)
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
	}
	commit := cmp.Or(b.Commit, settings["vcs.revision"])
	if commit != "" && settings["vcs.modified"] == "true" {
		commit += " and changes"
	}
	parts := []string{"ecrcache " + cmp.Or(b.Version, "unknown")}
	if commit != "" {
		parts = append(parts, "commit "+commit)
	}
	if date := cmp.Or(b.Date, settings["vcs.time"]); date != "" {
		parts = append(parts, date)
	}
	return strings.Join(append(parts, runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH), ", ")
}
