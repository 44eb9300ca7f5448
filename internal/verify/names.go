package verify

import (
	"slices"
	"strings"

	reference "github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// names knows the names of images on both sides of the cache, in the middle of texts.
type names struct {
	toUpstream *strings.Replacer
	hosts      []string
}

func newNames(c *config.PullThroughCache) *names {
	n := &names{}
	var pairs []string
	cache := c.Cache()
	for _, own := range cache.OwnHosts() {
		for _, u := range c.Spec.Upstreams {
			pairs = append(pairs, own+"/"+u.Prefix+"/library/", u.Registry+"/", own+"/"+u.Prefix+"/", u.Registry+"/")
		}
	}
	// The spellings of Docker Hub are one.
	pairs = append(pairs, "docker.io/library/", "", "docker.io/", "")
	n.toUpstream = strings.NewReplacer(pairs...)
	n.hosts = append(cache.OwnHosts(), cache.Hosts()...)
	return n
}

// upstream is a text with every name of the cache as the upstream's.
func (n *names) upstream(text string) string {
	for range 2 { // what a name becomes may have a shorter spelling
		text = n.toUpstream.Replace(text)
	}
	return text
}

// mentions reports whether a text names a registry that the cache knows.
func (n *names) mentions(text string) bool {
	return slices.ContainsFunc(n.hosts, func(host string) bool { return strings.Contains(text, host) })
}

// sameText reports whether the values of a field that is no container's image say the
// same of images. What is rewritten in a text where it stands, but left in rendered
// output, is the same. The values become what may be shown of them: a text may hold
// more than images, and that may be a secret.
func (n *names) sameText(d *Difference) bool {
	moved := d.Before != d.Expected
	d.Before, d.Expected, d.After = n.shown(d.Before, moved), n.shown(d.Expected, moved), n.shown(d.After, moved)
	return d.After == d.Expected || d.After != d.Before && n.upstream(d.After) == n.upstream(d.Before)
}

// shown is what a text says of images: all of it when it is a reference, else the words
// in it that name a registry which the cache knows.
func (n *names) shown(text string, isReference bool) string {
	if _, err := reference.Parse(text); err == nil && (isReference || n.mentions(text)) {
		return text
	}
	var words []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\r\"'`,;=<>|[]", r) }) {
		if n.mentions(word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}
