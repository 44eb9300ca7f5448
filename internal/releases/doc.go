// Package releases finds what the charts of Flux's HelmReleases bring along: images that no
// value names, so that only a post-renderer moves them. It renders each chart with the user's
// own Helm, in a temporary copy of the repository whose values are rewritten, and lists the images
// that are still at their upstream. It is for the verb releases.
package releases
