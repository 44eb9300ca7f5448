package client

import (
	"context"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// PageSize is how many items one call asks for: the most that ECR gives.
const PageSize = 1000

// atOnce is how many repositories are read at the same time.
const atOnce = 8

// Repositories are all of a registry.
func (c *Clients) Repositories(ctx context.Context, registry string) ([]types.Repository, error) {
	return Pages(func(token *string) ([]types.Repository, *string, error) {
		page, err := c.ECR.DescribeRepositories(ctx, &ecr.DescribeRepositoriesInput{RegistryId: &registry, MaxResults: aws.Int32(PageSize), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Repositories, page.NextToken, nil
	})
}

// Images are all of a repository, the archived ones too.
func (c *Clients) Images(ctx context.Context, registry, repository string) ([]types.ImageDetail, error) {
	return Pages(func(token *string) ([]types.ImageDetail, *string, error) {
		page, err := c.ECR.DescribeImages(ctx, &ecr.DescribeImagesInput{
			RepositoryName: &repository, RegistryId: &registry, MaxResults: aws.Int32(PageSize), NextToken: token,
			Filter: &types.DescribeImagesFilter{ImageStatus: types.ImageStatusFilterAny},
		})
		if err != nil {
			return nil, nil, err
		}
		return page.ImageDetails, page.NextToken, nil
	})
}

// Lifecycle is the lifecycle policy of a repository, empty when it has none.
func (c *Clients) Lifecycle(ctx context.Context, registry, repository string) (string, error) {
	policy, err := c.ECR.GetLifecyclePolicy(ctx, &ecr.GetLifecyclePolicyInput{RepositoryName: &repository, RegistryId: &registry})
	switch {
	case IsCode(err, "LifecyclePolicyNotFoundException"):
		return "", nil
	case err != nil:
		return "", err
	}
	return aws.ToString(policy.LifecyclePolicyText), nil
}

// Each calls do for all of a list, for up to atOnce at the same time, and returns when all are
// done. begun, if not nil, is called before each with its number, from 1.
func Each[T any](all []T, begun func(n int), do func(T)) {
	var running sync.WaitGroup
	free := make(chan struct{}, atOnce)
	for n, one := range all {
		if begun != nil {
			begun(n + 1)
		}
		free <- struct{}{}
		running.Go(func() {
			defer func() { <-free }()
			do(one)
		})
	}
	running.Wait()
}
