package status

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/amerintlxperts/ecrcache/internal/live/lifecycle"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// A repository is one of the cache, with what AWS told of it.
type repository struct {
	name, prefix string
	details      []types.ImageDetail
	lifecycle    live.LifecycleState
	policy       *plan.LifecyclePolicy
	images       []live.CachedImage
	// gone says that there is no such repository, though the list or a manifest names it.
	gone bool
	// failed are the calls that gave no answer, by their action.
	failed map[string]error
}

const (
	listAction      = "ecr:DescribeRepositories"
	imagesAction    = "ecr:DescribeImages"
	lifecycleAction = "ecr:GetLifecyclePolicy"
)

// repositories lists those of the cache, and reads each. Without the list it reads those of
// the manifests.
func (k *reporter) repositories() error {
	k.repos = map[string]*repository{}
	k.progress("repositories")
	all, err := k.aws.Repositories(k.ctx, k.Registry.AccountID)
	if err != nil {
		if none := k.noAnswer(err); none != nil {
			return none
		}
		if err := k.unanswered("which repositories there are", listAction, err); err != nil {
			return err
		}
		for _, ref := range k.references() {
			if ref.Literal() == ref.Repository {
				k.add(ref.Repository)
			}
		}
	}
	k.listed = err == nil
	for i := range all {
		k.add(aws.ToString(all[i].RepositoryName))
	}
	sorted := k.sorted()
	client.Each(sorted, func(n int) { k.progress(fmt.Sprintf("repository %d of %d", n, len(sorted))) }, k.read)
	return k.failedCalls(sorted)
}

// add adds a repository, if it is below the prefix of a rule of the configuration.
func (k *reporter) add(name string) {
	if prefix, is := k.prefixOf(name); is {
		k.repos[name] = &repository{name: name, prefix: prefix, lifecycle: live.UnknownLifecycle, failed: map[string]error{}}
	}
}

// prefixOf is the prefix of the rule by which ECR makes a repository: the longest that fits, or the
// rule for everything; is says that there is one.
func (k *reporter) prefixOf(name string) (prefix string, is bool) {
	for _, r := range k.Rules {
		switch {
		case r.Prefix == image.RootPrefix && !is:
			prefix, is = r.Prefix, true
		case strings.HasPrefix(name, r.Prefix+"/") && (!is || prefix == image.RootPrefix || len(r.Prefix) > len(prefix)):
			prefix, is = r.Prefix, true
		}
	}
	return prefix, is
}

func (k *reporter) sorted() []*repository {
	return slices.SortedFunc(maps.Values(k.repos), func(a, b *repository) int { return strings.Compare(a.name, b.name) })
}

// read reads the images of a repository and, when it has any, its lifecycle policy.
func (k *reporter) read(r *repository) {
	var err error
	r.details, err = k.aws.Images(k.ctx, k.Registry.AccountID, r.name)
	switch {
	case client.IsCode(err, "RepositoryNotFoundException"): // deleted meanwhile, or a manifest alone names it
		r.gone = true
	case err != nil:
		r.failed[imagesAction] = err
	}
	if len(r.details) > 0 && !k.NoExpiry {
		k.readLifecycle(r)
	}
	k.describe(r)
}

func (k *reporter) readLifecycle(r *repository) {
	text, err := k.aws.Lifecycle(k.ctx, k.Registry.AccountID, r.name)
	if err == nil && text == "" {
		r.lifecycle = live.NoLifecycle
		return
	}
	if err == nil {
		r.policy, err = lifecycle.Parse(text)
	}
	if err != nil {
		r.failed[lifecycleAction] = err
		return
	}
	r.lifecycle = live.HasLifecycle
}

// failedCalls notes the calls without an answer, each reason once for all repositories: a
// missing permission is missing for most of them.
func (k *reporter) failedCalls(all []*repository) error {
	for _, action := range []string{imagesAction, lifecycleAction} {
		var reasons []live.UnknownStatus // each about its first repository
		var more []int                   // how many others each is about
		for _, r := range all {
			if r.failed[action] == nil {
				continue
			}
			message, needs, everywhere := k.aws.Unanswered(action, r.failed[action])
			if everywhere != nil {
				return everywhere
			}
			if at := slices.IndexFunc(reasons, func(u live.UnknownStatus) bool { return u.Message == message }); at >= 0 {
				more[at]++
				continue
			}
			reasons, more = append(reasons, live.UnknownStatus{About: r.name, Message: message, Needs: needs}), append(more, 0)
		}
		for i := range reasons {
			reasons[i].About = finding.WithMore(reasons[i].About, more[i])
		}
		k.report.Unknown = append(k.report.Unknown, reasons...)
	}
	return nil
}

