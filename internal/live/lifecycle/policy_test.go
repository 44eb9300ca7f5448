package lifecycle_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live/lifecycle"
	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// image is one that was pushed some days ago.
func image(name string, days int, tags ...string) lifecycle.Image {
	return lifecycle.Image{Digest: name, Tags: tags, Pushed: now.AddDate(0, 0, -days)}
}

// TestFates: what ECR's guide says of rules, its examples of tags and priorities among them
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html).
func TestFates(t *testing.T) {
	const (
		untagged7 = `{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":7},"action":{"type":"expire"}}`
		any2      = `{"rulePriority":9,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":2},"action":{"type":"expire"}}`
	)
	for name, test := range map[string]struct {
		rules  string
		images []lifecycle.Image
		want   map[string]string // rule and days from now
	}{
		"by age":             {untagged7, []lifecycle.Image{image("new", 1), image("old", 9), image("tagged", 9, "v1")}, map[string]string{"new": "1 in 6", "old": "1 in -2"}},
		"by count":           {any2, []lifecycle.Image{image("a", 3, "v1"), image("b", 1, "v3"), image("c", 2, "v2"), image("d", 4)}, map[string]string{"a": "9 in 0", "d": "9 in 0"}},
		"the first takes it": {any2 + "," + untagged7, []lifecycle.Image{image("a", 1, "v1"), image("b", 2, "v2"), image("c", 3)}, map[string]string{"c": "1 in 4"}},
		"a count sees what another rule marked": {
			untagged7 + "," + any2,
			[]lifecycle.Image{image("u1", 1), image("u2", 2), image("a", 3, "v1")},
			map[string]string{"u1": "1 in 6", "u2": "1 in 5", "a": "9 in 0"},
		},
		"every pattern": {
			`{"rulePriority":1,"selection":{"tagStatus":"tagged","tagPatternList":["*web*","*staging*"],"countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}`,
			[]lifecycle.Image{image("a", 1, "web-1", "staging-1"), image("b", 2, "web-2"), image("c", 3, "staging-web")},
			map[string]string{"c": "1 in 0"},
		},
		"prefixes": {
			`{"rulePriority":1,"selection":{"tagStatus":"tagged","tagPrefixList":["prod"],"countType":"sinceImagePushed","countUnit":"days","countNumber":30},"action":{"type":"expire"}}`,
			[]lifecycle.Image{image("a", 10, "prod-1"), image("b", 10, "dev-prod")},
			map[string]string{"a": "1 in 20"},
		},
		"archive": {
			`{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":90},"action":{"type":"transition"}}`,
			[]lifecycle.Image{{Digest: "a", Pushed: now.AddDate(0, 0, -100), Pulled: now.AddDate(0, 0, -80)}, image("b", 100)},
			map[string]string{"a": "1 archived in 10", "b": "1 archived in -10"},
		},
		// A rule for the archive is about no active image, so that it takes none from the rules after it; and
		// theirs are about no archived one, which their counts leave out.
		"what is archived": {
			`{"rulePriority":1,"selection":{"tagStatus":"any","storageClass":"archive","countType":"sinceImageTransitioned","countUnit":"days","countNumber":90},"action":{"type":"expire"}},` + any2,
			[]lifecycle.Image{image("a", 1, "v3"), image("b", 2, "v2"), image("c", 3, "v1"), {Digest: "d", Pushed: now.AddDate(0, 0, -200), InArchive: true, Archived: now.AddDate(0, 0, -80)}, {Digest: "e", InArchive: true}},
			map[string]string{"c": "9 in 0", "d": "1 in 10"},
		},
		"brought back from the archive": {
			`{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":90},"action":{"type":"transition"}}`,
			[]lifecycle.Image{{Digest: "a", Pushed: now.AddDate(0, 0, -200), Pulled: now.AddDate(0, 0, -150), Activated: now.AddDate(0, 0, -5)}},
			map[string]string{"a": "1 archived in 85"},
		},
		"a count goes by when it was brought back": {
			any2,
			[]lifecycle.Image{image("a", 3, "v1"), image("b", 2, "v2"), {Digest: "c", Pushed: now.AddDate(0, 0, -200), Activated: now.AddDate(0, 0, -1)}},
			map[string]string{"a": "9 in 0"},
		},
		"nothing known": {`{"rulePriority":1,"selection":{"tagStatus":"any","countType":"somethingNew","countNumber":1},"action":{"type":"expire"}}`, []lifecycle.Image{image("a", 9)}, map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := lifecycle.Parse(`{"rules":[` + test.rules + `]}`)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for digest, expiry := range lifecycle.Expiries(p, test.images, now) {
				text := fmt.Sprint(expiry.Priority)
				if expiry.Archives {
					text += " archived"
				}
				got[digest] = fmt.Sprintf("%s in %d", text, int(expiry.At.Sub(now).Hours()/24))
				if expiry.Reason == "" {
					t.Errorf("%s: no reason", digest)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if _, err := lifecycle.Parse("rules"); err == nil {
		t.Error("taken")
	}
}
