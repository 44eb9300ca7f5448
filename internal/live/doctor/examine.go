// Package doctor is the verb doctor --live: it holds the plan of a cache against the account that
// has it. It reads, and changes nothing: no call of it pulls an image, and a secret's value is read
// only where somebody asks for the names of its keys.
package doctor

import (
	"context"
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Examine asks AWS what an examination wants to know. The error is why nothing could be
// asked; what one call could not answer is a finding.
func Examine(ctx context.Context, e *live.Examination) (*live.Report, error) {
	clients, err := client.Open(ctx, e.Session)
	if err != nil {
		return nil, err
	}
	x := &examiner{Examination: e, ctx: ctx, aws: clients, report: &live.Report{
		Registry: e.Plan.Registry.Host, Region: e.Plan.Registry.Region, Findings: []live.Finding{},
	}}
	err = x.run()
	x.report.Calls = clients.Calls.Count()
	return x.report, err
}

// An examiner makes one report.
type examiner struct {
	*live.Examination
	ctx    context.Context
	aws    *client.Clients
	report *live.Report

	registryRules map[string]types.PullThroughCacheRule // those that the registry has, by prefix
	validRules    map[string]bool                       // whether ECR could sign in, by prefix

	templates []types.RepositoryCreationTemplate
	// policy is that of the registry, without statements when there is none, and nil when
	// that is not known.
	policy *iampolicy.Policy

	repos      map[string]*repository // those of the cache, by name
	reposKnown bool
}

// errElsewhere ends an examination that is about another account.
var errElsewhere = errors.New("another account")

// run makes one check after another, each with what those before it learned. It ends at an
// error by which no other call can work either.
func (x *examiner) run() error {
	checks := []struct {
		what string
		run  func() error
	}{
		{"the caller's identity", x.identity},
		{"rules", x.rules},
		{"secrets", x.secrets},
		{"templates", x.creationTemplates},
		{"roles", x.roles},
		{"the registry's policy", x.registryPolicy},
		{"what the roles that pull may do", x.permissions},
		{"repositories", x.repositories},
		{"images", x.images},
		{"scanning", x.scanning},
		{"endpoints", x.network},
	}
	for _, check := range checks {
		if x.Progress != nil {
			x.Progress(check.what)
		}
		if err := check.run(); errors.Is(err, errElsewhere) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// identity asks as whom AWS sees the caller. In another account every answer would be about another
// registry.
func (x *examiner) identity() error {
	who, err := x.aws.STS.GetCallerIdentity(x.ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return x.aws.Explain(err)
	}
	registry := &x.Plan.Registry
	x.report.Account, x.report.Principal = aws.ToString(who.Account), aws.ToString(who.Arn)
	found := live.Finding{Status: live.OK, Check: live.Identity, Subject: x.report.Account, Message: "asked as " + x.report.Principal}
	_, rest, _ := strings.Cut(x.report.Principal, ":")
	partition, _, _ := strings.Cut(rest, ":")
	switch {
	case partition != registry.Partition:
		found.Status, found.Message = live.Error, "these credentials are of another partition than the Region of the cache"
		found.Has, found.Wants = partition+", as "+x.report.Principal, registry.Partition+", for the Region "+registry.Region
		found.Do = "sign in to the account " + registry.AccountID + " (--profile)"
	case x.report.Account != registry.AccountID:
		found.Status, found.Message = live.Error, "these credentials are of another account, so nothing else was asked"
		found.Has, found.Wants = x.report.Account+", as "+x.report.Principal, registry.AccountID
		found.Do = "sign in to the account " + registry.AccountID + " (--profile), or mend spec.accountID"
	}
	x.add(found)
	if found.Status == live.Error {
		return errElsewhere
	}
	return nil
}

// add adds a finding to the report.
func (x *examiner) add(found live.Finding) { x.report.Findings = append(x.report.Findings, found) }

// ok adds a finding that something is as it should be.
func (x *examiner) ok(check live.Check, subject, message string) {
	x.add(live.Finding{Status: live.OK, Check: check, Subject: subject, Message: message})
}

// unanswered notes a call that gave no answer. The error is one by which no other call can
// work either.
func (x *examiner) unanswered(check live.Check, subject, action string, err error) error {
	message, needs, everywhere := x.aws.Unanswered(action, err)
	if everywhere != nil {
		return everywhere
	}
	x.add(live.Finding{Status: live.Unknown, Check: check, Subject: subject, Message: message, Needs: needs})
	return nil
}

// isCode reports whether AWS answered with an error of one of these codes.
func isCode(err error, codes ...string) bool { return client.IsCode(err, codes...) }
