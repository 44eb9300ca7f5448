// Package status is what the verb status asks AWS: what a cache holds, which repositories and
// images, what they cost, when they were pulled last and when they expire, and what of it the
// manifests use. It reads, and changes nothing; no call of it counts as a pull.
package status

import (
	"context"
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// Of asks AWS what the cache of an inquiry holds. The error is why nothing could be asked;
// what one call could not answer is in the report as unknown.
func Of(ctx context.Context, q *live.StatusInquiry) (*live.CacheStatus, error) {
	clients, err := client.Open(ctx, q.Session)
	if err != nil {
		return nil, err
	}
	k := &reporter{StatusInquiry: q, ctx: ctx, aws: clients, unseen: map[string]int{}, report: &live.CacheStatus{
		Registry: q.Registry.Host, Region: q.Registry.Region, At: q.Now().UTC(), Prices: q.Prices, Compared: q.Images != nil,
		Upstreams: []live.UpstreamStock{}, Repositories: []live.CachedRepo{}, Images: []live.CachedImage{},
		Missing: []live.MissingImage{}, Failures: []live.PullFailure{}, Unknown: []live.UnknownStatus{},
	}}
	if err := k.identity(); err != nil {
		return nil, err
	}
	if err := k.repositories(); err != nil {
		return nil, err
	}
	k.compare()
	k.missing()
	k.failures()
	k.sum()
	k.report.Calls = clients.Calls.Count()
	return k.report, nil
}

// A reporter makes one report.
type reporter struct {
	*live.StatusInquiry
	ctx    context.Context
	aws    *client.Clients
	report *live.CacheStatus

	repos map[string]*repository // those of the cache, by name
	// listed says that AWS told which repositories there are.
	listed bool
	unseen map[string]int // images of the manifests that AWS did not tell of, by prefix
}

// identity asks as whom AWS sees the caller. In another account every answer would be about another
// registry.
func (k *reporter) identity() error {
	k.progress("the caller's identity")
	who, err := k.aws.STS.GetCallerIdentity(k.ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return k.aws.Explain(err)
	}
	k.report.Account, k.report.Principal = aws.ToString(who.Account), aws.ToString(who.Arn)
	if k.report.Account != k.Registry.AccountID {
		return fmt.Errorf("the cache is in the account %s, and these credentials are of %s, as %s: sign in to the account of the cache (--profile), or mend spec.accountID", k.Registry.AccountID, k.report.Account, k.report.Principal)
	}
	return nil
}

func (k *reporter) progress(what string) {
	if k.Progress != nil {
		k.Progress(what)
	}
}

// unanswered notes a call that gave no answer. The error is one by which no other call can
// work either.
func (k *reporter) unanswered(about, action string, err error) error {
	message, needs, everywhere := k.aws.Unanswered(action, err)
	if everywhere == nil {
		k.report.Unknown = append(k.report.Unknown, live.UnknownStatus{About: about, Message: message, Needs: needs})
	}
	return everywhere
}

// noAnswer is why ECR does not answer at all; nil where it answered, and refused the call. Without
// an answer no other call can work either, and each would wait for its timeout.
func (k *reporter) noAnswer(err error) error {
	var none *client.NoAccess
	var refused smithy.APIError
	if errors.As(k.aws.Explain(err), &none) && !errors.As(err, &refused) {
		return none
	}
	return nil
}
