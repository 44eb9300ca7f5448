package verify

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	reference "github.com/amerintlxperts/ecrcache/image"
)

// names knows the names of images on both sides of the cache, in the middle of texts.
type names struct {
	cache *reference.Cache
	// old is what a reference is that is to change: an upstream's, or one of the cache
	// when that is to be restored.
	old        reference.Standing
	toUpstream *strings.Replacer
	hosts      []string
}

func newNames(c *v1alpha1.PullThroughCache, restore bool) *names {
	cache := c.Cache()
	n := &names{cache: cache, old: reference.FromUpstream}
	if restore {
		n.old = reference.Cached
	}
	var pairs []string
	for _, own := range cache.OwnHosts() {
		for _, u := range cache.Upstreams() {
			host, _, _ := strings.Cut(u.Registry, "/")
			there := host + "/"
			if u.UpstreamPrefix != "" {
				there += u.UpstreamPrefix + "/"
			}
			here := own + "/" + u.Prefix + "/"
			if u.Prefix == reference.RootPrefix {
				here = own + "/"
			}
			pairs = append(pairs, here+"library/", there, here, there)
		}
	}
	for _, own := range cache.OwnHosts() {
		for _, u := range c.Spec.Upstreams {
			pairs = append(pairs, own+"/"+u.Prefix, u.Registry) // a chart's registry stands alone
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

// isOld reports whether a text is a reference that is to change.
func (n *names) isOld(text string) bool {
	ref, err := reference.Parse(text)
	return err == nil && n.cache.Classify(ref).Kind == n.old
}

// isSpelling reports whether two references differ only in how Docker Hub is written:
// nginx, docker.io/library/nginx.
func isSpelling(a, b string) bool { return a != "" && shortest(a) == shortest(b) }

// goesBack reports whether the way back makes after of before: it is spelled in another
// way, or stood on the other side of the cache from the beginning. The way back changes
// that, too, because nothing tells it from what the way there changed.
func (n *names) goesBack(before, after string) bool {
	return isSpelling(before, after) || n.isOld(after) && n.upstream(before) == n.upstream(after)
}

func shortest(text string) string {
	return strings.TrimPrefix(strings.TrimPrefix(text, "docker.io/"), "library/")
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
	// In a text, a name of Docker Hub without a registry is a word like any other, so the
	// texts are compared as a whole, too.
	moved := d.After != d.Before && n.upstream(d.After) == n.upstream(d.Before)
	alone := d.Before != d.Expected || n.isReference(d.After) || n.isReference(d.Before)
	d.Before, d.Expected, d.After = n.shown(d.Before, alone), n.shown(d.Expected, alone), n.shown(d.After, alone)
	return moved || d.After == d.Expected || d.After != d.Before && n.upstream(d.After) == n.upstream(d.Before)
}

// isReference reports whether a text is one reference to a registry that the cache knows.
func (n *names) isReference(text string) bool {
	_, err := reference.Parse(text)
	return err == nil && n.mentions(text)
}

// shown is what a text says of images: all of it when it is a reference, else the words
// in it that name a registry which the cache knows. Where the field holds a reference
// alone, it needs no registry.
func (n *names) shown(text string, alone bool) string {
	if _, err := reference.Parse(text); err == nil && alone || n.isReference(text) {
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
