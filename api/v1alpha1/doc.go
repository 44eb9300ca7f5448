// Package v1alpha1 is the PullThroughCache document: its types, constants and
// defaults, and which repositories, objects and pull secrets it selects.
//
// It is for programs that read or make such a document, such as a controller or a
// webhook: build a [PullThroughCache], call [PullThroughCache.Default], and rewrite
// references by its [PullThroughCache.Cache]. The program itself reads documents with
// package config, which also says what is wrong in one.
//
// The schema of the document is made from the doc comments and markers of these types:
// go generate writes it into package config, krmfile.yaml and docs/config.md.
package v1alpha1

//go:generate go run ../../internal/schemagen
