package livetest

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// An Account is what a server answers from. Tests change it as AWS would have it.
type Account struct {
	ID, Principal string
	Rules         []ecrtypes.PullThroughCacheRule
	// Invalid are the rules with which ECR cannot sign in: the failure by prefix.
	Invalid   map[string]string
	Templates []ecrtypes.RepositoryCreationTemplate
	Secrets   map[string]*secretsmanager.DescribeSecretOutput // by name
	Values    map[string]string                               // of secrets, by name
	Roles     map[string]string                               // trust policies, by name
	// RegistryPolicy is empty when there is none.
	RegistryPolicy, PolicyScope string
	Repositories                []ecrtypes.Repository
	Lifecycles, Policies        map[string]string         // by repository
	Tags                        map[string][]ecrtypes.Tag // of repositories, by ARN
	Images                      map[string][]ecrtypes.ImageDetail
	Scanning                    ecrtypes.RegistryScanningConfiguration
	// Decide is what the IAM policies of a principal say; all is allowed without it.
	Decide func(principal, action, resource string) iamtypes.EvaluationResult
	// Endpoints are those of a VPC, each as the XML in which EC2 writes it.
	Endpoints []string
	// Denied are the actions that the caller may not do.
	Denied map[string]bool
	// PageSize is how many items a page has; all in one without it.
	PageSize int
}

// Serve lets a server answer from the account.
func (a *Account) Serve(s *Server) {
	for operation, answer := range map[string]Answer{
		"sts:GetCallerIdentity": func(*Request) (smithy.Serializable, error) {
			return &sts.GetCallerIdentityOutput{Account: &a.ID, Arn: &a.Principal, UserId: aws.String("AIDAEXAMPLE")}, nil
		},
		"ecr:DescribePullThroughCacheRules": func(r *Request) (smithy.Serializable, error) {
			page, next := paged(a, r, a.Rules)
			return &ecr.DescribePullThroughCacheRulesOutput{PullThroughCacheRules: page, NextToken: next}, nil
		},
		"ecr:ValidatePullThroughCacheRule": a.validate,
		"ecr:DescribeRepositoryCreationTemplates": func(r *Request) (smithy.Serializable, error) {
			page, next := paged(a, r, a.Templates)
			return &ecr.DescribeRepositoryCreationTemplatesOutput{RepositoryCreationTemplates: page, NextToken: next}, nil
		},
		"ecr:GetRegistryPolicy": func(*Request) (smithy.Serializable, error) {
			if a.RegistryPolicy == "" {
				return nil, Fail("RegistryPolicyNotFoundException", "Registry policy does not exist in the registry with id '"+a.ID+"'")
			}
			return &ecr.GetRegistryPolicyOutput{PolicyText: &a.RegistryPolicy}, nil
		},
		"ecr:GetAccountSetting": func(r *Request) (smithy.Serializable, error) {
			return &ecr.GetAccountSettingOutput{Name: aws.String(r.Text("name")), Value: &a.PolicyScope}, nil
		},
		"ecr:DescribeRepositories": func(r *Request) (smithy.Serializable, error) {
			page, next := paged(a, r, a.Repositories)
			return &ecr.DescribeRepositoriesOutput{Repositories: page, NextToken: next}, nil
		},
		"ecr:GetLifecyclePolicy":  a.lifecycle,
		"ecr:GetRepositoryPolicy": a.policy,
		"ecr:DescribeImages":      a.images,
		"ecr:ListTagsForResource": func(r *Request) (smithy.Serializable, error) {
			return &ecr.ListTagsForResourceOutput{Tags: a.Tags[r.Text("resourceArn")]}, nil
		},
		"ecr:GetRegistryScanningConfiguration": func(*Request) (smithy.Serializable, error) {
			return &ecr.GetRegistryScanningConfigurationOutput{ScanningConfiguration: &a.Scanning}, nil
		},
		"secretsmanager:DescribeSecret": a.secret,
		"secretsmanager:GetSecretValue": a.value,
		"iam:GetRole":                   a.role,
		"iam:SimulatePrincipalPolicy":   a.simulate,
		"ec2:DescribeVpcEndpoints": func(*Request) (smithy.Serializable, error) {
			items := ""
			for _, e := range a.Endpoints {
				items += "<item>" + e + "</item>"
			}
			return nil, &Raw{Status: 200, Body: "<DescribeVpcEndpointsResponse><requestId>1</requestId><vpcEndpointSet>" + items + "</vpcEndpointSet></DescribeVpcEndpointsResponse>"}
		},
	} {
		s.On(operation, func(r *Request) (smithy.Serializable, error) {
			if a.Denied[operation] {
				return nil, a.denial(r)
			}
			return answer(r)
		})
	}
}

