package cli

import (
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/handover"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/spf13/cobra"
)

// sessionFlags say as whom AWS is asked. Every verb that asks it has them.
type sessionFlags struct {
	profile string
	timeout time.Duration
}

func (f *sessionFlags) addTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", "the profile of AWS's configuration; AWS_PROFILE, or AWS's default, without it")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "how long a call to AWS may take, with all of its attempts")
}

// session is the session for the registry of a configuration.
func (f *sessionFlags) session(c *v1alpha1.PullThroughCache) live.Session {
	return live.Session{
		Profile: f.profile, Region: c.Spec.Region, Timeout: f.timeout,
		FIPS: c.Spec.Endpoint == string(image.FIPS), DualStack: c.Spec.Endpoint == string(image.DualStack),
	}
}

// handOver runs a verb that asks AWS in the second program, with the same arguments. It
// returns only where that program could not take the place of this one.
func handOver(args []string) error {
	code, err := handover.Run(args)
	switch {
	case err != nil:
		return exit.Work(err)
	case code == exit.CodeUsage:
		return exit.ErrReported
	case code != exit.CodeDone:
		return exit.Work(exit.ErrReported)
	}
	return nil
}
