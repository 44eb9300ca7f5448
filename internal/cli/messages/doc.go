// Package messages prints on standard error what a run of a verb over manifests found: its
// findings, the files that it skipped, and in one line how it ended.
package messages
