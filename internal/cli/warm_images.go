package cli

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/spf13/cobra"
)

// toWarm is what warm is given.
type toWarm struct {
	config   *v1alpha1.PullThroughCache
	registry plan.Registry
	// images are those that can be pulled, each once, sorted; unpullable are those that go
	// through the cache and cannot.
	images     []live.WarmImage
	unpullable []live.Warmed
	others     int // that do not go through the cache
	skipped    int // files
}

// images reads the manifests, or the list.
func (o *warmOptions) images(c *console.Console, cmd *cobra.Command, paths []string) (*toWarm, error) {
	found := &toWarm{}
	var all []inventory.Image
	var err error
	if o.list != "" {
		all, err = o.ofList(c, cmd, found)
	} else {
		all, err = o.ofManifests(c, cmd, paths, found)
	}
	if err != nil {
		return nil, err
	}
	p, _ := generators.CachePlan(found.config, plan.Seen{})
	found.registry = p.Registry
	found.sort(all)
	return found, nil
}

func (o *warmOptions) ofManifests(c *console.Console, cmd *cobra.Command, paths []string, found *toWarm) ([]inventory.Image, error) {
	b, err := input.Read(c, cmd, paths)
	if err != nil {
		return nil, err
	}
	rewriter, err := o.rewriter(c, b.Config, found)
	if err != nil {
		return nil, err
	}
	images, err := b.Images(rewriter)
	messages.Skipped(c, b.Skipped)
	found.skipped = len(b.Skipped)
	return images, exit.Work(err)
}

func (o *warmOptions) ofList(c *console.Console, cmd *cobra.Command, found *toWarm) ([]inventory.Image, error) {
	rewriter, err := o.rewriter(c, nil, found)
	if err != nil {
		return nil, err
	}
	lines, err := input.ReadList(cmd, o.list)
	if err != nil {
		return nil, exit.Work(err)
	}
	var all []inventory.Image
	for _, line := range lines {
		img, _ := rewriter.Reference(line.Text)
		if img.Status == inventory.StatusMalformed {
			return nil, exit.Work(fmt.Errorf("%s: %s: no image reference; give one a line, such as ghcr.io/amerintlxperts/my-app:v1.0.0", line.At, line.Text))
		}
		all = append(all, img)
	}
	return all, nil
}

func (o *warmOptions) rewriter(c *console.Console, fromInput []byte, found *toWarm) (*rewrite.Rewriter, error) {
	configuration, err := o.Load(c, fromInput)
	if err != nil {
		return nil, err
	}
	configuration.Spec.Rewrite.Direction = v1alpha1.DirectionRewrite
	found.config = configuration
	rewriter, err := rewrite.New(configuration)
	return rewriter, exit.Work(err)
}

// Why an image cannot be pulled as it is written.
const (
	noTag       = "no tag; a node would pull latest, which changes: give it a tag or a digest"
	filledLater = "a part of it is filled in later; give the manifests as they are deployed: kustomize build . | ecrcache warm"
)

// sort tells apart what can be pulled, what cannot, and what does not go through the cache.
func (w *toWarm) sort(all []inventory.Image) {
	for i := range all {
		img := &all[i]
		if img.Status != inventory.StatusCovered && img.Status != inventory.StatusCached {
			w.others++
			continue
		}
		ref, err := image.Parse(img.CacheReference)
		reason := ""
		switch {
		case err != nil || ref.HasPlaceholder():
			reason = filledLater
		case ref.Tag == "" && ref.Digest == "":
			reason = noTag
		}
		if reason != "" {
			w.unpullable = append(w.unpullable, live.Warmed{Reference: img.CacheReference, Upstream: img.Upstream, Status: live.NotPullable, Message: reason})
			continue
		}
		w.images = append(w.images, live.WarmImage{Reference: ref, Upstream: cmp.Or(img.Upstream, img.Prefix), Prefix: img.Prefix})
	}
	byName := func(a, b live.WarmImage) int { return cmp.Compare(a.Reference.String(), b.Reference.String()) }
	slices.SortFunc(w.images, byName)
	w.images = slices.CompactFunc(w.images, func(a, b live.WarmImage) bool { return byName(a, b) == 0 })
	byReference := func(a, b live.Warmed) int { return cmp.Compare(a.Reference, b.Reference) }
	slices.SortFunc(w.unpullable, byReference)
	w.unpullable = slices.CompactFunc(w.unpullable, func(a, b live.Warmed) bool { return byReference(a, b) == 0 })
}

// planned is what a dry run has to say.
func (w *toWarm) planned() []live.Warmed {
	all := []live.Warmed{}
	for i := range w.images {
		all = append(all, live.Warmed{Reference: w.images[i].Reference.String(), Upstream: w.images[i].Upstream, Status: live.Planned})
	}
	return all
}
