package doctor

import (
	"net/url"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// The service principals by which ECR assumes roles, and its two service-linked roles
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/slr-pullthroughcache.html,
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/slr-rct.html).
const (
	upstreamService = "pullthroughcache.ecr.amazonaws.com"
	templateService = "ecr.amazonaws.com"
	cacheRole       = "AWSServiceRoleForECRPullThroughCache"
	templateRole    = "AWSServiceRoleForECRTemplate"
)

// roles looks at the roles that ECR assumes: its own two, and those of rules and templates.
func (x *examiner) roles() error {
	signsIn := false
	for i := range x.Plan.Rules {
		rule := &x.Plan.Rules[i]
		made := x.registryRules[rule.Prefix]
		signsIn = signsIn || x.wantedSecret(rule) != "" || made.CredentialArn != nil
	}
	if signsIn {
		if err := x.ownRole(cacheRole, upstreamService, "reads the secrets", len(x.registryRules) > 0); err != nil {
			return err
		}
	}
	if len(x.Plan.Templates) > 0 || len(x.templates) > 0 {
		if err := x.ownRole(templateRole, templateService, "makes repositories by templates", len(x.templates) > 0); err != nil {
			return err
		}
	}
	var seen []string
	for _, role := range append(x.rolesOfRules(), x.rolesOfTemplates()...) {
		if slices.Contains(seen, role.arn+role.service) {
			continue
		}
		seen = append(seen, role.arn+role.service)
		if err := x.assumed(role); err != nil {
			return err
		}
	}
	return nil
}

// ownRole looks for a service-linked role. ECR makes it with the first rule, or template.
func (x *examiner) ownRole(name, service, does string, needed bool) error {
	_, err := x.aws.IAM.GetRole(x.ctx, &iam.GetRoleInput{RoleName: &name})
	switch {
	case isCode(err, "NoSuchEntity", "NoSuchEntityException"):
		found := live.Finding{
			Status: live.OK, Check: live.Roles, Subject: name, Message: "not there yet; ECR makes it with the first rule or template, for whoever may iam:CreateServiceLinkedRole",
		}
		if needed {
			found.Status, found.Message = live.Error, "the role with which ECR "+does+" is gone"
			found.Has, found.Do, found.Command = "no such role", "make it again", "aws iam create-service-linked-role --aws-service-name "+service
		}
		x.add(found)
	case err != nil:
		return x.unanswered(live.Roles, name, "iam:GetRole", err)
	default:
		x.ok(live.Roles, name, "ECR "+does+" with it")
	}
	return nil
}

// An assumedRole is one that ECR assumes by a service.
type assumedRole struct{ arn, service, of string }

// rolesOfRules are those that the rules have, and those that they are to have.
func (x *examiner) rolesOfRules() []assumedRole {
	var all []assumedRole
	for i := range x.Plan.Rules {
		rule := &x.Plan.Rules[i]
		made := x.registryRules[rule.Prefix]
		arn := aws.ToString(made.CustomRoleArn)
		if arn == "" {
			arn = x.wantedRole(rule)
		}
		if arn != "" {
			all = append(all, assumedRole{arn, upstreamService, "the rule of " + rule.Prefix})
		}
	}
	return all
}

// rolesOfTemplates are those that the templates of the plan's rules have, and those that they are
// to have.
func (x *examiner) rolesOfTemplates() []assumedRole {
	var all []assumedRole
	for i := range x.templates {
		if arn := aws.ToString(x.templates[i].CustomRoleArn); arn != "" && x.usedByRules(aws.ToString(x.templates[i].Prefix)) {
			all = append(all, assumedRole{arn, templateService, "the template of " + aws.ToString(x.templates[i].Prefix)})
		}
	}
	for i := range x.Plan.Templates {
		if arn := x.Plan.Templates[i].RoleARN; arn != "" {
			all = append(all, assumedRole{arn, templateService, "the template of " + x.Plan.Templates[i].Prefix})
		}
	}
	return all
}

// assumed looks whether ECR may assume a role.
func (x *examiner) assumed(role assumedRole) error {
	name := roleName(role.arn)
	answer, err := x.aws.IAM.GetRole(x.ctx, &iam.GetRoleInput{RoleName: &name})
	found := live.Finding{Status: live.Error, Check: live.Roles, Subject: name, Wants: "a role that trusts " + role.service + ", for " + role.of}
	switch {
	case isCode(err, "NoSuchEntity", "NoSuchEntityException"):
		found.Message, found.Has, found.Do = "there is no such role, so that ECR cannot use "+role.of, "no such role", x.apply("make it")
		x.add(found)
		return nil
	case err != nil:
		return x.unanswered(live.Roles, name, "iam:GetRole", err)
	}
	trust, err := iampolicy.Parse(aws.ToString(answer.Role.AssumeRolePolicyDocument))
	switch {
	case err != nil:
		x.add(live.Finding{Status: live.Unknown, Check: live.Roles, Subject: name, Message: "its trust policy cannot be read: " + err.Error()})
	case !trust.TrustsService(role.service):
		found.Message = "ECR may not assume it for " + role.of
		found.Has = plain(aws.ToString(answer.Role.AssumeRolePolicyDocument))
		found.Do = x.apply("let its trust policy name " + role.service)
		found.Command = "aws iam update-assume-role-policy --role-name " + quote(name) + " --policy-document " +
			quote(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"`+role.service+`"},"Action":"sts:AssumeRole"}]}`)
		x.add(found)
	default:
		x.ok(live.Roles, name, role.service+" may assume it, for "+role.of)
	}
	return nil
}

// plain is a policy as it is written, on one line: IAM gives it percent-encoded.
func plain(document string) string {
	text, err := url.PathUnescape(document)
	if err != nil {
		return document
	}
	return strings.Join(strings.Fields(text), " ")
}
