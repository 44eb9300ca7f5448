// Package batch runs the rewriting over many sources: a stream on standard input,
// or the files that paths lead to. It reads all of them first, so that an error
// leaves every one as it was.
package batch
