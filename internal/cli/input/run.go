package input

import (
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// A Run is what a verb reads, with the configurations that govern it.
type Run struct {
	*batch.Batch
	// one is the rewriter for standard input, and ofInput its configuration. For files both are
	// nil, and finder has the configuration of each.
	one     *rewrite.Rewriter
	finder  *ConfigFinder
	ofInput *Configuration
	// variant changes each rewriter before it is used; nil for no change.
	variant func(*rewrite.Rewriter) *rewrite.Rewriter
}

// NewRun is a run with one rewriter for all that was read.
func NewRun(b *batch.Batch, r *rewrite.Rewriter) *Run { return &Run{Batch: b, one: r} }

// Configurations are those that govern what was read.
func (r *Run) Configurations() []*Configuration {
	if r.finder == nil {
		return []*Configuration{r.ofInput}
	}
	return r.finder.Configurations()
}

// Ungoverned is the first of the paths for which no configuration was found; empty if each has one.
func (r *Run) Ungoverned(paths []string) string {
	if r.finder == nil {
		return ""
	}
	return r.finder.Ungoverned(paths)
}

// Config is the configuration of what was read; of several, the one whose file sorts first.
func (r *Run) Config() *v1alpha1.PullThroughCache {
	if r.one != nil {
		return r.one.Config()
	}
	for _, one := range r.finder.Configurations() {
		return one.Rewriter.Config()
	}
	return nil
}

// With is the run with every rewriter changed by variant.
func (r *Run) With(variant func(*rewrite.Rewriter) *rewrite.Rewriter) *Run {
	with := *r
	with.variant = variant
	return &with
}

// Rewrite rewrites all that was read; nothing is written yet. The errors are those of
// [batch.Batch.Rewrite].
func (r *Run) Rewrite() (*batch.Result, error) {
	if r.one != nil {
		return r.Batch.Rewrite(r.varied(r.one))
	}
	return r.RewriteBy(r.governor())
}

// Images lists the images of all that was read.
func (r *Run) Images() ([]inventory.Image, error) {
	if r.one != nil {
		return r.Batch.Images(r.varied(r.one))
	}
	g, err := r.Governed(r.governor())
	if err != nil {
		return nil, err
	}
	return g.Images()
}

// ImagesOf lists for each configuration the images of the files that it governs, and of others that
// its builds read.
func (r *Run) ImagesOf(all []*Configuration) ([][]inventory.Image, error) {
	images := make([][]inventory.Image, len(all))
	if r.one != nil {
		found, err := r.Images()
		images[0] = append([]inventory.Image{}, found...)
		return images, err
	}
	g, err := r.Governed(r.finder.RewriterOf)
	if err != nil {
		return nil, err
	}
	for i, one := range all {
		found, err := g.ImagesOf(one.Rewriter)
		if err != nil {
			return nil, err
		}
		images[i] = append([]inventory.Image{}, found...)
	}
	return images, nil
}

func (r *Run) varied(rewriter *rewrite.Rewriter) *rewrite.Rewriter {
	if r.variant == nil {
		return rewriter
	}
	return r.variant(rewriter)
}

// governor gives the rewriter of a directory, changed by variant once for each configuration.
func (r *Run) governor() batch.Governor {
	varied := map[*Configuration]*rewrite.Rewriter{}
	return func(dir string) *rewrite.Rewriter {
		c := r.finder.Of(filepath.Clean(dir))
		if c == nil || c.Rewriter == nil {
			return nil
		}
		if varied[c] == nil {
			varied[c] = r.varied(c.Rewriter)
		}
		return varied[c]
	}
}
