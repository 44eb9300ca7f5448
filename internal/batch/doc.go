// Package batch rewrites many sources in one run: a stream on standard input, or files and
// the manifests below directories. It reads all files before it writes any, so that an error
// changes none of them. The verbs of the command line and package verify run through it.
package batch
