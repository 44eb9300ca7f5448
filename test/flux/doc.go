// Package flux holds what is generated for Flux against the code that Flux runs:
// kustomize-controller's build (github.com/fluxcd/pkg/kustomize) and, in the program
// setters, image-automation-controller's updates.
//
// It is a module of its own because Flux's modules are large.
package flux
