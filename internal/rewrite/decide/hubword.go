package decide

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// isHubPart reports whether the text of a field may be the first part of names at Docker Hub.
func (r *Rules) isHubPart(p *fields.Place, class image.Classification, ref image.Reference) bool {
	return p.Row.Guess && class.Status == image.FromUpstream && r.IsHubWord(ref) && p.Tag == nil && p.Digest == nil && !namesRepository(lastKey(p))
}

// IsHubWord reports whether a reference is Docker Hub's host with one word, as in
// docker.io/nginx.
func (r *Rules) IsHubWord(ref image.Reference) bool {
	if ref.Host == "" || ref.Tag != "" || ref.Digest != "" || strings.Contains(ref.Repository, "/") {
		return false
	}
	// Only Docker Hub's official images get library/ in the cache.
	moved, err := r.Cache.Rewrite(ref)
	return err == nil && strings.HasSuffix(moved.Repository, "library/"+ref.Repository)
}

// namesRepository reports whether a key says that its value is the whole name of an image.
func namesRepository(key string) bool {
	key = strings.ToLower(key)
	return slices.ContainsFunc([]string{"image", "repository", "imagename", "image_name"}, func(end string) bool { return strings.HasSuffix(key, end) })
}

// lastKey returns the key of the text of a field. For the value of a variable or a parameter
// it is the name beside it.
func lastKey(p *fields.Place) string {
	path := strings.TrimRight(p.Path(), `"]`)
	key := path[strings.LastIndexAny(path, `."`)+1:]
	if name := p.Parent.Text("name"); key == "value" && name != "" {
		return name
	}
	return key
}
