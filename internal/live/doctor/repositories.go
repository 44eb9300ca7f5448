package doctor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// A repository is one of the cache, with what was read of it.
type repository struct {
	types.Repository
	name      string
	lifecycle string // the policy, empty when there is none
	policy    string
	tags      map[string]string // of the repository itself; nil when the plan gives none
	images    []types.ImageDetail
	// failed are the calls that gave no answer, by their action.
	failed map[string]error
}

// repositories lists those of the registry, and reads those that matter: of the manifests,
// or all of the cache.
func (x *examiner) repositories() error {
	x.repos = map[string]*repository{}
	all, err := x.aws.Repositories(x.ctx, x.Plan.Registry.AccountID)
	if err != nil {
		return x.unanswered(live.Repositories, "all", "ecr:DescribeRepositories", err)
	}
	for _, r := range all {
		if name := aws.ToString(r.RepositoryName); x.isBelow(name) {
			x.repos[name] = &repository{Repository: r, name: name, failed: map[string]error{}}
		}
	}
	x.reposKnown = true
	x.countRepositories()
	wanted := x.wantedRepositories()
	x.readRepositories(wanted)
	for _, r := range wanted {
		x.repository(r)
	}
	x.preCreated()
	return x.failedCalls(wanted)
}

// isBelow reports whether a repository is below a prefix of the plan.
func (x *examiner) isBelow(name string) bool {
	return slices.ContainsFunc(x.Plan.Rules, func(r plan.Rule) bool {
		return r.Prefix == image.RootPrefix || strings.HasPrefix(name, r.Prefix+"/")
	})
}

// countRepositories says how many repositories each prefix of the plan has.
func (x *examiner) countRepositories() {
	for i := range x.Plan.Rules {
		prefix, n := x.Plan.Rules[i].Prefix, 0
		for name := range x.repos {
			if prefix == image.RootPrefix || strings.HasPrefix(name, prefix+"/") {
				n++
			}
		}
		x.ok(live.Repositories, prefix, fmt.Sprintf("repositories below it: %d", n))
	}
}

// wantedRepositories are those to look at, sorted by name: those of the manifests, or all.
func (x *examiner) wantedRepositories() []*repository {
	named := map[string]bool{}
	for _, ref := range x.references() {
		named[ref.Repository] = true
	}
	var all []*repository
	for name, r := range x.repos {
		if x.All || named[name] {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b *repository) int { return strings.Compare(a.name, b.name) })
	return all
}

func (x *examiner) readRepositories(all []*repository) {
	client.Each(all, func(n int) {
		if x.Progress != nil {
			x.Progress(fmt.Sprintf("repository %d of %d", n, len(all)))
		}
	}, x.read)
}

// read reads what a repository is set to, and its images, the archived ones too.
func (x *examiner) read(r *repository) {
	registry := x.Plan.Registry.AccountID
	text, err := x.aws.Lifecycle(x.ctx, registry, r.name)
	if r.lifecycle = text; err != nil {
		r.failed["ecr:GetLifecyclePolicy"] = err
	}
	policy, err := x.aws.ECR.GetRepositoryPolicy(x.ctx, &ecr.GetRepositoryPolicyInput{RepositoryName: &r.name, RegistryId: x.registryID()})
	switch {
	case err == nil:
		r.policy = aws.ToString(policy.PolicyText)
	case !isCode(err, "RepositoryPolicyNotFoundException"):
		r.failed["ecr:GetRepositoryPolicy"] = err
	}
	if len(x.plannedTags(r.name)) > 0 {
		x.readTags(r)
	}
	if r.images, err = x.aws.Images(x.ctx, registry, r.name); err != nil {
		r.failed["ecr:DescribeImages"] = err
	}
}

// readTags reads the tags of a repository itself, which have nothing to do with those of its images.
func (x *examiner) readTags(r *repository) {
	answer, err := x.aws.ECR.ListTagsForResource(x.ctx, &ecr.ListTagsForResourceInput{ResourceArn: r.RepositoryArn})
	if err != nil {
		r.failed[live.ListTags] = err
		return
	}
	r.tags = map[string]string{}
	for _, tag := range answer.Tags {
		r.tags[aws.ToString(tag.Key)] = aws.ToString(tag.Value)
	}
}

// failedCalls notes the calls without an answer, each action once for all repositories: a
// missing permission is missing for most of them.
func (x *examiner) failedCalls(all []*repository) error {
	var actions []string
	byAction := map[string][]*repository{}
	for _, r := range all {
		for action := range r.failed {
			if byAction[action] == nil {
				actions = append(actions, action)
			}
			byAction[action] = append(byAction[action], r)
		}
	}
	slices.Sort(actions)
	for _, action := range actions {
		first := byAction[action][0]
		subject := finding.WithMore(first.name, len(byAction[action])-1)
		if err := x.unanswered(live.Repositories, subject, action, first.failed[action]); err != nil {
			return err
		}
	}
	return nil
}

// preCreated adds a finding for each repository that the plan makes before the first pull, and that
// is not there.
func (x *examiner) preCreated() {
	for i := range x.Plan.Repositories {
		name := x.Plan.Repositories[i].Repository
		if x.repos[name] == nil {
			x.add(live.Finding{
				Status: live.Error, Check: live.Repositories, Subject: name, Message: "there is no such repository, and the configuration has them made before the first pull (PreCreate)",
				Has: "no repository", Wants: name, Do: x.apply("make it"), Command: "aws ecr create-repository --repository-name " + quote(name) + x.inRegion(),
			})
		}
	}
}