// describe makes the images of the report from what AWS told.
func (k *reporter) describe(r *repository) {
	expiries := k.expiries(r)
	// ECR deletes the images of an index within a day after it, and not before.
	last, stays := r.lastIndex(expiries)
	expires := map[string]*live.Expiry{}
	for i := range r.details {
		d := &r.details[i]
		img := live.CachedImage{
			Repository: r.name, Prefix: r.prefix, Digest: aws.ToString(d.ImageDigest), Tags: slices.Sorted(slices.Values(d.ImageTags)),
			Kind: kindOf(d), Status: statusOf(d), Bytes: aws.ToInt64(d.ImageSizeInBytes), Pushed: timeOf(d.ImagePushedAt), LastPull: timeOf(d.LastRecordedPullTime),
		}
		img.CostPerMonth = k.cost(&img)
		if expiry, has := expiries[img.Digest]; has {
			img.Expires = &live.Expiry{At: expiry.At.UTC(), Archives: expiry.Archives, Rule: expiry.Priority, Reason: expiry.Reason, Perhaps: img.IsPart() && (stays || last.Sub(expiry.At) > 24*time.Hour)}
			expires[img.Digest] = img.Expires
		}
		r.images = append(r.images, img)
	}
	// A signature and the like go within a day of their image, too. AWS knows which by the subject in
	// the manifest alone, and not by a tag of cosign.
	for i := range r.details {
		img, of := &r.images[i], expires[aws.ToString(r.details[i].SubjectManifestDigest)]
		if of != nil && (img.Expires == nil || of.At.Before(img.Expires.At)) {
			with := *of
			with.Reason += ", with the image that it is about"
			img.Expires = &with
		}
	}
	slices.SortFunc(r.images, func(a, b live.CachedImage) int {
		if newest := b.Pushed.Compare(a.Pushed); newest != 0 {
			return newest
		}
		return strings.Compare(a.Digest, b.Digest)
	})
}

// lastIndex is when the last of the indexes of a repository expires; stays says that no rule
// applies to one of them.
func (r *repository) lastIndex(expiries map[string]lifecycle.Expiry) (at time.Time, stays bool) {
	for i := range r.details {
		if kindOf(&r.details[i]) != live.Index {
			continue
		}
		of, ends := expiries[aws.ToString(r.details[i].ImageDigest)]
		if stays = stays || !ends; of.At.After(at) {
			at = of.At
		}
	}
	return at, stays
}

// expiries are what the policy of a repository makes of its images.
func (k *reporter) expiries(r *repository) map[string]lifecycle.Expiry {
	if r.policy == nil {
		return nil
	}
	images := make([]lifecycle.Image, len(r.details))
	for i := range r.details {
		d := &r.details[i]
		images[i] = lifecycle.Image{
			Digest: aws.ToString(d.ImageDigest), Tags: d.ImageTags, Pushed: aws.ToTime(d.ImagePushedAt), Pulled: aws.ToTime(d.LastRecordedPullTime),
			InArchive: d.ImageStatus == types.ImageStatusArchived, Archived: aws.ToTime(d.LastArchivedAt), Activated: aws.ToTime(d.LastActivatedAt),
		}
	}
	return lifecycle.Expiries(r.policy, images, k.report.At)
}

// kindOf tells what a manifest is by its media type
// (https://github.com/opencontainers/image-spec/blob/main/media-types.md).
func kindOf(d *types.ImageDetail) live.ImageKind {
	media := aws.ToString(d.ImageManifestMediaType)
	switch {
	case subjectOf(d) != "":
		return live.Referrer
	case strings.Contains(media, "image.index") || strings.Contains(media, "manifest.list"):
		return live.Index
	}
	return live.PlainImage
}

// ofDigest matches the tag that cosign gives to a signature, an attestation or an SBOM of a digest
// (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md).
var ofDigest = regexp.MustCompile(`^sha256-([0-9a-f]{64})\.(sig|att|sbom)$`)

// subjectOf is the digest that a signature or the like is about; empty for other images.
func subjectOf(d *types.ImageDetail) string {
	if d.SubjectManifestDigest == nil && len(d.ImageTags) == 1 {
		if of := ofDigest.FindStringSubmatch(d.ImageTags[0]); of != nil {
			return "sha256:" + of[1]
		}
	}
	return aws.ToString(d.SubjectManifestDigest)
}

// statusOf is AWS's status of an image; active where AWS gives none, as it did before there was an
// archive.
func statusOf(d *types.ImageDetail) string {
	if d.ImageStatus == "" {
		return string(types.ImageStatusActive)
	}
	return string(d.ImageStatus)
}

func timeOf(t *time.Time) time.Time { return aws.ToTime(t).UTC() }
