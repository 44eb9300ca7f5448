// Package fn is the KRM function: a ResourceList in, the same ResourceList with
// rewritten items and results out
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
//
// The list is never decoded and encoded: items keep the bytes they came as.
// Package fn/sdk offers the same function to programs built on the kpt functions
// SDK; it stands apart because linking the SDK costs start-up time.
package fn
