package live

import (
	"slices"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// A StatusInquiry is what status asks AWS about.
type StatusInquiry struct {
	Session  Session
	Registry plan.Registry
	Rules    []StatusRule
	// Images are those of the manifests; nil when none were named.
	Images []inventory.Image
	// Events are what became of pulls; nil when no file of them was given.
	Events *Events
	// Since is from when on a failed pull counts.
	Since time.Time
	// NoExpiry leaves the lifecycle policies out, which are one call for every repository.
	NoExpiry bool
	Prices   Prices
	// Progress is called with what is asked next; nil for nobody.
	Progress func(string)
	Now      func() time.Time
}

// A StatusRule is a rule of the configuration.
type StatusRule struct {
	Prefix string
	// Upstream is the registry it is of, as the configuration names it.
	Upstream string
}

// Prices are what ECR charges for a GB-month of storage, in US dollars. A GB is 10^9 bytes.
type Prices struct {
	Standard float64 `json:"standard"`
	Archive  float64 `json:"archive"`
	// Of is whose prices these are, Date the month they were looked up, and Source where; the
	// last two are empty when the user gave all.
	Of     string `json:"of"`
	Date   string `json:"date,omitempty"`
	Source string `json:"source,omitempty"`
}

// ListPrices are AWS's prices as docs/cost.md has them. Archived images cost less from 150 TB on,
// which is left out.
func ListPrices() Prices {
	return Prices{Standard: 0.10, Archive: 0.10, Of: "US East (N. Virginia)", Date: "2026-03", Source: "https://aws.amazon.com/ecr/pricing/"}
}

// A CacheStatus is what a cache holds.
type CacheStatus struct {
	Registry  string    `json:"registry"`
	Region    string    `json:"region"`
	Account   string    `json:"account"`
	Principal string    `json:"principal"` // as whom AWS was asked
	At        time.Time `json:"at"`
	// Calls is how many requests AWS got, those that were repeated left out.
	Calls  int    `json:"calls"`
	Prices Prices `json:"prices"`
	// Compared says that manifests were named, so that it is known what they use.
	Compared bool `json:"compared"`
	// Listed says that AWS told which repositories there are; without it there may be more.
	Listed bool  `json:"listed"`
	Total  Stock `json:"total"`
	// Upstreams are in the order of the rules; the other lists are sorted by name.
	Upstreams    []UpstreamStock `json:"upstreams"`
	Repositories []CachedRepo    `json:"repositories"`
	Images       []CachedImage   `json:"images"`
	// Missing are images of the manifests that are not in the cache.
	Missing []MissingImage `json:"missing"`
	// Failures are pulls that failed, the last one first.
	Failures []PullFailure   `json:"failures"`
	Events   *EventsRead     `json:"events,omitempty"`
	Unknown  []UnknownStatus `json:"unknown"`
}

// A Stock is how much a cache, a rule or a repository holds. Bytes are those of compressed layers,
// of each image by itself: AWS stores a layer that images of a repository share once, so what is
// stored and paid for is at most as much.
type Stock struct {
	Repositories int `json:"repositories"`
	// Images are all manifests: an image for several platforms is one, and one for each of its
	// platforms that is in the cache.
	Images   int `json:"images"`
	Archived int `json:"archived"`
	// Bytes are all, ArchivedBytes those of them that are archived.
	Bytes         int64   `json:"bytes"`
	ArchivedBytes int64   `json:"archivedBytes"`
	CostPerMonth  float64 `json:"costPerMonth"`
	// Unused are images that no manifest uses. Both are 0 when none were named.
	Unused      int   `json:"unused"`
	UnusedBytes int64 `json:"unusedBytes"`
	// Expiring is how many images a lifecycle policy expires or archives within a week, without
	// those of which that is not certain (Expiry.Perhaps). ExpiryUnknown says that the policy of
	// some was not asked for, or not told, so that it may be more.
	Expiring      int       `json:"expiring"`
	ExpiryUnknown bool      `json:"expiryUnknown,omitempty"`
	LastPull      time.Time `json:"lastPull,omitzero"`
	// Incomplete says that AWS did not tell of all, so that there is more than this.
	Incomplete bool `json:"incomplete,omitempty"`
}

// An UpstreamStock is what there is of one rule.
type UpstreamStock struct {
	Upstream string `json:"upstream"`
	Prefix   string `json:"prefix"`
	// Missing and Failures count those of the report, Unseen images of the manifests of which it
	// is not known whether they are missing.
	Missing  int `json:"missing"`
	Unseen   int `json:"unseen"`
	Failures int `json:"failures"`
	Stock
}

// A CachedRepo is a repository of the cache.
type CachedRepo struct {
	Repository string `json:"repository"`
	Prefix     string `json:"prefix"`
	// Lifecycle says whether images of it expire.
	Lifecycle LifecycleState `json:"lifecycle"`
	Stock
}

// A LifecycleState is whether a repository has a lifecycle policy; its text is stable.
type LifecycleState string

// The states.
const (
	HasLifecycle LifecycleState = "policy"
	NoLifecycle  LifecycleState = "none"
	// UnknownLifecycle: it was not asked for, not answered, or cannot be read.
	UnknownLifecycle LifecycleState = "unknown"
)

// A Use is whether manifests use an image; its text is stable.
type Use string

// The uses; empty when no manifests were named.
const (
	Used   Use = "used"
	Unused Use = "unused"
	// PerhapsUsed: it has no tag, and may be a platform of an image that is used; or a
	// reference of the manifests to its repository is filled in later.
	PerhapsUsed Use = "perhaps"
)

// An ImageKind is what a manifest is; its text is stable.
type ImageKind string

// The kinds.
const (
	PlainImage ImageKind = "image"
	// Index lists images for several platforms. Its size is that of the largest one, which is in
	// the cache as an image of its own, so that it costs nothing by itself.
	Index ImageKind = "index"
	// Referrer is a signature, an SBOM or the like, of another image.
	Referrer ImageKind = "referrer"
)

// A CachedImage is a manifest in the cache.
type CachedImage struct {
	Repository string    `json:"repository"`
	Prefix     string    `json:"prefix"`
	Digest     string    `json:"digest"`
	Tags       []string  `json:"tags,omitempty"`
	Kind       ImageKind `json:"kind"`
	// Status is AWS's: ACTIVE, ARCHIVED, ACTIVATING.
	Status       string    `json:"status"`
	Bytes        int64     `json:"bytes"`
	CostPerMonth float64   `json:"costPerMonth"`
	Pushed       time.Time `json:"pushed,omitzero"`
	LastPull     time.Time `json:"lastPull,omitzero"`
	Use          Use       `json:"use,omitempty"`
	// Expires is nil when no rule applies to it.
	Expires *Expiry `json:"expires,omitempty"`
}

// An Expiry is what a lifecycle policy does to an image.
type Expiry struct {
	At time.Time `json:"at"` // where that is past, at the next run of the policy
	// Perhaps says that the image may be one of the platforms of an index in the repository, and
	// then stays as long as that: AWS does not tell what an index lists.
	Perhaps bool `json:"perhaps,omitempty"`
	// Archives says that it is archived, and not deleted.
	Archives bool   `json:"archives,omitempty"`
	Rule     int    `json:"rule"`
	Reason   string `json:"reason"`
}

// A MissingImage is one of the manifests that is not in the cache.
type MissingImage struct {
	Reference string `json:"reference"`
	Upstream  string `json:"upstream"`
	Prefix    string `json:"prefix"`
	Has       string `json:"has"` // what the cache has instead
}

// An UnknownStatus is what AWS did not tell.
type UnknownStatus struct {
	About   string   `json:"about"`
	Message string   `json:"message"`
	Needs   []string `json:"needs,omitempty"`
}

// Failed reports whether an image that the manifests use cannot be pulled. Strict counts
// what is unknown, too.
func (s *CacheStatus) Failed(strict bool) bool {
	return strict && len(s.Unknown) > 0 || slices.ContainsFunc(s.Images, func(i CachedImage) bool { return i.Unpullable() })
}

// Stored is how many bytes an image adds to what is stored: an index adds none, as its images are
// in the cache with their own layers.
func (i *CachedImage) Stored() int64 {
	if i.Kind == Index {
		return 0
	}
	return i.Bytes
}

// IsPart reports whether an index may list an image.
func (i *CachedImage) IsPart() bool { return i.Kind == PlainImage && len(i.Tags) == 0 }

// ExpiresSoon reports whether a lifecycle policy expires or archives an image within a week.
func (s *CacheStatus) ExpiresSoon(i *CachedImage) bool {
	return i.Expires != nil && i.Expires.At.Sub(s.At) <= 7*24*time.Hour
}

// Unseen is how many images of the manifests may be missing.
func (s *CacheStatus) Unseen() int {
	n := 0
	for i := range s.Upstreams {
		n += s.Upstreams[i].Unseen
	}
	return n
}

// Unpullable reports whether manifests use an image that is not active: AWS refuses its pull.
func (i *CachedImage) Unpullable() bool { return i.Use == Used && i.Status != "ACTIVE" }

// Name is the repository with the first tag, or the digest.
func (i *CachedImage) Name() string {
	if len(i.Tags) > 0 {
		return i.Repository + ":" + i.Tags[0]
	}
	return i.Repository + "@" + i.Digest
}

// Needs are the permissions that were missing, sorted, each once.
func (s *CacheStatus) Needs() []string {
	var all []string
	for i := range s.Unknown {
		all = append(all, s.Unknown[i].Needs...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
