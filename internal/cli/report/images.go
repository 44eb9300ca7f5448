package report

import (
	"cmp"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// An ImageList is every image reference that images found.
type ImageList struct {
	APIVersion string  `json:"apiVersion"`
	Kind       string  `json:"kind"`
	Images     []Image `json:"images"`

	unique bool // every reference once
}

// An Image is a reference at its place, and whether it goes through the cache or why not.
type Image struct {
	Reference string `json:"reference"`
	Status    string `json:"status"`
	Covered   bool   `json:"covered"`
	Reason    string `json:"reason,omitempty"`
	Upstream  string `json:"upstream,omitempty"`
	Prefix    string `json:"prefix,omitempty"`
	// The names at the upstream and in the cache; empty where there is none.
	UpstreamReference string `json:"upstreamReference,omitempty"`
	CacheReference    string `json:"cacheReference,omitempty"`
	Tag               string `json:"tag,omitempty"`
	Digest            string `json:"digest,omitempty"`
	Container         string `json:"container,omitempty"`
	Place             Place  `json:"place"`
	// Of an object of a cluster: whose it is, and what the kubelet pulled for the container.
	Owner  *owners.Owner `json:"owner,omitempty"`
	Pulled string        `json:"pulled,omitempty"`
}

// NewImages makes the list of an inventory. unique keeps the first of those with the same
// reference, status and name in the cache, and sorts by these.
func NewImages(images []inventory.Image, unique bool) *ImageList {
	list := &ImageList{APIVersion: v1alpha1.APIVersion, Kind: "ImageList", Images: []Image{}, unique: unique}
	for i := range images {
		list.Images = append(list.Images, NewImage(&images[i]))
	}
	if unique {
		order := func(a, b Image) int {
			return cmp.Or(cmp.Compare(a.Reference, b.Reference), cmp.Compare(a.Status, b.Status), cmp.Compare(a.CacheReference, b.CacheReference))
		}
		slices.SortStableFunc(list.Images, order)
		list.Images = slices.CompactFunc(list.Images, func(a, b Image) bool { return order(a, b) == 0 })
	}
	return list
}

// NewImage makes the form of one image, without secrets.
func NewImage(img *inventory.Image) Image {
	return Image{
		Reference: redact.Text(img.Reference), Status: string(img.Status), Reason: redact.Text(img.Reason),
		Covered:  img.Status == inventory.StatusCovered || img.Status == inventory.StatusCached,
		Upstream: img.Upstream, Prefix: img.Prefix,
		UpstreamReference: redact.Text(img.UpstreamReference), CacheReference: redact.Text(img.CacheReference),
		Tag: redact.Text(img.Tag), Digest: img.Digest, Container: img.Container,
		Place: newPlace(img.Resource, img.File, img.Line, img.Field),
	}
}

// OfCluster adds to each image of an object of a cluster whose it is, and what the kubelet
// pulled for its container.
func (l *ImageList) OfCluster(cluster *owners.Cluster) *ImageList {
	for i := range l.Images {
		img := &l.Images[i]
		at := img.Place.resource()
		img.Owner, img.Pulled = cluster.Owner(at), cluster.Pulled(at, img.Container)
	}
	return l
}

// Names are the cache references of the images that are covered: what to pull to
// warm the cache. Unique leaves out repeated ones and sorts.
func (l *ImageList) Names(unique bool) []string {
	var names []string
	for _, img := range l.Images {
		if img.Covered {
			names = append(names, img.CacheReference)
		}
	}
	if unique {
		slices.Sort(names)
		names = slices.Compact(names)
	}
	return names
}
