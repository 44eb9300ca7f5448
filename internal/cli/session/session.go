// Package session has what the verbs that ask AWS share: as whom, in which registry, and the
// second program, which asks.
package session

import (
	"errors"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/handover"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/spf13/cobra"
)

// Flags say as whom AWS is asked. Every verb that asks it has them.
type Flags struct {
	Profile string
	Timeout time.Duration
}

// AddTo adds them to a verb whose calls have a time of their own.
func (f *Flags) AddTo(cmd *cobra.Command) {
	f.AddProfile(cmd)
	cmd.Flags().DurationVar(&f.Timeout, "timeout", 30*time.Second, "how long a call to AWS may take, with all of its attempts")
}

// AddProfile adds those to a verb whose --timeout is for all of it.
func (f *Flags) AddProfile(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.Profile, "profile", "", "the profile of AWS's configuration; AWS_PROFILE, or AWS's default, without it")
}

// Of is the session for the registry of a configuration.
func (f *Flags) Of(c *v1alpha1.PullThroughCache) live.Session {
	return live.Session{
		Profile: f.Profile, Region: c.Spec.Region, Timeout: f.Timeout,
		FIPS: c.Spec.Endpoint == string(image.FIPS), DualStack: c.Spec.Endpoint == string(image.DualStack),
	}
}

// ErrLater is for a registry that is not known while AWS is asked.
var ErrLater = errors.New("the account or the Region of the cache is filled in later, and AWS is asked now: give --account-id and --region")

// Known refuses a registry that is filled in later.
func Known(accountID, region string) error {
	if strings.Contains(accountID+region, "${") {
		return ErrLater
	}
	return nil
}

// HandOver runs a verb that asks AWS in the second program, with the same arguments. It
// returns only where that program could not take the place of this one.
func HandOver(args []string) error {
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
