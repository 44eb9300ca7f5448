// Package session has what the verbs that ask AWS (doctor --live, status, warm) share: the flags
// that say with whose credentials, the refusal of a registry that is not known yet, and the call
// of ecrcache-aws, which asks.
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

// Flags say with which profile AWS is asked, and how long a call may take.
type Flags struct {
	Profile string
	Timeout time.Duration
}

// AddTo adds them to a verb whose --timeout is for each call to AWS.
func (f *Flags) AddTo(cmd *cobra.Command) {
	f.AddProfile(cmd)
	cmd.Flags().DurationVar(&f.Timeout, "timeout", 30*time.Second, "how long a call to AWS may take, with all of its attempts")
}

// AddProfile adds only --profile, to a verb whose own --timeout is for the whole run.
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

// ErrPlaceholder is for an account or Region such as ${AWS_REGION}, which something fills in after
// this program.
var ErrPlaceholder = errors.New("the account or the Region of the cache is a placeholder that is filled in later, and AWS is asked now: give --account-id and --region")

// CheckKnown refuses a registry whose account or Region has a placeholder.
func CheckKnown(accountID, region string) error {
	if strings.Contains(accountID+region, "${") {
		return ErrPlaceholder
	}
	return nil
}

// HandOver runs a verb that asks AWS in ecrcache-aws, with the same arguments. On Unix that program
// replaces this one, and HandOver returns only if that fails. Elsewhere what it returns gives the
// same exit code as ecrcache-aws, which has printed its errors.
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
