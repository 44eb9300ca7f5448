package doctor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/lifecycle"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

const (
	// soon is the time before an image expires in which doctor warns of that.
	soon = 7 * 24 * time.Hour
	// fresh is how long ECR serves a tag without asking the upstream again
	// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html).
	fresh = 24 * time.Hour
)

// references are the images of the manifests in the cache, each once and sorted.
func (x *examiner) references() []image.Reference {
	var all []image.Reference
	for i := range x.Images {
		img := &x.Images[i]
		if img.Status != inventory.StatusCovered && img.Status != inventory.StatusCached {
			continue
		}
		if ref, err := image.Parse(img.CacheReference); err == nil {
			all = append(all, ref)
		}
	}
	order := func(a, b image.Reference) int { return strings.Compare(a.String(), b.String()) }
	slices.SortFunc(all, order)
	return slices.CompactFunc(all, func(a, b image.Reference) bool { return order(a, b) == 0 })
}

// images looks for every image of the manifests in its repository.
func (x *examiner) images() error {
	if !x.reposKnown {
		return nil // repositories has reported why
	}
	expiries := map[string]map[string]lifecycle.Expiry{}
	for _, ref := range x.references() {
		r := x.repos[ref.Repository]
		switch {
		case ref.HasPlaceholder():
			x.add(live.Finding{Status: live.Unknown, Check: live.Images, Subject: short(ref), Message: "a part of it is filled in later", Do: "look at the manifests as they are deployed: kustomize build . | ecrcache doctor --live -"})
		case r == nil:
			x.notCached(ref, "no repository")
		case r.failed["ecr:DescribeImages"] != nil: // failedCalls has reported it
		default:
			if expiries[r.name] == nil {
				expiries[r.name] = x.expiries(r)
			}
			x.image(ref, r, expiries[r.name])
		}
	}
	return nil
}

// short is a reference without the registry, which is the same in all.
func short(ref image.Reference) string {
	ref.Host = ""
	return strings.TrimPrefix(ref.String(), "/")
}

// notCached adds a finding for an image that is not in the cache; has is what is there instead.
func (x *examiner) notCached(ref image.Reference, has string) {
	x.add(live.Finding{
		Status: live.Warning, Check: live.Images, Subject: short(ref), Message: "not in the cache; the first pull imports it, and needs the upstream",
		Has: has, Wants: "the image", Do: "ecrcache warm pulls it once, by its tag, before a node has to",
	})
}

// image adds the findings about one image of the manifests in its repository.
func (x *examiner) image(ref image.Reference, r *repository, expiries map[string]lifecycle.Expiry) {
	tag := ref.Tag
	if tag == "" && ref.Digest == "" {
		tag = "latest"
	}
	byTag := findImage(r.images, func(d *types.ImageDetail) bool { return tag != "" && slices.Contains(d.ImageTags, tag) })
	found := byTag
	if ref.Digest != "" {
		found = findImage(r.images, func(d *types.ImageDetail) bool { return aws.ToString(d.ImageDigest) == ref.Digest })
	}
	if found == nil {
		has := fmt.Sprintf("other images: %d", len(r.images))
		if byTag != nil {
			has = "the tag " + tag + " with another digest, " + aws.ToString(byTag.ImageDigest)
		}
		x.notCached(ref, has)
		return
	}
	before := len(x.report.Findings)
	x.archived(ref, found, tag)
	x.moved(ref, byTag)
	end := x.addExpiry(ref, found, expiries)
	if len(x.report.Findings) == before {
		x.ok(live.Images, short(ref), imageInWords(x, ref, found)+end)
	}
}

// findImage returns the first image that matches; nil for none.
func findImage(images []types.ImageDetail, matches func(*types.ImageDetail) bool) *types.ImageDetail {
	for i := range images {
		if matches(&images[i]) {
			return &images[i]
		}
	}
	return nil
}

