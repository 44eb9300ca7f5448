// Package decide says what becomes of one reference: whether it changes, to what, and what
// the user should know. The configuration, the cache and kustomize's plan are its rules. It
// edits nothing: package rewrite writes its decisions, and the passes report them.
package decide
