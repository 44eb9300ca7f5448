package doctor

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
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
	images    []types.ImageDetail
	// failed are the calls that gave no answer, by their action.
	failed map[string]error
}

// repositories lists those of the registry, and reads those that matter: of the manifests,
// or all of the cache.
func (x *examiner) repositories() error {
	x.repos = map[string]*repository{}
	all, err := client.Pages(func(token *string) ([]types.Repository, *string, error) {
		page, err := x.aws.ECR.DescribeRepositories(x.ctx, &ecr.DescribeRepositoriesInput{RegistryId: x.registryID(), MaxResults: aws.Int32(pageSize), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Repositories, page.NextToken, nil
	})
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

// wantedRepositories are those to look at, by name.
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

// atOnce is how many repositories are read at the same time.
const atOnce = 8

func (x *examiner) readRepositories(all []*repository) {
	var running sync.WaitGroup
	free := make(chan struct{}, atOnce)
	for n, r := range all {
		if x.Progress != nil {
			x.Progress(fmt.Sprintf("repository %d of %d", n+1, len(all)))
		}
		free <- struct{}{}
		running.Add(1)
		go func() {
			defer running.Done()
			defer func() { <-free }()
			x.read(r)
		}()
	}
	running.Wait()
}

// read reads what a repository is set to, and its images, the archived ones too.
func (x *examiner) read(r *repository) {
	life, err := x.aws.ECR.GetLifecyclePolicy(x.ctx, &ecr.GetLifecyclePolicyInput{RepositoryName: &r.name, RegistryId: x.registryID()})
	switch {
	case err == nil:
		r.lifecycle = aws.ToString(life.LifecyclePolicyText)
	case !isCode(err, "LifecyclePolicyNotFoundException"):
		r.failed["ecr:GetLifecyclePolicy"] = err
	}
	policy, err := x.aws.ECR.GetRepositoryPolicy(x.ctx, &ecr.GetRepositoryPolicyInput{RepositoryName: &r.name, RegistryId: x.registryID()})
	switch {
	case err == nil:
		r.policy = aws.ToString(policy.PolicyText)
	case !isCode(err, "RepositoryPolicyNotFoundException"):
		r.failed["ecr:GetRepositoryPolicy"] = err
	}
	r.images, err = client.Pages(func(token *string) ([]types.ImageDetail, *string, error) {
		page, err := x.aws.ECR.DescribeImages(x.ctx, &ecr.DescribeImagesInput{
			RepositoryName: &r.name, RegistryId: x.registryID(), MaxResults: aws.Int32(pageSize), NextToken: token,
			Filter: &types.DescribeImagesFilter{ImageStatus: types.ImageStatusFilterAny},
		})
		if err != nil {
			return nil, nil, err
		}
		return page.ImageDetails, page.NextToken, nil
	})
	if err != nil {
		r.failed["ecr:DescribeImages"] = err
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
		subject := first.name
		if n := len(byAction[action]); n > 1 {
			subject += fmt.Sprintf(" and %d more", n-1)
		}
		if err := x.unanswered(live.Repositories, subject, action, first.failed[action]); err != nil {
			return err
		}
	}
	return nil
}

// preCreated are the repositories that the plan makes before the first pull.
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

// repository holds one to what the plan makes it with. ECR applies a template only when it
// makes a repository, so that those of before are as they were.
func (x *examiner) repository(r *repository) {
	before := len(x.report.Findings)
	wants := x.plannedSettings(r.name)
	if wants != nil {
		x.repositoryDrift(r, wants)
	}
	x.deniedByRepository(r)
	if r.ImageTagMutability == types.ImageTagMutabilityImmutable {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Repositories, Subject: r.name, Message: "tags may not change, so that ECR never refreshes a moving tag such as latest",
			Has: string(r.ImageTagMutability), Wants: string(types.ImageTagMutabilityMutable), Do: "let tags change",
			Command: "aws ecr put-image-tag-mutability --repository-name " + quote(r.name) + " --image-tag-mutability MUTABLE" + x.inRegion(),
		})
	}
	if len(x.report.Findings) > before || len(r.failed) > 0 {
		return
	}
	text := fmt.Sprintf("images: %d", len(r.images))
	if r.lifecycle == "" {
		text += "; nothing expires"
	}
	x.ok(live.Repositories, r.name, text)
}

// plannedSettings are those of the plan for a repository; nil when it has none for it.
func (x *examiner) plannedSettings(name string) *plan.Settings {
	if !x.Made {
		return nil
	}
	for i := range x.Plan.Repositories {
		if x.Plan.Repositories[i].Repository == name {
			return &x.Plan.Repositories[i].Settings
		}
	}
	var nearest *plan.Template
	for i := range x.Plan.Templates {
		t := &x.Plan.Templates[i]
		if t.Prefix == image.RootPrefix && nearest == nil || strings.HasPrefix(name, t.Prefix+"/") && (nearest == nil || longer(t.Prefix, nearest.Prefix)) {
			nearest = t
		}
	}
	if nearest == nil {
		return nil
	}
	return &nearest.Settings
}

func (x *examiner) repositoryDrift(r *repository, wants *plan.Settings) {
	name := " --repository-name " + quote(r.name) + x.inRegion()
	drift := func(message, is, want, command string) {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Repositories, Subject: r.name, Message: message, Has: orNone(is), Wants: orNone(want),
			Do: "change the repository; a template is for new ones only", Command: command,
		})
	}
	life := wants.LifecyclePolicy.JSON()
	put := "aws ecr put-lifecycle-policy" + name + " --lifecycle-policy-text " + quote(life)
	switch {
	case r.failed["ecr:GetLifecyclePolicy"] != nil || len(wants.LifecyclePolicy.Rules) == 0 && r.lifecycle == "":
	case r.lifecycle == "":
		drift("it has no lifecycle policy, perhaps because it is older than the template, so that nothing expires and all is paid for", "", life, put)
	case !sameJSON(r.lifecycle, life):
		drift("it has another lifecycle policy", r.lifecycle, life, put)
	}
	if is := string(r.ImageTagMutability); is != wants.TagMutability && r.ImageTagMutability != types.ImageTagMutabilityImmutable {
		drift("it has another mutability of tags", is, wants.TagMutability, "aws ecr put-image-tag-mutability"+name+" --image-tag-mutability "+wants.TagMutability+filters(wants.TagExclusions))
	}
	kind, key := "", ""
	if e := r.EncryptionConfiguration; e != nil {
		kind, key = string(e.EncryptionType), aws.ToString(e.KmsKey)
	}
	if !sameEncryption(kind, key, wants.EncryptionType, wants.KMSKey) {
		drift("it has another encryption, which cannot be changed: delete the repository, and the next pull makes it again", strings.TrimSpace(kind+" "+key), strings.TrimSpace(defaultEncryption(wants.EncryptionType)+" "+wants.KMSKey), "")
	}
	if r.failed["ecr:GetRepositoryPolicy"] == nil && wants.Policy != "" && !sameJSON(r.policy, wants.Policy) {
		drift("it has another policy", r.policy, wants.Policy, "aws ecr set-repository-policy"+name+" --policy-text "+quote(wants.Policy))
	}
}

// deniedByRepository looks for a policy of the repository that denies pulls to who pulls.
func (x *examiner) deniedByRepository(r *repository) {
	if r.policy == "" {
		return
	}
	policy, err := iampolicy.Parse(r.policy)
	if err != nil {
		return // AWS took it, and it is not ours to judge
	}
	var denied []string
	for _, action := range x.pullActions() {
		for _, principal := range append([]string{"*"}, x.pullers()...) {
			if policy.Decide(principal, action, aws.ToString(r.RepositoryArn)) == iampolicy.Denied && !slices.Contains(denied, action) {
				denied = append(denied, action)
			}
		}
	}
	if denied != nil {
		x.add(live.Finding{
			Status: live.Error, Check: live.Repositories, Subject: r.name, Message: "its policy denies " + strings.Join(denied, ", ") + "; a Deny wins over everything",
			Has: r.policy, Wants: "no Deny of it", Do: "take the statement out",
		})
	}
}