// denial is how each service says that a permission is missing.
func (a *Account) denial(r *Request) error {
	message := "User: " + a.Principal + " is not authorized to perform: " + r.Operation + " because no identity-based policy allows the " + r.Operation + " action"
	switch r.service() {
	case "ec2":
		return Fail("UnauthorizedOperation", message)
	case "iam", "sts":
		return Fail("AccessDenied", message)
	}
	return Fail("AccessDeniedException", message)
}

// paged is the page that a request asks for, and the token of the next.
func paged[T any](a *Account, r *Request, all []T) ([]T, *string) {
	from, _ := strconv.Atoi(r.Text("nextToken"))
	if a.PageSize == 0 || from+a.PageSize >= len(all) {
		return all[min(from, len(all)):], nil
	}
	return all[from : from+a.PageSize], aws.String(strconv.Itoa(from + a.PageSize))
}

func (a *Account) validate(r *Request) (smithy.Serializable, error) {
	prefix := r.Text("ecrRepositoryPrefix")
	for i := range a.Rules {
		if rule := &a.Rules[i]; aws.ToString(rule.EcrRepositoryPrefix) == prefix {
			out := &ecr.ValidatePullThroughCacheRuleOutput{EcrRepositoryPrefix: &prefix, IsValid: true, CredentialArn: rule.CredentialArn, UpstreamRegistryUrl: rule.UpstreamRegistryUrl}
			if failure, invalid := a.Invalid[prefix]; invalid {
				out.IsValid, out.Failure = false, &failure
			}
			return out, nil
		}
	}
	return nil, Fail("PullThroughCacheRuleNotFoundException", "no rule "+prefix)
}

// repository is the name of the repository that a request is about; an error for one that is not in
// the account.
func (a *Account) repository(r *Request) (name string, err error) {
	name = r.Text("repositoryName")
	if !slices.ContainsFunc(a.Repositories, func(has ecrtypes.Repository) bool { return aws.ToString(has.RepositoryName) == name }) {
		return name, Fail("RepositoryNotFoundException", "The repository with name '"+name+"' does not exist in the registry with id '"+a.ID+"'")
	}
	return name, nil
}

func (a *Account) lifecycle(r *Request) (smithy.Serializable, error) {
	name, err := a.repository(r)
	text := a.Lifecycles[name]
	if err == nil && text == "" {
		err = Fail("LifecyclePolicyNotFoundException", "Lifecycle policy does not exist for the repository with name '"+name+"'")
	}
	return &ecr.GetLifecyclePolicyOutput{RepositoryName: &name, LifecyclePolicyText: &text}, err
}

func (a *Account) policy(r *Request) (smithy.Serializable, error) {
	name, err := a.repository(r)
	text := a.Policies[name]
	if err == nil && text == "" {
		err = Fail("RepositoryPolicyNotFoundException", "Repository policy does not exist for the repository with name '"+name+"'")
	}
	return &ecr.GetRepositoryPolicyOutput{RepositoryName: &name, PolicyText: &text}, err
}

// images are those of the status that is asked for: the active ones, when none is.
func (a *Account) images(r *Request) (smithy.Serializable, error) {
	name, err := a.repository(r)
	filter, _ := r.Members["filter"].(map[string]any)
	status, _ := filter["imageStatus"].(string)
	all := slices.DeleteFunc(slices.Clone(a.Images[name]), func(d ecrtypes.ImageDetail) bool {
		return status != "ANY" && d.ImageStatus != "" && string(d.ImageStatus) != cmp.Or(status, "ACTIVE")
	})
	page, next := paged(a, r, all)
	return &ecr.DescribeImagesOutput{ImageDetails: page, NextToken: next}, err
}

