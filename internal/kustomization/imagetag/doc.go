// Package imagetag is what an entry of a kustomization's images does to an image, as
// kustomize's own filter of that name does it: find the image by its name, and give it
// another name, tag or digest. Package tree reads entries; build applies them, and
// rewrite/kustomize writes those that change.
package imagetag
