// Package cluster turns what was found about single objects of a cluster into what a person
// can act on: one group for the 40 Pods of a Deployment, with what would move its image.
package cluster