// archived tells of an image that is there and cannot be pulled.
func (x *examiner) archived(ref image.Reference, d *types.ImageDetail, tag string) {
	if d.ImageStatus == types.ImageStatusActive || d.ImageStatus == "" {
		return
	}
	found := live.Finding{
		Status: live.Error, Check: live.Images, Subject: short(ref), Message: "it is archived, and cannot be pulled", Has: string(d.ImageStatus), Wants: string(types.ImageStatusActive),
		Do:      "bring it back, which takes up to 20 minutes, or delete it, so that the next pull imports it again",
		Command: "aws ecr update-image-storage-class --repository-name " + quote(ref.Repository) + " --image-id imageDigest=" + aws.ToString(d.ImageDigest) + " --target-storage-class STANDARD" + x.inRegion(),
	}
	if d.ImageStatus == types.ImageStatusActivating {
		found.Message, found.Do, found.Command = "it is being brought back from the archive, and cannot be pulled yet", "wait, up to 20 minutes", ""
	}
	x.add(found)
}

// moved tells of a tag that is another image in the cache than the manifest's digest.
func (x *examiner) moved(ref image.Reference, byTag *types.ImageDetail) {
	if ref.Digest == "" || ref.Tag == "" {
		return
	}
	has := "no image with this tag"
	if byTag != nil {
		has = aws.ToString(byTag.ImageDigest)
	}
	if has == ref.Digest {
		return
	}
	x.add(live.Finding{
		Status: live.Warning, Check: live.Images, Subject: short(ref), Message: "the tag is not this digest in the cache; a node pulls the digest, and the tag beside it misleads",
		Has: has, Wants: ref.Digest, Do: "see at the upstream which of the two is meant, and pin that one",
	})
}

// addExpiry warns of an image that a rule expires soon, or archives at any time. For another one it
// returns when it expires, as an end of the message about it; empty for one that does not.
func (x *examiner) addExpiry(ref image.Reference, d *types.ImageDetail, expiries map[string]lifecycle.Expiry) string {
	expiry, has := expiries[aws.ToString(d.ImageDigest)]
	if !has {
		return ""
	}
	what, left := "expires", expiry.At.Sub(x.Now())
	if expiry.Archives {
		what = "is archived"
	}
	when := fmt.Sprintf("in %d days", days(left))
	if left <= 0 {
		when = "at the next run of the policy"
	}
	if left > soon && !expiry.Archives {
		return "; " + what + " " + when
	}
	x.add(live.Finding{
		Status: live.Warning, Check: live.Images, Subject: short(ref), Message: "it " + what + " " + when + ", and the manifests use it; the next node that needs it imports it again, if the upstream still has it",
		Has: fmt.Sprintf("rule %d: %s", expiry.Priority, expiry.Reason), Wants: "a rule that keeps what runs",
		Do: "choose a larger number in spec.infrastructure.lifecycle, or tagStatus any with imageCountMoreThan",
	})
	return ""
}

// expiries are what the policy of a repository makes of its images.
func (x *examiner) expiries(r *repository) map[string]lifecycle.Expiry {
	expiries := map[string]lifecycle.Expiry{}
	if r.lifecycle == "" {
		return expiries
	}
	policy, err := lifecycle.Parse(r.lifecycle)
	if err != nil {
		x.add(live.Finding{Status: live.Unknown, Check: live.Repositories, Subject: r.name, Message: err.Error(), Has: r.lifecycle})
		return expiries
	}
	var images []lifecycle.Image
	for i := range r.images {
		d := &r.images[i]
		if d.ImageStatus == types.ImageStatusArchived {
			continue // archived reports it as an error, whenever it expires
		}
		images = append(images, lifecycle.Image{
			Digest: aws.ToString(d.ImageDigest), Tags: d.ImageTags,
			Pushed: aws.ToTime(d.ImagePushedAt), Pulled: aws.ToTime(d.LastRecordedPullTime), Activated: aws.ToTime(d.LastActivatedAt),
		})
	}
	return lifecycle.Expiries(policy, images, x.Now())
}

// imageInWords says what is known of an image that is there: its age, its last pull.
func imageInWords(x *examiner, ref image.Reference, d *types.ImageDetail) string {
	text := "cached"
	if d.ImagePushedAt != nil {
		text += fmt.Sprintf(" %d days ago", days(x.age(d.ImagePushedAt)))
	}
	if d.LastRecordedPullTime != nil {
		text += ", last pulled on " + day(d.LastRecordedPullTime)
	}
	if ref.Digest == "" && isMoving(cmp.Or(ref.Tag, "latest")) && x.age(d.ImagePushedAt) > fresh {
		text += "; the next pull asks the upstream whether the tag has moved"
	}
	return text
}

// isMoving reports whether a tag has no number of a version in it.
func isMoving(tag string) bool { return !strings.ContainsAny(tag, "0123456789") }
