package warm

import (
	"context"
	"errors"
	"sync"

	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// A repository is what the cache has in a repository, as it was when the run looked first.
type repository struct {
	once sync.Once
	err  error
	// images are the media types of its images by their digest, tags what each tag is, and
	// archived those that are there and cannot be pulled.
	images   map[string]string
	tags     map[string]string
	archived map[string]types.ImageStatus
}

// An archivedImage is the error for an image in ECR's archive: who pulls it is told that there is
// none
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html).
type archivedImage struct {
	digest string
	status types.ImageStatus
}

func (a *archivedImage) Error() string {
	return a.digest + " is in the cache and cannot be pulled: " + string(a.status)
}

// usable returns an *archivedImage for an image that is archived.
func (r *repository) usable(digest string) error {
	if status, archived := r.archived[digest]; archived {
		return &archivedImage{digest, status}
	}
	return nil
}

// pageSize is the most that AWS takes.
const pageSize = 1000

// listOnce lists a repository, the first time that it is asked for. One that does not exist is
// empty.
func (w *warmer) listOnce(ctx context.Context, name string) (*repository, error) {
	w.mu.Lock()
	r := w.repositories[name]
	if r == nil {
		r = &repository{images: map[string]string{}, tags: map[string]string{}, archived: map[string]types.ImageStatus{}}
		w.repositories[name] = r
	}
	w.mu.Unlock()
	r.once.Do(func() { r.err = w.list(ctx, name, r) })
	return r, r.err
}

// list fills a repository with all of its images.
func (w *warmer) list(ctx context.Context, name string, r *repository) error {
	_, err := client.Pages(func(token *string) ([]struct{}, *string, error) {
		page, err := w.aws.ECR.DescribeImages(ctx, &ecr.DescribeImagesInput{
			RepositoryName: &name, RegistryId: &w.Registry.AccountID, MaxResults: aws.Int32(pageSize), NextToken: token,
			Filter: &types.DescribeImagesFilter{ImageStatus: types.ImageStatusFilterAny}, // without it AWS leaves out the archived ones
		})
		if err != nil {
			return nil, nil, err
		}
		for i := range page.ImageDetails {
			d := &page.ImageDetails[i]
			r.images[aws.ToString(d.ImageDigest)] = aws.ToString(d.ImageManifestMediaType)
			if d.ImageStatus != types.ImageStatusActive && d.ImageStatus != "" {
				r.archived[aws.ToString(d.ImageDigest)] = d.ImageStatus
			}
			for _, tag := range d.ImageTags {
				r.tags[tag] = aws.ToString(d.ImageDigest)
			}
		}
		return nil, page.NextToken, nil
	})
	var missing *types.RepositoryNotFoundException
	if errors.As(err, &missing) {
		return nil
	}
	return err
}

// hasLayers are the digests of the layers that a repository has, of those that are asked for.
func (w *warmer) hasLayers(ctx context.Context, name string, digests []string) (map[string]bool, error) {
	has := map[string]bool{}
	for len(digests) > 0 {
		n := min(len(digests), 100) // the most that AWS takes
		out, err := w.aws.ECR.BatchCheckLayerAvailability(ctx, &ecr.BatchCheckLayerAvailabilityInput{RepositoryName: &name, RegistryId: &w.Registry.AccountID, LayerDigests: digests[:n]})
		if err != nil {
			return nil, err
		}
		for _, l := range out.Layers {
			if l.LayerAvailability == types.LayerAvailabilityAvailable {
				has[aws.ToString(l.LayerDigest)] = true
			}
		}
		digests = digests[n:]
	}
	return has, nil
}
