package releases

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/verify/builder"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The causes of a HelmRelease that was not rendered, beside those of package builder.
const (
	// NoChart: it cannot be found out from the files where its chart is.
	NoChart = "chart not known"
	// NotFetched: Helm cannot fetch its chart.
	NotFetched = "chart not fetched"
	// NotYAML: Helm writes something that is no YAML.
	NotYAML = "not YAML"
)

// render renders one HelmRelease, and lists its images. Why it could not is in the Release.
func (r *run) render(ctx context.Context, j *job) Release {
	found := Release{Name: j.ObjectName, Namespace: j.ObjectNamespace, File: j.File, Dir: j.dir, Missing: j.Missing}
	if j.Unbuildable != "" {
		found.Cause, found.Message, found.Hint = NoChart, j.Unbuildable, "what a HelmRelease names is looked for in its whole Git repository, or without one in PATH"
		return found
	}
	out, err := r.build.Build(ctx, &j.Target, r.copied)
	if err != nil {
		if found.Cause, found.Hint = builder.CauseOf(err); j.Chart != nil && (found.Cause == builder.RemoteBase || refused.MatchString(err.Error())) {
			found.Cause, found.Hint = NotFetched, "Helm needs the network, and a helm registry login where the registry wants one"
		}
		found.Message = builder.Told(err, func(text string) string { return strings.ReplaceAll(text, r.copied.Dir+"/", "") })
		return found
	}
	items, err := yamlbytes.SplitStream(out)
	if err == nil {
		err = found.list(j.by, items)
	}
	if err != nil {
		found.Cause, found.Message = NotYAML, builder.Told(err, strings.TrimSpace)
	}
	return found
}

// refused matches what registries say to somebody who is not logged in, or may not pull.
var refused = regexp.MustCompile(`(?i)\b(401|403|unauthorized|forbidden|denied)\b`)

// reached matches the fields in which a post-renderer, that is kustomize's images, looks for images
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/filters/imagetag/legacy.go).
var reached = regexp.MustCompile(`(^|\.)(containers|initContainers)\[\d+\]\.image$`)

// list lists the images among rendered objects that are still at an upstream of the cache: in
// Images where a post-renderer reaches their field, else in Beyond. The error is of an object
// that cannot be read.
func (r *Release) list(by *rewrite.Rewriter, items []yamlbytes.Item) error {
	images, outcomes := by.Inventory([]rewrite.Source{{Path: "", Items: items}})
	for _, o := range outcomes {
		if o.Err != nil {
			return o.Err
		}
	}
	for i := range images {
		img := &images[i]
		if img.Status != inventory.StatusCovered {
			continue
		}
		if !reached.MatchString(img.Field) {
			r.Beyond = append(r.Beyond, Beyond{img.Resource.Kind + " " + img.Resource.Name, img.Field, img.Reference})
			continue
		}
		ref, err := image.Parse(img.UpstreamReference)
		if err != nil {
			return err
		}
		r.Images = append(r.Images, ref.Name())
	}
	slices.Sort(r.Images)
	r.Images = slices.Compact(r.Images)
	return nil
}
