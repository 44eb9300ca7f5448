// Package cluster turns what was found about single objects that kubectl get printed into what a
// person can act on: one group for the 40 Pods of a Deployment, with what would move its image to
// the cache. check, images and the reports use it.
package cluster
