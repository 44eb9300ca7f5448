// Package fn is the KRM function: a ResourceList in, the same ResourceList with
// rewritten items and results out
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
// It is for programs that offer the function ([Run], [Process]), and for those with objects
// in memory ([Objects]).
//
// The list is never decoded and encoded: items keep the bytes they came as.
// Packages fn/sdk and fn/kio offer the same to programs built on the kpt functions SDK and
// on kyaml; they are packages of their own because linking those costs start-up time.
package fn
