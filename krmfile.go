// Package ecrcache holds the function's published definition, krmfile.yaml. It
// stands at the top level because Go embeds only files beside or below a package;
// the program is in cmd/ecrcache.
package ecrcache

import _ "embed"

//go:embed krmfile.yaml
var definition string

// Definition returns krmfile.yaml, a KRMFunctionDefinition
// (https://github.com/kubernetes-sigs/kustomize/blob/master/kyaml/fn/framework/function_definition.go)
// whose schema is the one that package config enforces.
func Definition() string { return definition }
