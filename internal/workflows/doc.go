// Package workflows holds the workflows of this repository, and the one that
// examples/ci shows, to the rules of a safe pipeline: foreign code pinned, few
// permissions, nothing of a pull request run with more.
package workflows
