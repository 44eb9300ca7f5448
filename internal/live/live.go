// Package live is what ecrcache asks AWS, as the verbs doctor --live, status and warm see it: the
// questions, what comes back, and which permissions that takes. It has no network code: that is in
// the packages below, which are linked into cmd/ecrcache-aws alone.
package live

import (
	"context"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// AWS is what a program with AWS's SDK in it can do. The verbs of a program that has none
// start cmd/ecrcache-aws, which has.
type AWS struct {
	// Doctor holds a plan against an account.
	Doctor func(context.Context, *Examination) (*Report, error)
	// Warm pulls images through the cache.
	Warm func(context.Context, *Warming) (*WarmReport, error)
	// Status tells what the cache holds.
	Status func(context.Context, *StatusInquiry) (*CacheStatus, error)
}

// Session says as whom AWS is asked, and where. For what is empty, AWS's own environment variables
// and files count (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
type Session struct {
	Profile string
	Region  string
	// FIPS and DualStack choose the endpoints of that kind.
	FIPS, DualStack bool
	// Timeout is for one call, with all of its attempts.
	Timeout time.Duration
}

// An Examination is what doctor --live looks at.
type Examination struct {
	Session Session
	Plan    *plan.Plan
	// Made says that the configuration describes the cache itself, so that what differs
	// in AWS is wrong. Otherwise the cache is made elsewhere, and only what the manifests
	// need is looked for.
	Made bool
	// PreCreate says that repositories are made before the first pull, so that who pulls
	// needs no permission to make them.
	PreCreate bool
	// Images are those of the manifests; nil when none were named.
	Images []inventory.Image
	// Pullers are the ARNs of roles that pull, besides those in the plan's registry policy.
	Pullers []string
	// All looks at every repository of the cache, not only those of the manifests.
	All bool
	// SecretKeys reads the secrets for the names of their keys.
	SecretKeys bool
	// Network looks at the endpoints of a VPC. VPC is the plan's when empty.
	Network bool
	VPC     string
	// Progress, if not nil, is called with what is asked next.
	Progress func(string)
	Now      func() time.Time
}
