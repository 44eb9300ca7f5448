// Package input reads what a verb works on: its configuration, from flags, files or a
// ResourceList, and the manifests that its arguments name, from files, directories or
// standard input. A verb about manifests begins with [Open], one without with [ConfigFlags.Load]
// or [NewConfigFinder].
package input
