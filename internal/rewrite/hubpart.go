package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// inHubPart is why one word at Docker Hub stays where nothing says what it is: the image
// docker.io/nginx is library/nginx in the cache, and docker.io/amerintlxperts, to which
// names are joined, is not.
var inHubPart = reason{"hub-word", finding.Warning, "one word at Docker Hub without a tag may be an image, which is library/… in the cache, or the first part of names that are joined to it; write docker.io/library/NAME, or a tag, or the cache's name"}

// isHubPart reports whether a text at a place may be the first part of names at Docker Hub.
func (r *rules) isHubPart(p *fields.Place, verdict image.Verdict, ref image.Reference) bool {
	return p.Row.Guess && verdict.Kind == image.FromUpstream && r.isHubWord(ref) && p.Tag == nil && p.Digest == nil && !namesRepository(lastKey(p))
}

// isHubWord reports whether a reference names its host, and one word at Docker Hub.
func (r *rules) isHubWord(ref image.Reference) bool {
	if ref.Host == "" || ref.Tag != "" || ref.Digest != "" || strings.Contains(ref.Repository, "/") {
		return false
	}
	moved, err := r.cache.Rewrite(ref)
	return err == nil && strings.HasSuffix(moved.Repository, "library/"+ref.Repository)
}

// namesRepository reports whether a key says that its value is the whole name of an image.
func namesRepository(key string) bool {
	key = strings.ToLower(key)
	return slices.ContainsFunc([]string{"image", "repository", "imagename", "image_name"}, func(end string) bool { return strings.HasSuffix(key, end) })
}

// lastKey is the key of the text of a place, or the name beside it: of a variable, of a
// parameter.
func lastKey(p *fields.Place) string {
	path := strings.TrimRight(p.Path(), `"]`)
	key := path[strings.LastIndexAny(path, `."`)+1:]
	if name := p.Parent.Text("name"); key == "value" && name != "" {
		return name
	}
	return key
}
