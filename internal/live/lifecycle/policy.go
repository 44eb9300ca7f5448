// Package lifecycle says when ECR's lifecycle policy expires an image, for doctor --live and
// status. It computes that by ECR's documentation: asking AWS would write a preview into the
// repository
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html).
package lifecycle

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live/wildcard"
)

// An Image is one in a repository.
type Image struct {
	Digest string
	Tags   []string
	Pushed time.Time
	Pulled time.Time // zero when never
	// InArchive says that it is in the archive, since Archived. Activated is when it was last
	// brought back. Both are zero when that never was.
	InArchive           bool
	Archived, Activated time.Time
}

// An Expiry is what a lifecycle policy does to an image.
type Expiry struct {
	Priority int // of the rule
	// Archives says that the rule archives the image, and does not delete it.
	Archives bool
	// At is when the rule applies; ECR acts within a day of it.
	At time.Time
	// Reason is the rule in words.
	Reason string
}

// Parse reads a policy, and sorts its rules by their priority. The error says that the text is no
// policy.
func Parse(text string) (*plan.LifecyclePolicy, error) {
	var p plan.LifecyclePolicy
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return nil, fmt.Errorf("it is no lifecycle policy: %w", err)
	}
	slices.SortStableFunc(p.Rules, func(a, b plan.LifecycleRule) int { return cmp.Compare(a.RulePriority, b.RulePriority) })
	return &p, nil
}

// Expiries returns what a policy, as Parse gives it, does to the images of a repository, by their
// digests. An image that no rule applies to has none.
//
// A rule sees all images that it selects, also those that a rule before it has marked, but
// it marks none of these: an image belongs to the first rule that selects it. A rule is about
// the images of one storage class alone.
func Expiries(p *plan.LifecyclePolicy, images []Image, now time.Time) map[string]Expiry {
	expiries, taken := map[string]Expiry{}, map[string]bool{}
	for i := range p.Rules {
		rule := &p.Rules[i]
		selected := slices.DeleteFunc(slices.Clone(images), func(img Image) bool {
			return img.InArchive != (rule.Selection.CountType == sinceTransition) || !selects(&rule.Selection, img.Tags)
		})
		slices.SortStableFunc(selected, func(a, b Image) int { return b.since().Compare(a.since()) })
		for n := range selected {
			img := &selected[n]
			if at, applies := due(&rule.Selection, img, n, now); applies && !taken[img.Digest] {
				expiries[img.Digest] = Expiry{rule.RulePriority, rule.Action.Type == "transition", at, inWords(&rule.Selection)}
			}
		}
		for n := range selected {
			taken[selected[n].Digest] = true
		}
	}
	return expiries
}

// sinceTransition is the only count of the storage class archive, whose rules have no other.
const sinceTransition = "sinceImageTransitioned"

// since is the time by which imageCountMoreThan orders images: when it was pushed, or last brought
// back from the archive.
func (img *Image) since() time.Time {
	if img.Activated.IsZero() {
		return img.Pushed
	}
	return img.Activated
}

// selects reports whether an image with these tags is one of a rule. Of several patterns
// each has to match one of the tags.
func selects(s *plan.LifecycleSelection, tags []string) bool {
	every := func(patterns []string, matches func(pattern, tag string) bool) bool {
		for _, pattern := range patterns {
			if !slices.ContainsFunc(tags, func(tag string) bool { return matches(pattern, tag) }) {
				return false
			}
		}
		return true
	}
	switch s.TagStatus {
	case "any":
		return true
	case "untagged":
		return len(tags) == 0
	}
	return len(tags) > 0 && every(s.TagPatternList, wildcard.Stars) && every(s.TagPrefixList, func(prefix, tag string) bool { return strings.HasPrefix(tag, prefix) })
}

// due is when a rule applies to its image number n, counted from 0 for the newest. A rule that
// counts images applies now, to those beyond its number; as the images are, it does not apply to
// the others at all.
func due(s *plan.LifecycleSelection, img *Image, n int, now time.Time) (at time.Time, applies bool) {
	period := time.Duration(s.CountNumber) * 24 * time.Hour
	switch s.CountType {
	case "imageCountMoreThan":
		return now, n >= s.CountNumber
	case "sinceImagePushed":
		return img.Pushed.Add(period), true
	case "sinceImagePulled":
		last := img.Pulled
		switch {
		case last.Before(img.Activated):
			last = img.Activated
		case last.IsZero():
			last = img.Pushed
		}
		return last.Add(period), true
	case sinceTransition:
		return img.Archived.Add(period), !img.Archived.IsZero()
	}
	return time.Time{}, false
}

// inWords is a rule for people.
func inWords(s *plan.LifecycleSelection) string {
	which := s.TagStatus
	if list := append(slices.Clone(s.TagPatternList), s.TagPrefixList...); len(list) > 0 {
		which += " " + strings.Join(list, " and ")
	}
	if s.CountType == "imageCountMoreThan" {
		return fmt.Sprintf("more than %d images (%s)", s.CountNumber, which)
	}
	return fmt.Sprintf("%s %d %s (%s)", s.CountType, s.CountNumber, cmp.Or(s.CountUnit, "days"), which)
}
