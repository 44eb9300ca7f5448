package awscli_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/awscli"
)

func TestCheck(t *testing.T) {
	for command, good := range map[string]bool{
		"aws ecr validate-pull-through-cache-rule --ecr-repository-prefix ghcr --region ca-central-1":                  true,
		"aws ecr get-login-password --region ca-central-1 | docker login --username AWS --password-stdin HOST":         true,
		"aws secretsmanager get-secret-value --secret-id ecr-pullthroughcache/ghcr --query SecretString --output text": true,
		"aws sts get-caller-identity":                                   true,
		"aws ecr validate-pull-through-cache --prefix ghcr":             false,
		"aws ecr describe-repositories --repository-name ghcr/app":      false,
		"aws ecr describe-repositories --names ghcr/app && echo --made": false,
		"aws s3 ls":              false,
		"aws ecr":                false,
		"kubectl get pods --all": false,
		"aws ecr options":        false,
	} {
		if err := awscli.Check(command); (err == nil) != good {
			t.Errorf("%s: %v", command, err)
		}
	}
}

func TestAction(t *testing.T) {
	for action, good := range map[string]bool{
		"ecr:CreateRepository": true, "ecr:BatchImportUpstreamImage": true, "iam:PassRole": true,
		"secretsmanager:PutSecretValue": true, "ecr:CreateRepositories": false, "ecr:Options": false,
		"iam:createPolicy": false, "s3:GetObject": false, "ecr": false,
	} {
		if err := awscli.Action(action); (err == nil) != good {
			t.Errorf("%s: %v", action, err)
		}
	}
}
