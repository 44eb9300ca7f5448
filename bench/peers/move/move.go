// Package move is what all peers do to a reference: text in, text out.
package move

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
)

const (
	// Upstream is how a reference of the upstream begins.
	Upstream = corpus.Registry + "/"
	// Cached is how it begins afterwards.
	Cached = corpus.Cache + "/" + corpus.Prefix + "/"
)

// Reference moves a reference to the cache, and reports whether it is the upstream's.
func Reference(text string) (string, bool) {
	rest, found := strings.CutPrefix(text, Upstream)
	return Cached + rest, found
}

// Parts moves a reference whose registry is a field of its own.
func Parts(registry, repository string) (string, string, bool) {
	if registry != corpus.Registry {
		return registry, repository, false
	}
	return corpus.Cache, corpus.Prefix + "/" + repository, true
}
