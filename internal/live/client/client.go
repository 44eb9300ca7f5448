// Package client opens the clients by which packages doctor, status and warm ask AWS, as other
// tools do: profiles, SSO, roles of service accounts (IRSA), Pod Identity, proxies and
// AWS_ENDPOINT_URL are the SDK's own default chain. It says in words why AWS cannot be asked.
package client

import (
	"context"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"
)

// Clients are the services that are asked, as one principal in one Region.
type Clients struct {
	ECR     *ecr.Client
	Secrets *secretsmanager.Client
	STS     *sts.Client
	IAM     *iam.Client
	EC2     *ec2.Client
	// Config is what the clients are made of, for a client of another service.
	Config aws.Config
	// Calls counts what was asked, a call that was repeated once.
	Calls *Counter

	session live.Session
}

const (
	// attempts is how often a call is tried: AWS throttles calls in quick succession, and a cache
	// with many repositories needs many.
	attempts = 10
	// attemptTimeout is for one attempt.
	attemptTimeout = 10 * time.Second
	// callTimeout is for a call with all of its attempts, when the session has none.
	callTimeout = 30 * time.Second
)

// Open finds the credentials of a session. It asks nothing of ECR yet; an error says what
// is wrong with the profile or the environment, in words.
func Open(ctx context.Context, s live.Session) (*Clients, error) {
	if s.Timeout == 0 {
		s.Timeout = callTimeout
	}
	options := []func(*config.LoadOptions) error{
		config.WithRegion(s.Region),
		config.WithRetryer(func() aws.Retryer {
			return retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
				o.StandardOptions = append(o.StandardOptions, func(o *retry.StandardOptions) { o.MaxAttempts = attempts })
			})
		}),
		config.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(min(attemptTimeout, s.Timeout))),
		config.WithAppID("ecrcache"),
		config.WithLogger(logging.Nop{}), // what goes wrong is an error, which is said in our words
	}
	if s.Profile != "" {
		options = append(options, config.WithSharedConfigProfile(s.Profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, Explain(err, s)
	}
	calls := &Counter{}
	cfg.APIOptions = append(cfg.APIOptions, calls.add, limit(s.Timeout))
	return &Clients{
		ECR: ecr.NewFromConfig(cfg, endpointOf(s)), Secrets: secretsmanager.NewFromConfig(cfg), STS: sts.NewFromConfig(cfg),
		IAM: iam.NewFromConfig(cfg), EC2: ec2.NewFromConfig(cfg), Config: cfg, Calls: calls, session: s,
	}, nil
}

// endpointOf chooses ECR's endpoint as the configuration chooses that of the registry. The other
// services do not have FIPS and dual-stack endpoints in the same Regions: for them AWS's own
// variables decide. An endpoint that the user names is used as it is.
func endpointOf(s live.Session) func(*ecr.Options) {
	return func(o *ecr.Options) {
		if o.BaseEndpoint != nil {
			return
		}
		if s.FIPS {
			o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
		}
		if s.DualStack {
			o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
		}
	}
}

// Explain is the function Explain for the session of the clients.
func (c *Clients) Explain(err error) error { return Explain(err, c.session) }
