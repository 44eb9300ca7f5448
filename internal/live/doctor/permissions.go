package doctor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// What a pull needs
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html).
const (
	signIn           = "ecr:GetAuthorizationToken"
	importImage      = "ecr:BatchImportUpstreamImage"
	createRepository = "ecr:CreateRepository"
	tagResource      = "ecr:TagResource"
)

// pullActions are the actions on a repository that a first pull needs.
func (x *examiner) pullActions() []string {
	actions := []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", importImage}
	if x.PreCreate {
		return actions
	}
	actions = append(actions, createRepository)
	for i := range x.Plan.Templates {
		if len(x.Plan.Templates[i].ResourceTags) > 0 {
			return append(actions, tagResource)
		}
	}
	return actions
}

// pullers are the roles and users that pull, as far as they are known: those that the user names,
// and those in the plan's registry policy. Accounts in that have no policies to simulate.
func (x *examiner) pullers() []string {
	all := slices.Clone(x.Pullers)
	if x.Plan.RegistryPolicy != nil {
		for i := range x.Plan.RegistryPolicy.Policy.Statements {
			for _, principal := range x.Plan.RegistryPolicy.Policy.Statements[i].Principals {
				if strings.Contains(principal, ":role/") || strings.Contains(principal, ":user/") {
					all = append(all, principal)
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// permissions simulates what the roles that pull may do.
func (x *examiner) permissions() error {
	pullers := x.pullers()
	if len(pullers) == 0 {
		x.add(live.Finding{
			Status: live.Unknown, Check: live.Permissions, Subject: "who pulls", Message: "no role that pulls is known",
			Do: "give --puller with the ARN of the nodes' role",
		})
	}
	for _, arn := range pullers {
		if account := accountOf(arn); account != x.Plan.Registry.AccountID {
			x.add(live.Finding{
				Status: live.Unknown, Check: live.Permissions, Subject: arn, Message: "it is of the account " + account + ", which simulates its policies itself",
				Do: "run doctor --print-policy there, or see that an IAM policy of its own allows " + strings.Join(append([]string{signIn}, x.pullActions()...), ", "),
			})
			continue
		}
		if err := x.simulatePuller(arn); err != nil {
			return err
		}
	}
	return nil
}

// accountOf is the account in an ARN; the same text for one that is no ARN.
func accountOf(arn string) string {
	if parts := strings.Split(arn, ":"); len(parts) > 5 {
		return parts[4]
	}
	return arn
}

// simulatePuller simulates one role: the actions of a pull on the repositories of every prefix, and
// signing in, which is allowed on * only and needs a call of its own.
func (x *examiner) simulatePuller(arn string) error {
	var resources []string
	for _, prefix := range x.plannedPrefixes() {
		resources = append(resources, x.belowARN(prefix))
	}
	before := len(x.report.Findings)
	for _, ask := range []iam.SimulatePrincipalPolicyInput{
		{PolicySourceArn: &arn, ActionNames: []string{signIn}},
		{PolicySourceArn: &arn, ActionNames: x.pullActions(), ResourceArns: resources, MaxItems: aws.Int32(pageSize)},
	} {
		results, err := x.simulate(&ask)
		if err == nil {
			results, err = x.byRepository(arn, results)
		}
		switch {
		case isCode(err, "NoSuchEntity", "NoSuchEntityException"):
			x.add(live.Finding{Status: live.Error, Check: live.Permissions, Subject: arn, Message: "there is no such role", Has: "no such role", Do: "mend the ARN in spec.infrastructure.registryPolicy or --puller"})
			return nil
		case err != nil:
			return x.unanswered(live.Permissions, arn, "iam:SimulatePrincipalPolicy", err)
		}
		x.addDenied(arn, results)
	}
	if len(x.report.Findings) == before {
		x.ok(live.Permissions, arn, "may sign in, and pull what is not cached yet, by its IAM policies and the registry's")
	}
	return nil
}

// byRepository asks again where a role may not do something on all repositories of a prefix: its
// policies may name those of the manifests alone, which is enough for them.
func (x *examiner) byRepository(arn string, results []result) ([]result, error) {
	var named, asked []string
	for _, r := range results {
		if r.decision != types.PolicyEvaluationDecisionTypeImplicitDeny || r.why != "" || slices.Contains(asked, r.resource) || x.registryAllows(arn, &r) {
			continue
		}
		if below := x.namedBelow(r.resource); below != nil {
			asked, named = append(asked, r.resource), append(named, below...)
		}
	}
	if named == nil {
		return results, nil
	}
	results = slices.DeleteFunc(results, func(r result) bool { return slices.Contains(asked, r.resource) })
	more, err := x.simulate(&iam.SimulatePrincipalPolicyInput{PolicySourceArn: &arn, ActionNames: x.pullActions(), ResourceArns: named, MaxItems: aws.Int32(pageSize)})
	return append(results, more...), err
}

// namedBelow are the ARNs of the manifests' repositories that a pattern of repositories
// matches.
func (x *examiner) namedBelow(pattern string) []string {
	var all []string
	beginning, isPattern := strings.CutSuffix(pattern, "*")
	for _, ref := range x.references() {
		arn := x.repositoryARN(ref.Repository)
		if isPattern && strings.Contains(beginning, ":repository/") && strings.HasPrefix(arn, beginning) && !plan.HasPlaceholder(ref.Repository) && !slices.Contains(all, arn) {
			all = append(all, arn)
		}
	}
	return all
}

// simulate asks for all pages.
func (x *examiner) simulate(ask *iam.SimulatePrincipalPolicyInput) ([]result, error) {
	answers, err := client.Pages(func(marker *string) ([]types.EvaluationResult, *string, error) {
		ask.Marker = marker
		page, err := x.aws.IAM.SimulatePrincipalPolicy(x.ctx, ask)
		if err != nil {
			return nil, nil, err
		}
		return page.EvaluationResults, page.Marker, nil
	})
	var all []result
	for i := range answers {
		all = append(all, resultsOf(&answers[i])...)
	}
	return all, err
}

// A result is what IAM says of one action on one resource.
type result struct {
	action, resource string
	decision         types.PolicyEvaluationDecisionType
	why              string // what denies it
	missing          string // the keys of conditions that the simulation has no value for
}

// resultsOf are the results for each resource. Where no resource was asked about, there is one
// result, for *: IAM then names a kind of resource, such as repository/${RepositoryName}.
func resultsOf(r *types.EvaluationResult) []result {
	action, organization := aws.ToString(r.EvalActionName), ""
	if d := r.OrganizationsDecisionDetail; d != nil && !d.AllowedByOrganizations {
		organization = "a service control policy of the organization does not allow it"
	}
	if len(r.ResourceSpecificResults) == 0 {
		return []result{{
			action, "*", r.EvalDecision,
			cmp.Or(organization, boundary(r.PermissionsBoundaryDecisionDetail), policiesOf(r.MatchedStatements)), strings.Join(r.MissingContextValues, ", "),
		}}
	}
	var all []result
	for _, s := range r.ResourceSpecificResults {
		all = append(all, result{
			action, aws.ToString(s.EvalResourceName), s.EvalResourceDecision,
			cmp.Or(organization, boundary(s.PermissionsBoundaryDecisionDetail), policiesOf(s.MatchedStatements)), strings.Join(s.MissingContextValues, ", "),
		})
	}
	return all
}

// boundary says whether a permissions boundary is why something is not allowed; else it is empty.
func boundary(d *types.PermissionsBoundaryDecisionDetail) string {
	if d != nil && !d.AllowedByPermissionsBoundary {
		return "the role's permissions boundary does not allow it"
	}
	return ""
}

// policiesOf are the policies whose statements decided, sorted.
func policiesOf(statements []types.Statement) string {
	var policies []string
	for _, s := range statements {
		policies = append(policies, aws.ToString(s.SourcePolicyId))
	}
	slices.Sort(policies)
	return strings.Join(slices.Compact(policies), ", ")
}

// addDenied adds findings for what a role may not do: the actions on one resource that are denied
// for the same reason in one finding.
func (x *examiner) addDenied(arn string, results []result) {
	byReason := map[string][]result{}
	var reasons []string
	for _, r := range results {
		if r.decision == types.PolicyEvaluationDecisionTypeAllowed || r.decision == types.PolicyEvaluationDecisionTypeImplicitDeny && x.registryAllows(arn, &r) {
			continue
		}
		key := r.resource + " " + string(r.decision) + " " + r.why + " " + r.missing
		if byReason[key] == nil {
			reasons = append(reasons, key)
		}
		byReason[key] = append(byReason[key], r)
	}
	for _, key := range reasons {
		x.add(x.denied(arn, byReason[key]))
	}
}

// registryAllows reports whether the registry's policy allows what no IAM policy does. Signing in
// is about no repository, so no resource policy can allow it.
func (x *examiner) registryAllows(arn string, r *result) bool {
	return r.action != signIn && x.policy != nil && r.why == "" && x.policy.Decide(arn, r.action, r.resource) == iampolicy.Allowed
}

// denied is the finding for actions that are denied on one resource for the same reason.
func (x *examiner) denied(arn string, results []result) live.Finding {
	var actions []string
	for _, r := range results {
		actions = append(actions, r.action)
	}
	first := results[0]
	list := strings.Join(actions, ", ")
	found := live.Finding{
		Status: live.Error, Check: live.Permissions, Subject: arn, Message: "may not " + list + " on " + first.resource,
		Has: string(first.decision), Wants: "allowed",
	}
	switch {
	case first.decision == types.PolicyEvaluationDecisionTypeExplicitDeny:
		found.Message = "is denied " + list + " on " + first.resource + " explicitly; no other policy can allow it"
		found.Has += ", by " + orUnnamed(first.why)
		found.Do = "take the Deny out of that policy, or leave these repositories out of it"
	case first.missing != "":
		found.Status, found.Has = live.Unknown, found.Has+", without a value of "+first.missing+", which a condition asks for"
		found.Do = "see whether a pull of the nodes meets the condition"
	case first.why != "":
		found.Has += ": " + first.why
		found.Do = "let it allow " + list
	default:
		found.Has += ": no IAM policy of the role allows it, nor does the registry's"
		found.Do = "give the role the policy of ecrcache generate (infrastructure.nodePolicy)"
		if x.policy == nil {
			found.Has, found.Status = string(first.decision)+": no IAM policy of the role allows it, and the registry's could not be read", live.Unknown
		}
		if x.Plan.NodePolicy != nil {
			found.Wants, found.Command = x.Plan.Registry.PolicyJSON(x.Plan.NodePolicy.Policy), "aws iam put-role-policy --role-name "+quote(roleName(arn))+" --policy-name "+quote(x.Plan.NodePolicy.PolicyName)+" --policy-document "+quote(x.Plan.Registry.PolicyJSON(x.Plan.NodePolicy.Policy))
		}
	}
	return found
}

func orUnnamed(policies string) string {
	if policies == "" {
		return "a policy that IAM does not name"
	}
	return policies
}
