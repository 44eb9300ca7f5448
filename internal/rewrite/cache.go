package rewrite

import "github.com/amerintlxperts/ecrcache/image"

// Cache is the one that references are rewritten to.
func (r *Rewriter) Cache() *image.Cache { return r.cache }
