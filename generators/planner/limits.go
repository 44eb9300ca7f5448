package planner

import "regexp"

// A limit is a number that AWS sets, and the page that says so.
type limit struct {
	Value  int
	Unit   string
	Source string
}

// The indexes of limits.
const (
	maxRules = iota
	maxSecretName
	minCredentialARN
	maxCredentialARN
	minRecoveryWindow
	maxRecoveryWindow
	maxLifecyclePolicy
	maxLifecycleWildcards
	maxLifecycleRules
	maxRepositoryPolicy
	maxRegistryPolicy
	maxScanningRules
	maxScanningFilters
	maxScanningFilter
	maxExclusions
	maxExclusionWildcards
	maxTags
	maxTagKey
	maxTagValue
	maxParameterName
	maxParameterLevels
	maxRoleName
	maxPolicyName
)

const (
	apiReference = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/"
	userGuide    = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/"
)

// limits are all numbers that are checked.
var limits = [...]limit{
	maxRules:              {50, "pull-through cache rules in a registry and Region", userGuide + "service-quotas.html"},
	maxSecretName:         {512, "characters in a secret's name", "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"},
	minCredentialARN:      {50, "characters in a credential's ARN, at least", apiReference + "API_CreatePullThroughCacheRule.html"},
	maxCredentialARN:      {612, "characters in a credential's ARN", apiReference + "API_CreatePullThroughCacheRule.html"},
	minRecoveryWindow:     {7, "days, at least", "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html"},
	maxRecoveryWindow:     {30, "days", "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html"},
	maxLifecyclePolicy:    {30720, "characters in a lifecycle policy", apiReference + "API_PutLifecyclePolicy.html"},
	maxLifecycleWildcards: {4, "wildcards in a pattern over tags", userGuide + "lifecycle_policy_parameters.html"},
	maxLifecycleRules:     {50, "rules in a lifecycle policy", userGuide + "service-quotas.html"},
	maxRepositoryPolicy:   {10240, "characters in a repository policy", apiReference + "API_SetRepositoryPolicy.html"},
	maxRegistryPolicy:     {10240, "characters in a registry policy", apiReference + "API_PutRegistryPolicy.html"},
	maxScanningRules:      {2, "rules in a scanning configuration", apiReference + "API_PutRegistryScanningConfiguration.html"},
	maxScanningFilters:    {100, "filters in a scanning rule", apiReference + "API_RegistryScanningRule.html"},
	maxExclusions:         {5, "exclusions from the mutability of tags", apiReference + "API_PutImageTagMutability.html"},
	maxExclusionWildcards: {2, "wildcards in an exclusion from the mutability of tags", userGuide + "image-tag-mutability.html"},
	maxTags:               {50, "tags on a resource", userGuide + "ecr-using-tags.html"},
	maxTagKey:             {128, "characters in a tag's name", userGuide + "ecr-using-tags.html"},
	maxTagValue:           {256, "characters in a tag's value", userGuide + "ecr-using-tags.html"},
	maxParameterName:      {1011, "characters in a parameter's name", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html"},
	maxParameterLevels:    {15, "levels in a parameter's name", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html"},
	maxRoleName:           {64, "characters in the name of a role", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html"},
	maxPolicyName:         {128, "characters in the name of a policy", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html"},
	maxScanningFilter:     {255, "characters in a scanning filter", apiReference + "API_ScanningRepositoryFilter.html"},
}

// The patterns of AWS's API models.
const (
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html
	credentialARNPattern = `^arn:aws(-\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\-pullthroughcache\/[a-zA-Z0-9\/_+=.@-]+$`
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html
	exclusionPattern = `^[0-9a-zA-Z._*-]{1,128}$`
	// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html
	scanningFilterPattern = `^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$`
	// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
	secretNamePattern = `^[A-Za-z0-9/_+=.@-]+$`
	// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
	tagPattern = `^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
	principalPattern = `^([0-9]{12}|arn:[a-z-]+:(iam::[0-9]{12}:(root|(user|role)/[^*]+)|sts::[0-9]{12}:(assumed-role|federated-user)/[^*]+))$`
)

// matches reports whether a text matches a pattern. The pattern is compiled here, so that a run
// without infrastructure does not pay for it.
func matches(pattern, text string) bool { return regexp.MustCompile(pattern).MatchString(text) }
