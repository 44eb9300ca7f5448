package leftover

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// namesCacheToo reports whether a policy that names upstreams also names the cache's prefix for
// each of them, in the same text or in the same list.
func (l *Pass) namesCacheToo(spot *fields.Spot) bool {
	var beside strings.Builder
	collect(spot.List(), &beside)
	named := false
	for _, upstream := range l.run.Rules.Cache.Upstreams() {
		host, _, _ := strings.Cut(upstream.Registry, "/")
		if hosts.IndexFold([]byte(spot.Node.Value), strings.ToLower(host)) < 0 {
			continue
		}
		named = true
		if !l.mentionsPrefix(beside.String(), upstream) {
			return false
		}
	}
	return named
}

// mentionsPrefix reports whether a text names the cache's registry with the prefix of an
// upstream, or with a wildcard in the prefix's place.
func (l *Pass) mentionsPrefix(text string, upstream image.Upstream) bool {
	for _, host := range l.run.Rules.Cache.OwnHosts() {
		for _, behind := range []string{"/" + upstream.Prefix + "/", "/*"} {
			if strings.Contains(text, host+behind) {
				return true
			}
		}
	}
	return false
}

// collect writes the scalars of a tree, one a line.
func collect(n *yamlbytes.Node, b *strings.Builder) {
	b.WriteString(n.Value + "\n")
	for i := range n.Pairs {
		collect(n.Pairs[i].Value, b)
	}
	for _, item := range n.Items {
		collect(item, b)
	}
}
