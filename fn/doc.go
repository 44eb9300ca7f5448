// Package fn is the KRM function: it reads a ResourceList and writes the same list with rewritten
// items and with results
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
// It is for programs that offer the function ([Run], [Process]), and for those with objects in
// memory ([Objects]).
//
// The list is not decoded and encoded again: only the bytes of image references change. Packages
// fn/sdk and fn/kio do the same for programs built on the kpt functions SDK and on kyaml. They
// are packages of their own because linking those libraries costs start-up time.
package fn
