package livetest

import (
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/aws/aws-sdk-go-v2/aws"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// Now is the time of the examples.
func Now() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }

// Sound is an account in which everything is as a plan wants it, so that doctor finds nothing
// wrong. images are the digests in its repositories, by repository and tag, each pushed a week
// ago.
func Sound(p *plan.Plan, images map[string]map[string]string) *Account {
	registry := &p.Registry
	week := Now().AddDate(0, 0, -7)
	a := &Account{
		ID: registry.AccountID, Principal: "arn:" + registry.Partition + ":sts::" + registry.AccountID + ":assumed-role/reader/me", PolicyScope: "V2",
		Invalid: map[string]string{}, Secrets: map[string]*secretsmanager.DescribeSecretOutput{}, Values: map[string]string{}, Roles: map[string]string{},
		Lifecycles: map[string]string{}, Policies: map[string]string{}, Tags: map[string][]ecrtypes.Tag{}, Images: map[string][]ecrtypes.ImageDetail{}, Denied: map[string]bool{},
		Scanning: ecrtypes.RegistryScanningConfiguration{ScanType: ecrtypes.ScanTypeBasic},
	}
	a.Roles["AWSServiceRoleForECRPullThroughCache"] = trust("pullthroughcache.ecr.amazonaws.com")
	a.Roles["AWSServiceRoleForECRTemplate"] = trust("ecr.amazonaws.com")
	for i := range p.Credentials {
		a.addSecret(p, &p.Credentials[i])
	}
	for i := range p.Rules {
		a.addRule(p, &p.Rules[i])
	}
	for i := range p.Templates {
		a.addTemplate(&p.Templates[i])
	}
	if p.RegistryPolicy != nil {
		a.RegistryPolicy = registry.PolicyJSON(p.RegistryPolicy.Policy)
		for _, s := range p.RegistryPolicy.Policy.Statements {
			for _, principal := range s.Principals {
				a.Roles[principal[len("arn:"+registry.Partition+":iam::"+registry.AccountID+":role/"):]] = trust("ec2.amazonaws.com")
			}
		}
	}
	if p.Scanning != nil {
		a.Scanning.ScanType = ecrtypes.ScanType(p.Scanning.Type)
		for _, rule := range p.Scanning.Rules {
			r := ecrtypes.RegistryScanningRule{ScanFrequency: ecrtypes.ScanFrequency(rule.Frequency)}
			for _, f := range rule.Filters {
				r.RepositoryFilters = append(r.RepositoryFilters, ecrtypes.ScanningRepositoryFilter{Filter: aws.String(f), FilterType: ecrtypes.ScanningRepositoryFilterTypeWildcard})
			}
			a.Scanning.Rules = append(a.Scanning.Rules, r)
		}
	}
	for repository, tags := range images {
		a.Repositories = append(a.Repositories, ecrtypes.Repository{
			RepositoryName: aws.String(repository), RegistryId: &registry.AccountID,
			RepositoryArn:      aws.String("arn:" + registry.Partition + ":ecr:" + registry.Region + ":" + registry.AccountID + ":repository/" + repository),
			ImageTagMutability: ecrtypes.ImageTagMutabilityMutable, EncryptionConfiguration: &ecrtypes.EncryptionConfiguration{EncryptionType: ecrtypes.EncryptionTypeAes256},
		})
		if len(p.Templates) > 0 {
			a.Lifecycles[repository] = p.Templates[0].LifecyclePolicy.JSON()
			a.Tags[aws.ToString(a.Repositories[len(a.Repositories)-1].RepositoryArn)] = tagsOf(&p.Templates[0])
		}
		for tag, digest := range tags {
			a.Images[repository] = append(a.Images[repository], ecrtypes.ImageDetail{
				ImageDigest: aws.String(digest), ImageTags: []string{tag}, ImagePushedAt: &week, ImageStatus: ecrtypes.ImageStatusActive,
				RepositoryName: aws.String(repository), ImageSizeInBytes: aws.Int64(1 << 20),
			})
		}
	}
	return a
}

// trust is the policy of a role that a service may assume.
func trust(service string) string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"` + service + `"},"Action":"sts:AssumeRole"}]}`
}

// addSecret adds a secret as Secrets Manager has it: its ARN ends in six characters more.
func (a *Account) addSecret(p *plan.Plan, c *plan.Credential) {
	changed := Now().AddDate(0, 0, -30)
	a.Secrets[c.SecretName] = &secretsmanager.DescribeSecretOutput{
		Name: aws.String(c.SecretName), ARN: aws.String("arn:" + p.Registry.Partition + ":secretsmanager:" + p.Registry.Region + ":" + a.ID + ":secret:" + c.SecretName + "-AbCdEf"),
		LastChangedDate: &changed, VersionIdsToStages: map[string][]string{"1": {"AWSCURRENT"}},
	}
	a.Values[c.SecretName] = `{"username":"robot","accessToken":"hidden"}`
}

func (a *Account) addRule(p *plan.Plan, want *plan.Rule) {
	rule := ecrtypes.PullThroughCacheRule{
		EcrRepositoryPrefix: aws.String(want.Prefix), UpstreamRegistryUrl: aws.String(want.UpstreamURL),
		UpstreamRegistry: ecrtypes.UpstreamRegistry(want.Upstream), RegistryId: &a.ID,
	}
	if want.UpstreamPrefix != "" {
		rule.UpstreamRepositoryPrefix = aws.String(want.UpstreamPrefix)
	}
	switch {
	case want.CredentialARN != "":
		rule.CredentialArn = aws.String(want.CredentialARN)
	case want.Credential >= 0:
		rule.CredentialArn = a.Secrets[p.Credentials[want.Credential].SecretName].ARN
	}
	if want.UsesRole && p.UpstreamRole != nil {
		rule.CustomRoleArn = aws.String("arn:" + p.Registry.Partition + ":iam::" + a.ID + ":role/" + p.UpstreamRole.RoleName)
		a.Roles[p.UpstreamRole.RoleName] = trust("pullthroughcache.ecr.amazonaws.com")
	}
	a.Rules = append(a.Rules, rule)
}

func (a *Account) addTemplate(want *plan.Template) {
	t := ecrtypes.RepositoryCreationTemplate{
		Prefix: aws.String(want.Prefix), AppliedFor: []ecrtypes.RCTAppliedFor{ecrtypes.RCTAppliedForPullThroughCache},
		ImageTagMutability: ecrtypes.ImageTagMutability(want.TagMutability), LifecyclePolicy: aws.String(want.LifecyclePolicy.JSON()),
	}
	t.ResourceTags = tagsOf(want)
	if want.RoleARN != "" {
		t.CustomRoleArn = aws.String(want.RoleARN)
		a.Roles[want.RoleARN[len("arn:aws:iam::"+a.ID+":role/"):]] = trust("ecr.amazonaws.com")
	}
	if want.Policy != "" {
		t.RepositoryPolicy = aws.String(want.Policy)
	}
	a.Templates = append(a.Templates, t)
}

func tagsOf(t *plan.Template) []ecrtypes.Tag {
	var all []ecrtypes.Tag
	for _, tag := range t.ResourceTags {
		all = append(all, ecrtypes.Tag{Key: aws.String(tag.Name), Value: aws.String(tag.Value)})
	}
	return all
}
