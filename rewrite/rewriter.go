package rewrite

import (
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// A Rewriter rewrites the items of sources by one configuration. It does not
// change once made and may be used from several goroutines.
type Rewriter struct {
	config *config.PullThroughCache
	cache  *image.Cache
	finder *fields.Finder
	// upstreams are the hosts whose references change; needles are all that an
	// item must hold one of to be read. Every item is read when short names count.
	upstreams, needles needles
	readAll            bool
}

// New prepares a Rewriter. The configuration has been validated.
func New(c *config.PullThroughCache) (*Rewriter, error) {
	finder, err := fields.NewFinder(fields.Table())
	if err != nil {
		return nil, err
	}
	cache := c.Cache()
	return &Rewriter{
		config:    c,
		cache:     cache,
		finder:    finder,
		upstreams: newNeedles(cache.Hosts()...),
		needles:   newNeedles(append(cache.Hosts(), ecrMark, dualStackMark)...),
		readAll:   cache.BareNames(),
	}, nil
}

// Items rewrites the items of one source. It returns the edits that turn the
// source into the result, and the report. An item that is not YAML, or holds a
// key twice, is an *ItemError: there are no edits then.
func (r *Rewriter) Items(items []document.Item) ([]document.Edit, *Report, error) {
	run := &run{
		Rewriter: r,
		report:   &Report{Items: len(items)},
		values:   map[*document.Node]string{},
		told:     map[*document.Node]bool{},
		excluded: map[*document.Node]bool{},
		shared:   anchors{byNode: map[*document.Node]*anchored{}},
	}
	for i := range items {
		if err := run.take(&items[i]); err != nil {
			return nil, nil, err
		}
	}
	run.reportShared()
	return run.edits, run.report, nil
}
