package livetest

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
)

// TestSnapshots: what the server makes of an output with every member is, byte for byte,
// what the SDK's own module says that AWS sends for it.
func TestSnapshots(t *testing.T) {
	ctx := context.Background()
	for _, test := range []struct {
		operation string
		call      func(*client.Clients) (smithy.Serializable, error)
	}{
		{"ecr:DescribePullThroughCacheRules", func(c *client.Clients) (smithy.Serializable, error) {
			return c.ECR.DescribePullThroughCacheRules(ctx, nil)
		}},
		{"ecr:DescribeRepositoryCreationTemplates", func(c *client.Clients) (smithy.Serializable, error) {
			return c.ECR.DescribeRepositoryCreationTemplates(ctx, nil)
		}},
		{"ecr:DescribeImages", func(c *client.Clients) (smithy.Serializable, error) {
			return c.ECR.DescribeImages(ctx, &ecr.DescribeImagesInput{RepositoryName: aws.String("a")})
		}},
		{"ecr:DescribeRepositories", func(c *client.Clients) (smithy.Serializable, error) {
			return c.ECR.DescribeRepositories(ctx, nil)
		}},
		{"ecr:GetRegistryScanningConfiguration", func(c *client.Clients) (smithy.Serializable, error) {
			return c.ECR.GetRegistryScanningConfiguration(ctx, nil)
		}},
		{"secretsmanager:DescribeSecret", func(c *client.Clients) (smithy.Serializable, error) {
			return c.Secrets.DescribeSecret(ctx, &secretsmanager.DescribeSecretInput{SecretId: aws.String("a")})
		}},
		{"sts:GetCallerIdentity", func(c *client.Clients) (smithy.Serializable, error) {
			return c.STS.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		}},
		{"iam:GetRole", func(c *client.Clients) (smithy.Serializable, error) {
			return c.IAM.GetRole(ctx, &iam.GetRoleInput{RoleName: aws.String("a")})
		}},
		{"iam:SimulatePrincipalPolicy", func(c *client.Clients) (smithy.Serializable, error) {
			return c.IAM.SimulatePrincipalPolicy(ctx, &iam.SimulatePrincipalPolicyInput{PolicySourceArn: aws.String("a"), ActionNames: []string{"a"}})
		}},
	} {
		t.Run(test.operation, func(t *testing.T) {
			service, name, _ := strings.Cut(test.operation, ":")
			want := snapshot(t, service, filepath.Join("response_snapshot", name+".response.snap"))
			s := Start(t)
			s.On(test.operation, func(*Request) (smithy.Serializable, error) { return nil, &Raw{Status: 200, Body: want} })
			clients, err := client.Open(ctx, s.Session())
			if err != nil {
				t.Fatal(err)
			}
			output, err := test.call(clients)
			if err != nil {
				t.Fatal(err)
			}
			_, _, got, err := s.Requests(test.operation)[0].encode(output)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v: -AWS +here\n%s", err, diff)
			}
		})
	}
}
