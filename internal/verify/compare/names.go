package compare

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// Names translates the names of images between the upstreams and the cache, also within
// longer texts.
type Names struct {
	cache *image.Cache
	// old is the status of references that must change: from an upstream, or cached when the
	// upstreams' names are to be restored.
	old        image.Status
	toUpstream *strings.Replacer
	hosts      []string // of the cache and of its upstreams
}

// NewNames returns the names of a configuration. restore says that images are moved back from
// the cache to their upstreams.
func NewNames(c *v1alpha1.PullThroughCache, restore bool) *Names {
	cache := c.Cache()
	n := &Names{cache: cache, old: image.FromUpstream}
	if restore {
		n.old = image.Cached
	}
	var pairs []string
	for _, own := range cache.OwnHosts() {
		for _, u := range cache.Upstreams() {
			host, _, _ := strings.Cut(u.Registry, "/")
			atUpstream := host + "/"
			if u.UpstreamPrefix != "" {
				atUpstream += u.UpstreamPrefix + "/"
			}
			inCache := own + "/" + u.Prefix + "/"
			if u.Prefix == image.RootPrefix {
				inCache = own + "/"
			}
			pairs = append(pairs, inCache+"library/", atUpstream, inCache, atUpstream)
		}
	}
	for _, own := range cache.OwnHosts() {
		for _, u := range c.Spec.Upstreams {
			pairs = append(pairs, own+"/"+u.Prefix, u.Registry) // the value of a chart that holds only a registry
		}
	}
	// All spellings of a name of Docker Hub become the shortest.
	pairs = append(pairs, "docker.io/library/", "", "docker.io/", "")
	n.toUpstream = strings.NewReplacer(pairs...)
	n.hosts = append(cache.OwnHosts(), cache.Hosts()...)
	return n
}

// Upstream returns a text with the upstream's name for every name of the cache.
func (n *Names) Upstream(text string) string {
	for range 2 { // the second time shortens the names of Docker Hub that the first gave
		text = n.toUpstream.Replace(text)
	}
	return text
}

// mustMove reports whether a text is a reference that must change.
func (n *Names) mustMove(text string) bool {
	ref, err := image.Parse(text)
	return err == nil && n.cache.Classify(ref).Status == n.old
}

// isSpelling reports whether two references differ at most in how Docker Hub is written, such
// as nginx and docker.io/library/nginx.
func isSpelling(a, b string) bool { return a != "" && shortest(a) == shortest(b) }

// GoesBack reports whether after is a right result of rewriting before and restoring it: it
// is the same reference in another spelling, or before was a name of the cache from the
// beginning. Restoring changes such a name, too, because nothing distinguishes it from one
// that was rewritten.
func (n *Names) GoesBack(before, after string) bool {
	return isSpelling(before, after) || n.mustMove(after) && n.Upstream(before) == n.Upstream(after)
}

// shortest is the shortest spelling of a name of Docker Hub; other names stay.
func shortest(text string) string {
	return strings.TrimPrefix(strings.TrimPrefix(text, "docker.io/"), "library/")
}

// mentions reports whether a text holds the host of the cache or of one of its upstreams.
func (n *Names) mentions(text string) bool {
	return slices.ContainsFunc(n.hosts, func(host string) bool { return strings.Contains(text, host) })
}

// sameText reports whether the values of a field that is not a container's image name the same
// images. A text that is rewritten in its source, but left in rendered output, counts as the
// same. It also reduces the values in d to what may be shown of them, because the rest of a text
// may be a secret.
func (n *Names) sameText(d *Difference) bool {
	// In a text, a name of Docker Hub without a registry is a word like any other, so the
	// texts are compared as a whole, too, before they are reduced.
	moved := d.After != d.Before && n.Upstream(d.After) == n.Upstream(d.Before)
	alone := d.Before != d.Expected || n.isReference(d.After) || n.isReference(d.Before)
	d.Before, d.Expected, d.After = n.shown(d.Before, alone), n.shown(d.Expected, alone), n.shown(d.After, alone)
	return moved || d.After == d.Expected || d.After != d.Before && n.Upstream(d.After) == n.Upstream(d.Before)
}

// isReference reports whether a text is a reference to a registry that the cache knows.
func (n *Names) isReference(text string) bool {
	_, err := image.Parse(text)
	return err == nil && n.mentions(text)
}

// shown returns what a text says of images: all of it when it is a reference, otherwise the words
// in it that name a registry that the cache knows. alone says that the field holds a
// reference and nothing else, which then needs no registry.
func (n *Names) shown(text string, alone bool) string {
	if _, err := image.Parse(text); err == nil && alone || n.isReference(text) {
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