// find is a secret by its name, or its ARN.
func (a *Account) find(r *Request) (*secretsmanager.DescribeSecretOutput, error) {
	id := r.Text("SecretId")
	for name, s := range a.Secrets {
		if id == name || id == aws.ToString(s.ARN) {
			return s, nil
		}
	}
	return nil, Fail("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
}

func (a *Account) secret(r *Request) (smithy.Serializable, error) { return a.find(r) }

func (a *Account) value(r *Request) (smithy.Serializable, error) {
	s, err := a.find(r)
	if err != nil {
		return nil, err
	}
	if s.DeletedDate != nil {
		return nil, Fail("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.")
	}
	return &secretsmanager.GetSecretValueOutput{ARN: s.ARN, Name: s.Name, SecretString: aws.String(a.Values[aws.ToString(s.Name)])}, nil
}

// role gives the trust policy as IAM does: percent-encoded.
func (a *Account) role(r *Request) (smithy.Serializable, error) {
	name := r.Text("RoleName")
	trust, there := a.Roles[name]
	if !there {
		return nil, Fail("NoSuchEntity", "The role with name "+name+" cannot be found.")
	}
	return &iam.GetRoleOutput{Role: &iamtypes.Role{
		RoleName: &name, Arn: aws.String("arn:aws:iam::" + a.ID + ":role/" + name), Path: aws.String("/"), RoleId: aws.String("AROAEXAMPLE"),
		CreateDate: aws.Time(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), AssumeRolePolicyDocument: aws.String(url.PathEscape(trust)),
	}}, nil
}

// simulate answers for every action with a result for each resource, in pages by Marker.
func (a *Account) simulate(r *Request) (smithy.Serializable, error) {
	principal := r.Text("PolicySourceArn")
	if _, there := a.Roles[principal[strings.LastIndexByte(principal, '/')+1:]]; !there {
		return nil, Fail("NoSuchEntity", "Role "+principal+" does not exist.")
	}
	decide := a.Decide
	if decide == nil {
		decide = func(string, string, string) iamtypes.EvaluationResult {
			return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
		}
	}
	var results []iamtypes.EvaluationResult
	for _, action := range Values(r.Form, "ActionNames") {
		resources := Values(r.Form, "ResourceArns")
		if len(resources) == 0 {
			result := decide(principal, action, "*")
			result.EvalActionName, result.EvalResourceName = aws.String(action), aws.String("*")
			results = append(results, result)
			continue
		}
		all := iamtypes.EvaluationResult{EvalActionName: aws.String(action), EvalResourceName: aws.String("arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}"), EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
		for _, resource := range resources {
			one := decide(principal, action, resource)
			if one.EvalDecision != iamtypes.PolicyEvaluationDecisionTypeAllowed {
				all.EvalDecision = one.EvalDecision
			}
			all.OrganizationsDecisionDetail = one.OrganizationsDecisionDetail
			all.ResourceSpecificResults = append(all.ResourceSpecificResults, iamtypes.ResourceSpecificResult{
				EvalResourceName: aws.String(resource), EvalResourceDecision: one.EvalDecision, MatchedStatements: one.MatchedStatements,
				MissingContextValues: one.MissingContextValues, PermissionsBoundaryDecisionDetail: one.PermissionsBoundaryDecisionDetail,
			})
		}
		results = append(results, all)
	}
	from, _ := strconv.Atoi(r.Text("Marker"))
	if a.PageSize == 0 || from+a.PageSize >= len(results) {
		return &iam.SimulatePrincipalPolicyOutput{EvaluationResults: results[from:]}, nil
	}
	return &iam.SimulatePrincipalPolicyOutput{EvaluationResults: results[from : from+a.PageSize], IsTruncated: true, Marker: aws.String(fmt.Sprint(from + a.PageSize))}, nil
}
