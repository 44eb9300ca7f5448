package warm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/generators/warm"
	"github.com/amerintlxperts/ecrcache/image"
)

// generated is what is made for images of ghcr.io, by a configuration of a name.
func generated(t *testing.T, name string, change func(*v1alpha1.Warm), images ...image.Reference) (map[string]object.Object, []plan.Problem) {
	t.Helper()
	c := &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind, Metadata: v1alpha1.Metadata{Name: name}}
	c.Spec.AccountID, c.Spec.Region = "123456789012", "ca-central-1"
	c.Spec.Warm = &v1alpha1.Warm{Image: "ghcr.io/amerintlxperts/ecrcache:v1.0.0"}
	if change != nil {
		change(c.Spec.Warm)
	}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{Images: images})
	out, problems := warm.Generator{Spec: &c.Spec}.Generate(p)
	all := map[string]object.Object{}
	for _, o := range out.Objects {
		all[o.Kind] = o
	}
	return all, problems
}

func ref(tag string) image.Reference {
	return image.Reference{Host: "ghcr.io", Repository: "amerintlxperts/app", Tag: tag}
}

// TestAnotherJob: a Job cannot be changed, so that it has another name whenever what it is
// made of is another; nothing else changes it.
func TestAnotherJob(t *testing.T) {
	name := func(change func(*v1alpha1.Warm), images ...image.Reference) string {
		all, _ := generated(t, "ghcr", change, images...)
		job, images2 := all["Job"], all["ConfigMap"]
		if job.Metadata.Name != images2.Metadata.Name {
			t.Errorf("the Job %s has the list %s", job.Metadata.Name, images2.Metadata.Name)
		}
		return job.Metadata.Name
	}
	first := name(nil, ref("v1"), ref("v2"))
	if again := name(nil, ref("v2"), ref("v1"), ref("v2")); again != first {
		t.Errorf("the same images give %s and %s", first, again)
	}
	seen := map[string]bool{first: true}
	for what, other := range map[string]string{
		"a tag": name(nil, ref("v1"), ref("v3")), "fewer": name(nil, ref("v1")),
		"layers":   name(func(w *v1alpha1.Warm) { w.Layers = true }, ref("v1"), ref("v2")),
		"platform": name(func(w *v1alpha1.Warm) { w.Platforms = []string{"all"} }, ref("v1"), ref("v2")),
		"image":    name(func(w *v1alpha1.Warm) { w.Image = "example.com/ecrcache:v2" }, ref("v1"), ref("v2")),
	} {
		if seen[other] {
			t.Errorf("%s: the same name %s", what, other)
		}
		seen[other] = true
	}
}

// TestNames: Kubernetes takes 52 characters for a CronJob and 63 for a Job.
func TestNames(t *testing.T) {
	all, _ := generated(t, strings.Repeat("long-name.", 20)+"x", nil, ref("v1"))
	job, later := all["Job"], all["CronJob"]
	if n := len(later.Metadata.Name); n > 52 || n < 40 {
		t.Errorf("%s has %d characters", later.Metadata.Name, n)
	}
	if n := len(job.Metadata.Name); n > 63 {
		t.Errorf("%s has %d characters", job.Metadata.Name, n)
	}
}

// TestEndpoint: the Job asks ECR at the addresses that the configuration names, and its list has
// the images by the same host.
func TestEndpoint(t *testing.T) {
	for endpoint, want := range map[string]string{"": "", "IPv4": "", "DualStack": "--endpoint DualStack", "FIPS": "--endpoint FIPS"} {
		c := &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind, Metadata: v1alpha1.Metadata{Name: "ghcr"}}
		c.Spec.AccountID, c.Spec.Region, c.Spec.Endpoint = "123456789012", "us-east-1", endpoint
		c.Spec.Warm = &v1alpha1.Warm{Image: "ghcr.io/amerintlxperts/ecrcache:v1.0.0"}
		c.Default()
		p, _ := planner.Plan(c, plan.Seen{Images: []image.Reference{ref("v1")}})
		out, _ := warm.Generator{Spec: &c.Spec}.Generate(p)
		text := fmt.Sprint(out.Objects)
		if got := strings.Contains(text, "--endpoint"); got != (want != "") || !strings.Contains(text, want) || !strings.Contains(text, p.Registry.Host+"/ghcr/amerintlxperts/app:v1") {
			t.Errorf("%q: %s", endpoint, text)
		}
	}
}

// TestTooMany: a list that no ConfigMap holds is refused, and nothing is made.
func TestTooMany(t *testing.T) {
	var images []image.Reference
	for i := range 12000 {
		images = append(images, ref(fmt.Sprint("v", i)))
	}
	all, problems := generated(t, "ghcr", nil, images...)
	if len(all) > 0 || len(problems) == 0 || problems[0].Code != warm.TooMany || problems[0].Severity != plan.Error {
		t.Errorf("%d objects, %v", len(all), problems)
	}
}

// TestOneRegistryTwice: the Job takes the upstreams of one registry that differ in their
// upstream prefixes, and knows its images as cached.
func TestOneRegistryTwice(t *testing.T) {
	const registry = "222222222222.dkr.ecr.ca-central-1.amazonaws.com"
	c := &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind, Metadata: v1alpha1.Metadata{Name: "ecr"}}
	c.Spec.AccountID, c.Spec.Region = "123456789012", "ca-central-1"
	c.Spec.Upstreams = []v1alpha1.Upstream{
		{Registry: registry, Prefix: "aa", UpstreamRepositoryPrefix: "team-a"},
		{Registry: registry, Prefix: "bb", UpstreamRepositoryPrefix: "team-b"},
		{Registry: registry + "/team-c/x", Prefix: "cc", UpstreamRepositoryPrefix: "team-c"},
	}
	c.Spec.Warm = &v1alpha1.Warm{Image: "ghcr.io/amerintlxperts/ecrcache:v1.0.0"}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: registry, Repository: "team-b/app", Tag: "v1"}}})
	out, _ := warm.Generator{Spec: &c.Spec}.Generate(p)
	var upstreams []image.Upstream
	for _, word := range strings.Fields(fmt.Sprint(out.Objects)) {
		if text, found := strings.CutPrefix(strings.Trim(word, "[]{}"), "--upstream="); found && len(upstreams) < len(c.Spec.Upstreams) {
			from, prefix, _ := strings.Cut(text, "=")
			upstreams = append(upstreams, image.Upstream{Registry: from, Prefix: prefix})
		}
	}
	if problems := image.CheckUpstreams(p.Cache.Registry(), upstreams); len(problems) > 0 || len(upstreams) != len(c.Spec.Upstreams) {
		t.Fatalf("%v: %v", upstreams, problems)
	}
	cached := image.Reference{Host: p.Registry.Host, Repository: "bb/app", Tag: "v1"}
	if got := image.NewCache(p.Cache.Registry(), upstreams).Classify(cached).Status; got != image.Cached {
		t.Errorf("%s is %s", cached, got)
	}
}
