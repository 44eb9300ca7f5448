// Package warmlist finds the images that warm pulls: those of manifests, by the configurations
// that govern them, or those of the file of --list.
package warmlist

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
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/spf13/cobra"
)

// A List is what warm pulls of one registry.
type List struct {
	Config   *v1alpha1.PullThroughCache
	Registry plan.Registry
	// Images are those that can be pulled, each once, sorted; Unpullable are those that go
	// through the cache and cannot.
	Images     []live.WarmImage
	Unpullable []live.Warmed
	Others     int // images that do not go through the cache
	Skipped    int // files
}

// OfManifests reads the manifests that the arguments of a verb name, each by the configuration
// that governs it. Several configurations have to be of one registry, since one account is asked.
// The errors are those of [input.Open].
func OfManifests(c *console.Console, verb *cobra.Command, flags *input.ConfigFlags, paths []string) (*List, error) {
	run, err := input.Open(c, verb, flags, paths, toRewrite)
	if err != nil {
		return nil, err
	}
	all := run.Configurations()
	list := of(all[0].Spec)
	for _, one := range all {
		if of(one.Spec).Registry != list.Registry {
			_, err := input.Only(all) // they are several: an error
			return nil, err
		}
	}
	images, err := run.ImagesOf(all) // not those that only builds of other configurations read: their registry may be another
	if err != nil {
		return nil, exit.Work(err)
	}
	list.add(slices.Concat(images...))
	messages.Skipped(c, run.Skipped)
	list.Skipped = len(run.Skipped)
	list.sort()
	return list, nil
}

// OfFile reads a list of references, as [input.ReadList] does.
func OfFile(c *console.Console, verb *cobra.Command, flags *input.ConfigFlags, file string) (*List, error) {
	configuration, err := flags.Load(c, nil)
	if err != nil {
		return nil, err
	}
	toRewrite(&configuration.Spec.Rewrite)
	rewriter, err := rewrite.New(configuration)
	if err != nil {
		return nil, exit.Work(err)
	}
	lines, err := input.ReadList(verb, file)
	if err != nil {
		return nil, exit.Work(err)
	}
	list := of(configuration)
	for _, line := range lines {
		img, _ := rewriter.Reference(line.Text)
		if img.Status == inventory.StatusMalformed {
			return nil, exit.Work(fmt.Errorf("%s: no image reference; give one a line, such as ghcr.io/amerintlxperts/my-app:v1.0.0", line.At)) // the line may be one of a wrong file, and a secret
		}
		list.add([]inventory.Image{img})
	}
	list.sort()
	return list, nil
}

func toRewrite(w *v1alpha1.Rewrite) { w.Direction = v1alpha1.DirectionRewrite }

// of is an empty list for the registry of a configuration.
func of(c *v1alpha1.PullThroughCache) *List {
	p, _ := generators.CachePlan(c, plan.Seen{})
	return &List{Config: c, Registry: p.Registry}
}

// Planned are the images as a dry run reports them.
func (l *List) Planned() []live.Warmed {
	all := []live.Warmed{}
	for i := range l.Images {
		all = append(all, live.Warmed{Reference: l.Images[i].Reference.String(), Upstream: l.Images[i].Upstream, Status: live.Planned})
	}
	return all
}

// Why an image cannot be pulled as it is written.
const (
	noTag       = "no tag; a node would pull latest, which changes: give it a tag or a digest"
	filledLater = "a part of it is filled in later; give the manifests as they are deployed: kustomize build . | ecrcache warm"
)

// add sorts images into those that can be pulled, those that cannot, and the number of those that
// do not go through the cache.
func (l *List) add(all []inventory.Image) {
	for i := range all {
		img := &all[i]
		if img.Reason == reason.Status.Message {
			continue // of the status of a Pod: its spec has the image as well
		}
		if img.Status != inventory.StatusCovered && img.Status != inventory.StatusCached {
			l.Others++
			continue
		}
		ref, err := image.Parse(img.CacheReference)
		why := ""
		switch {
		case err != nil || ref.HasPlaceholder():
			why = filledLater
		case ref.Tag == "" && ref.Digest == "":
			why = noTag
		}
		if why != "" {
			l.Unpullable = append(l.Unpullable, live.Warmed{Reference: img.CacheReference, Upstream: img.Upstream, Status: live.NotPullable, Message: why})
			continue
		}
		l.Images = append(l.Images, live.WarmImage{Reference: ref, Upstream: cmp.Or(img.Upstream, img.Prefix), Prefix: img.Prefix})
	}
}

// sort sorts both lists, and leaves each image in once.
func (l *List) sort() {
	byName := func(a, b live.WarmImage) int { return cmp.Compare(a.Reference.String(), b.Reference.String()) }
	slices.SortFunc(l.Images, byName)
	l.Images = slices.CompactFunc(l.Images, func(a, b live.WarmImage) bool { return byName(a, b) == 0 })
	byReference := func(a, b live.Warmed) int { return cmp.Compare(a.Reference, b.Reference) }
	slices.SortFunc(l.Unpullable, byReference)
	l.Unpullable = slices.CompactFunc(l.Unpullable, func(a, b live.Warmed) bool { return byReference(a, b) == 0 })
}
