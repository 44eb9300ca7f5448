package live

import (
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// A Warming is what warm pulls through the cache.
type Warming struct {
	Session  Session
	Registry plan.Registry
	Images   []WarmImage
	// Platforms are those of which the images of an index are pulled, such as linux/amd64;
	// all of them when it is empty.
	Platforms []string
	// Layers downloads the layers as well, to nowhere.
	Layers bool
	// Jobs is how many images of one upstream are pulled at a time.
	Jobs int
	// Timeout is for the whole run; 0 is none.
	Timeout time.Duration
	// Ended is called for every image when it is done, Waiting when an upstream takes no more
	// requests for a while; each may be nil. There is one call at a time.
	Ended   func(*Warmed)
	Waiting func(upstream string, wait time.Duration)
}

// A WarmImage is one image to pull, by its name in the cache.
type WarmImage struct {
	Reference image.Reference // in the cache
	Upstream  string          // the registry it is of, or the rule's prefix where that is not known
	Prefix    string          // of the rule
}

// A WarmReport is what became of the images, in the order in which they were given.
type WarmReport struct {
	Images []Warmed `json:"images"`
	// Calls is how many requests AWS got, Requests how many its registry got.
	Calls    int `json:"calls"`
	Requests int `json:"requests"`
}

// A WarmStatus is what became of an image.
type WarmStatus string

// The statuses.
const (
	// WasCached: all of it was in the cache already, and nothing was pulled.
	WasCached WarmStatus = "cached"
	Pulled    WarmStatus = "pulled"
	Failed    WarmStatus = "failed"
	// NotReached: the run ended before it.
	NotReached WarmStatus = "not-reached"
	// NotPullable: it has no tag and no digest, or a part of it is filled in later.
	NotPullable WarmStatus = "not-pullable"
	// Planned: a dry run would pull it, if it is not in the cache yet.
	Planned WarmStatus = "planned"
)

// A WarmCause is why an image could not be pulled; its text is stable.
type WarmCause string

// The causes. AWS gives the same answer for several of them, which are told apart by what
// else is known.
const (
	RuleMissing      WarmCause = "rule-missing"
	RepositoryDenied WarmCause = "repository-creation"
	NotUpstream      WarmCause = "not-at-upstream"
	UpstreamLogin    WarmCause = "upstream-credential"
	UpstreamDown     WarmCause = "upstream-unavailable"
	RateLimit        WarmCause = "rate-limit"
	Archived         WarmCause = "archived"
	NoPermission     WarmCause = "permission"
	NoConnection     WarmCause = "connection"
	NoAnswer         WarmCause = "unknown"
)

// Warmed is what became of one image.
type Warmed struct {
	Reference string     `json:"reference"`
	Upstream  string     `json:"upstream,omitempty"`
	Status    WarmStatus `json:"status"`
	// Digest is what the tag is in the cache; for an image that was there already, the digest in
	// the manifests, where they have one. Moved says that the tag is another digest than theirs.
	Digest string `json:"digest,omitempty"`
	Moved  bool   `json:"moved,omitempty"`
	// Platforms are those that an index has, of those that were asked for.
	Platforms []string `json:"platforms,omitempty"`
	// Bytes is the size of the layers that were downloaded.
	Bytes int64     `json:"bytes,omitempty"`
	Cause WarmCause `json:"cause,omitempty"`
	// Message is what AWS said, or why there is nothing to pull; Do is what the user can do.
	Message string `json:"message,omitempty"`
	Do      string `json:"do,omitempty"`
}

// Count is how many images have a status.
func (r *WarmReport) Count(s WarmStatus) int {
	n := 0
	for i := range r.Images {
		if r.Images[i].Status == s {
			n++
		}
	}
	return n
}
