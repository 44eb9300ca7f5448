package livetest

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// Digest is a digest of one hexadecimal digit, repeated: sha256:aaa… for "a".
func Digest(character string) string { return "sha256:" + strings.Repeat(character, 64) }

// The media types of manifests.
const (
	indexMedia = "application/vnd.oci.image.index.v1+json"
	imageMedia = "application/vnd.oci.image.manifest.v1+json"
)

// A Stored is an image for Store.
type Stored struct {
	Digest string
	Tags   []string
	Size   int64
	// Pushed and Pulled are how many days ago that was; Pulled is 0 for an image that never was.
	Pushed, Pulled int
	Index          bool
	Subject        string // the digest that a signature is about
	Status         ecrtypes.ImageStatus
}

// Store puts a repository into the account, with its images and a lifecycle policy, empty
// for none.
func (a *Account) Store(repository, lifecycle string, images ...Stored) {
	a.Repositories = append(a.Repositories, ecrtypes.Repository{RepositoryName: aws.String(repository), RegistryId: &a.ID})
	if lifecycle != "" {
		a.Lifecycles[repository] = lifecycle
	}
	for _, i := range images {
		d := ecrtypes.ImageDetail{
			RepositoryName: aws.String(repository), RegistryId: &a.ID, ImageDigest: aws.String(i.Digest), ImageTags: i.Tags, ImageSizeInBytes: aws.Int64(i.Size),
			ImagePushedAt: aws.Time(Now().AddDate(0, 0, -i.Pushed)), ImageStatus: cmp.Or(i.Status, ecrtypes.ImageStatusActive), ImageManifestMediaType: aws.String(imageMedia),
		}
		if i.Index {
			d.ImageManifestMediaType = aws.String(indexMedia)
		}
		if i.Pulled > 0 {
			d.LastRecordedPullTime = aws.Time(Now().AddDate(0, 0, -i.Pulled))
		}
		if i.Subject != "" {
			d.SubjectManifestDigest = aws.String(i.Subject)
		}
		a.Images[repository] = append(a.Images[repository], d)
	}
}

// Expire is a lifecycle policy of one rule for any image.
func Expire(countType string, n int) string {
	unit := ""
	if countType == "sinceImagePushed" {
		unit = `,"countUnit":"days"`
	}
	return fmt.Sprintf(`{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":%q%s,"countNumber":%d},"action":{"type":"expire"}}]}`, countType, unit, n)
}

// LiveIn fills the account as if its cache of ghcr.io and quay.io had been used for a while: images
// for several platforms with a signature, an archived one, one that is about to expire, old ones,
// and a repository that is not of the cache. What was in its repositories goes.
func (a *Account) LiveIn() {
	const mega = 1000 * 1000
	a.Repositories, a.Images, a.Lifecycles = nil, map[string][]ecrtypes.ImageDetail{}, map[string]string{}
	a.Store("ghcr/amerintlxperts/my-app", Expire("imageCountMoreThan", 100),
		Stored{Digest: Digest("1"), Tags: []string{"v1.0.0"}, Size: 40 * mega, Pushed: 7, Pulled: 1, Index: true},
		Stored{Digest: Digest("2"), Size: 40 * mega, Pushed: 7},
		Stored{Digest: Digest("3"), Size: 38 * mega, Pushed: 7},
		Stored{Digest: Digest("4"), Tags: []string{"signature"}, Size: 12_000, Pushed: 7, Subject: Digest("1")},
		Stored{Digest: Digest("5"), Tags: []string{"v0.9.0", "v0.9"}, Size: 36 * mega, Pushed: 60, Pulled: 30},
	)
	a.Store("ghcr/amerintlxperts/shop", Expire("imageCountMoreThan", 100),
		Stored{Digest: Digest("6"), Tags: []string{"v2.0.0"}, Size: 120 * mega, Pushed: 100, Pulled: 95, Status: ecrtypes.ImageStatusArchived},
	)
	a.Store("ghcr/amerintlxperts/legacy", "",
		Stored{Digest: Digest("7"), Tags: []string{"v1"}, Size: 900 * mega, Pushed: 300, Pulled: 200},
	)
	a.Store("quay/prometheus/node-exporter", Expire("sinceImagePushed", 14),
		Stored{Digest: Digest("8"), Tags: []string{"v1.8.0"}, Size: 11 * mega, Pushed: 10, Pulled: 2},
	)
	a.Store("team/own", "", Stored{Digest: Digest("9"), Tags: []string{"v1"}, Size: 5 * mega, Pushed: 1})
}
