// Package nearest finds the configuration of each file: the nearest ecrcache.yaml in its
// directory or above it, as linters find theirs.
package nearest
