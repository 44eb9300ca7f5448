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
	// one is the rewriter for all that was read; nil where each file has that of its
	// configuration.
	one       *rewrite.Rewriter
	governing *Governing
	ofInput   *Configuration // that of one
	// variant makes of each rewriter the one that the verb needs.
	variant func(*rewrite.Rewriter) *rewrite.Rewriter
}

// NewRun is a run with one rewriter for all.
func NewRun(b *batch.Batch, r *rewrite.Rewriter) *Run { return &Run{Batch: b, one: r} }

// Configurations are those that govern what was read.
func (r *Run) Configurations() []*Configuration {
	if r.governing == nil {
		return []*Configuration{r.ofInput}
	}
	return r.governing.Configurations()
}

// Ungoverned is the first of the paths of which nothing counts, because it has no configuration;
// empty where there is none.
func (r *Run) Ungoverned(paths []string) string {
	if r.governing == nil {
		return ""
	}
	return r.governing.Ungoverned(paths)
}

// Config is the configuration of what was read; the first of several.
func (r *Run) Config() *v1alpha1.PullThroughCache {
	if r.one != nil {
		return r.one.Config()
	}
	for _, one := range r.governing.Configurations() {
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
	return r.ImagesBy(r.governor())
}

// ImagesOf lists the images that one configuration governs.
func (r *Run) ImagesOf(c *Configuration) ([]inventory.Image, error) {
	if r.one != nil {
		return r.Images()
	}
	return r.ImagesBy(func(dir string) *rewrite.Rewriter {
		if r.governing.Of(dir) != c {
			return nil
		}
		return c.Rewriter
	})
}

func (r *Run) varied(rewriter *rewrite.Rewriter) *rewrite.Rewriter {
	if r.variant == nil {
		return rewriter
	}
	return r.variant(rewriter)
}

// governor gives each configuration its rewriter, changed once.
func (r *Run) governor() batch.Governor {
	varied := map[*Configuration]*rewrite.Rewriter{}
	return func(dir string) *rewrite.Rewriter {
		c := r.governing.Of(filepath.Clean(dir))
		if c == nil || c.Rewriter == nil {
			return nil
		}
		if varied[c] == nil {
			varied[c] = r.varied(c.Rewriter)
		}
		return varied[c]
	}
}
