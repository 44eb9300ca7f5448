// Package flux holds what is generated for Flux against the code that Flux runs:
// kustomize-controller's build (github.com/fluxcd/pkg/kustomize) and, in the programs
// setters and policies, image-automation-controller's updates and
// image-reflector-controller's choice of a tag.
//
// It is a module of its own because Flux's modules are large.
package flux
