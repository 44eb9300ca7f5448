// Package warm makes what pulls the images of the manifests through the cache in the cluster:
// a Job before they are needed, and a CronJob for what expires, with a service account of
// their own and a ConfigMap that lists the images. Both run ecrcache warm.
//
// Package generators uses it. A program that has a plan may call its Generator alone: the objects
// have no owner then.
package warm

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

const (
	section = "spec.warm"
	// listLimit is less than what a ConfigMap may hold, which is 1 MiB with all that belongs to it
	// (https://kubernetes.io/docs/concepts/configuration/configmap/).
	listLimit = 900_000
	listKey   = "images.txt"
	folder    = "/etc/ecrcache"
)

// Generator makes the objects. Spec has its defaults, and its Warm is not nil.
type Generator struct{ Spec *v1alpha1.Spec }

// Generate makes the service account, the list, the Job and the CronJob.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	w := &writer{Problems: &plan.Problems{}, warm: g.Spec.Warm, endpoint: g.Spec.Endpoint, plan: p, name: "ecrcache-warm-" + p.Owner}
	if p.Owner == v1alpha1.Kind { // the configuration has no name
		w.name = "ecrcache-warm"
	}
	w.name = short(plan.ObjectName(w.name))
	list := w.images()
	w.image = w.ownImage()
	if list == "" {
		w.Warn(NoImages, section, "", "no image is known that could be pulled through the cache, so that no Job is made; ecrcache generate --images DIR names the manifests, and the function sees those that it is given")
		return object.Output{}, *w.Problems
	}
	return object.Output{Objects: w.objects(list)}, *w.Problems
}

// A writer makes the objects of one configuration.
type writer struct {
	*plan.Problems
	warm     *v1alpha1.Warm
	endpoint string // the kind of ECR's addresses; empty for the usual one
	plan     *plan.Plan
	name     string
	image    string
}

// ownImage is the image of the Job, by its name in the cache where an upstream has it, as rewriting
// the manifest would write it. It warns of a tag that may move.
func (w *writer) ownImage() string {
	ref, err := image.Parse(w.warm.Image)
	if err != nil {
		return w.warm.Image
	}
	if ref.Tag == "" && ref.Digest == "" || ref.Tag == "latest" && ref.Digest == "" {
		w.Warn(MovingImage, section+".image", w.warm.Image, "it may be another image tomorrow; give the tag of a release, or a digest")
	}
	if cached, err := w.plan.Cache.Rewrite(ref); err == nil {
		return cached.String()
	}
	return w.warm.Image
}

// images is the list, one reference a line, by the names in the cache: sorted, each once. It warns of
// what it leaves out, and is empty when it is too long.
func (w *writer) images() string {
	var all, left []string
	for _, ref := range w.plan.Seen.Images {
		cached, err := w.plan.Cache.Rewrite(ref)
		switch {
		case err != nil:
		case ref.Tag == "" && ref.Digest == "", ref.HasPlaceholder(), redact.Text(ref.String()) != ref.String():
			left = append(left, redact.Text(ref.String()))
		default:
			all = append(all, cached.String()+"\n")
		}
	}
	slices.Sort(all)
	slices.Sort(left)
	if left = slices.Compact(left); len(left) > 0 {
		w.Warn(NotPulled, section, left[0], fmt.Sprintf("images without a tag, of which a part is filled in later, or that hold what looks like a token, are not pulled: %d; give them a tag or a digest", len(left)))
	}
	list := strings.Join(slices.Compact(all), "")
	if len(list) > listLimit {
		w.Refuse(TooMany, section, "", fmt.Sprintf("the list of images has %d bytes, and a ConfigMap holds at most 1 MiB; make a configuration for each part of the manifests, or run ecrcache warm in CI", len(list)))
		return ""
	}
	return list
}

// arguments are those of the program.
func (w *writer) arguments() []string {
	args := []string{"warm", "--list", folder + "/" + listKey, "--account-id", w.plan.Registry.AccountID, "--region", w.plan.Registry.Region, "--timeout", "3h"}
	if w.endpoint != "" && w.endpoint != string(image.IPv4) {
		args = append(args, "--endpoint", w.endpoint)
	}
	var upstreams []string
	for _, u := range w.plan.Cache.Upstreams() {
		upstreams = append(upstreams, "--upstream="+partOf(u)+"="+u.Prefix)
	}
	slices.Sort(upstreams)
	args = append(args, slices.Compact(upstreams)...)
	if len(w.warm.Platforms) > 0 {
		args = append(args, "--platform", strings.Join(w.warm.Platforms, ","))
	}
	if w.warm.Layers {
		args = append(args, "--layers")
	}
	return args
}

// partOf names an upstream for the flag, which takes no upstreamRepositoryPrefix: as the part of
// its registry below that. Otherwise the flags could name one registry twice, which is refused.
func partOf(u image.Upstream) string {
	host, path, _ := image.Cut(u.Registry, '/')
	if below := strings.TrimSuffix(u.UpstreamPrefix, "/"); len(below) > len(path) {
		return host + "/" + below
	}
	return u.Registry
}

// sum is a digest of the Job's spec and the list. It is part of the Job's name, because a Job cannot
// change once it is made: another list, or another version of this program, makes a new Job.
func (w *writer) sum(list string) string {
	all := sha256.Sum256(fmt.Appendf(nil, "%v\n%s", w.job(""), list))
	return hex.EncodeToString(all[:4])
}

// maxCronJobName is how long the name of a CronJob may be: the Jobs that it makes have 11 more
// characters (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/).
const maxCronJobName = 52

// short returns the name, cut and with a digest at its end where it is too long.
func short(name string) string {
	if len(name) <= maxCronJobName {
		return name
	}
	digest := sha256.Sum256([]byte(name)) // a hyphen and 8 hex digits: 9 characters
	return strings.TrimRight(name[:maxCronJobName-9], "-.") + "-" + hex.EncodeToString(digest[:4])
}
