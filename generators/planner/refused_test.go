package planner_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/google/go-cmp/cmp"
)

// TestRefused: every way in which a check refuses, beside the one that its golden
// case shows.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		infrastructure string
		code           plan.Code
		path           string
	}{
		{"template: {encryptionType: KMS}", plan.TemplateRole, "template.encryptionType"},
		{"template: {encryptionType: KMS, kmsKey: k}", plan.TemplateRole, "template.encryptionType"},
		{"template: {encryptionType: AES256, kmsKey: k}", plan.TemplateKMS, "template.kmsKey"},
		{"template: {encryptionType: KMS, roleARN: 'arn:aws:iam::123456789012:role/t', kmsKey: 'arn:aws:kms:us-east-1:123456789012:key/1'}", plan.TemplateKMS, "template.kmsKey"},
		{"template: {imageTagMutability: MUTABLE, imageTagMutabilityExclusions: [latest]}", plan.TemplateExclusions, "template.imageTagMutabilityExclusions"},
		{"template: {imageTagMutability: MUTABLE_WITH_EXCLUSION}", plan.TemplateExclusions, "template.imageTagMutabilityExclusions"},
		{"template: {repositoryPolicy: '{\"a\":\"" + strings.Repeat("x", 10240) + "\"}'}", plan.RepositoryPolicy, "template.repositoryPolicy"},
		{"template: {repositoryPolicy: '[]'}", plan.RepositoryPolicy, "template.repositoryPolicy"},
		{"template: {repositoryPolicy: 'null'}", plan.RepositoryPolicy, "template.repositoryPolicy"},
		{"lifecycle: [{tagStatus: tagged, tagPrefixList: [v], tagPatternList: [v*], countType: imageCountMoreThan, countNumber: 1}]", plan.LifecycleTagLists, "lifecycle[0]"},
		{"lifecycle: [{tagStatus: tagged, tagPrefixList: [], countType: imageCountMoreThan, countNumber: 1}]", plan.LifecycleTagLists, "lifecycle[0]"},
		{"lifecycle: [{tagStatus: untagged, tagPatternList: [v*], countType: imageCountMoreThan, countNumber: 1}]", plan.LifecycleTagLists, "lifecycle[0]"},
		{"lifecycle: [{tagStatus: any, tagPrefixList: [v], countType: imageCountMoreThan, countNumber: 1}]", plan.LifecycleTagLists, "lifecycle[0]"},
		{"lifecycle: [{tagStatus: any, countType: sinceImagePushed, countNumber: 1, action: transition}]", plan.LifecycleTransition, "lifecycle[0]"},
		{"lifecycle: [{tagStatus: any, countType: sinceImageTransitioned, countNumber: 1}]", plan.LifecycleTransition, "lifecycle[0]"},
		{"lifecycle: [{tagStatus: any, countType: sinceImagePushed, countNumber: -1}]", plan.LifecycleCountNumber, "lifecycle[0].countNumber"},
		{"lifecycle: [{tagStatus: any, countType: imageCountMoreThan, countNumber: 1}, {tagStatus: any, countType: sinceImagePushed, countNumber: 1}]", plan.LifecycleAnyLast, "lifecycle[0].rulePriority"},
		{"scanning: {scanType: ENHANCED, rules: [{scanFrequency: MANUAL}]}", plan.ScanFrequency, "scanning.rules[0].scanFrequency"},
		{"scanning: {rules: [{filters: ['" + strings.Repeat("x", 256) + "']}]}", plan.ScanFilter, "scanning.rules[0].filters[0]"},
		{"registryPolicy: {principals: ['arn:aws:iam::123456789012:instance-profile/node']}", plan.PrincipalForm, "registryPolicy.principals[0]"},
		{"registryPolicy: {principals: ['ec2.amazonaws.com']}", plan.PrincipalForm, "registryPolicy.principals[0]"},
		{"recoveryWindowInDays: 31", plan.RecoveryWindow, "recoveryWindowInDays"},
		{"recoveryWindowInDays: 6", plan.RecoveryWindow, "recoveryWindowInDays"},
	} {
		_, problems := try(t, ghcr+"infrastructure:\n  "+test.infrastructure)
		want := plan.Problem{Code: test.code, Severity: plan.Error, Field: plan.Field{Path: "spec.infrastructure." + test.path}}
		var got []plan.Problem
		for _, p := range problems {
			if p.Severity == plan.Error {
				got = append(got, plan.Problem{Code: p.Code, Severity: p.Severity, Field: plan.Field{Path: p.Field.Path}})
			}
		}
		if diff := cmp.Diff([]plan.Problem{want}, got); diff != "" {
			t.Errorf("%s\n-want +got\n%s", test.infrastructure, diff)
		}
	}
}

// TestAccepted: what AWS takes at the edge of each limit.
func TestAccepted(t *testing.T) {
	for _, infrastructure := range []string{
		"template: {encryptionType: AES256}",
		"template: {encryptionType: KMS, roleARN: 'arn:aws:iam::123456789012:role/t'}",
		"template: {encryptionType: KMS, roleARN: 'arn:aws:iam::123456789012:role/t', kmsKey: alias/ecr}",
		"template: {encryptionType: KMS, omit: true}\n  repositories: PreCreate",
		"template: {imageTagMutability: MUTABLE_WITH_EXCLUSION, imageTagMutabilityExclusions: ['v*']}",
		"template: {repositoryPolicy: '{\"a\":\"" + strings.Repeat("x", 10240-8) + "\"}'}",
		"template: {repositoryPolicy: '{\"a\":\"" + strings.Repeat("ü", 10240-8) + "\"}'}",
		"template: {repositoryPolicy: '${POLICY}'}",
		"lifecycle: [{tagStatus: tagged, tagPatternList: ['*a*b*c*'], countType: sinceImagePushed, countUnit: days, countNumber: 1}]",
		"scanning: {scanType: BASIC, rules: [{scanFrequency: MANUAL}, {}]}",
		"scanning: {scanType: ENHANCED, rules: [{scanFrequency: CONTINUOUS_SCAN}, {filters: ['*']}]}",
		"recoveryWindowInDays: 0", "recoveryWindowInDays: 7", "recoveryWindowInDays: 30",
		"registryPolicy: {principals: ['arn:aws:sts::123456789012:assumed-role/node/i-1', '${NODE_ROLE}']}",
		"tags: {'team/cost:centre': 'ünit 7 = a+b@c', x: '${TEAM}'}",
	} {
		if _, problems := try(t, ghcr+"infrastructure:\n  "+infrastructure); plan.Failed(problems) {
			t.Errorf("%s: %v", infrastructure, problems)
		}
	}
}

// TestSecretNameEnding: Secrets Manager's warning is about a hyphen and six
// characters, no more and no less
// (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html).
func TestSecretNameEnding(t *testing.T) {
	for name, refused := range map[string]bool{
		"ghcr": false, "ghcr-12345": false, "ghcr-1234567": false, "ghcr-123456": true, "ghcr-AbCdEf": true,
		"ghcr-v1.0.0": true, "shop-dev-ab": false, "a/b-cd/efgh": false, "123456": false, "ghcr-token": false,
	} {
		_, problems := try(t, "upstreams: [{registry: ghcr.io, credential: {secretName: ecr-pullthroughcache/"+name+"}}]\ninfrastructure: {}")
		if plan.Failed(problems) != refused {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
