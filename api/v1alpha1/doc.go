// Package v1alpha1 has the types of the PullThroughCache document with their constants and
// defaults, and says which repositories, objects and pull secrets a document selects.
//
// It is for programs that make such a document, such as a controller or a webhook: build a
// [PullThroughCache], call [PullThroughCache.Default], and rewrite references with its
// [PullThroughCache.Cache]. The program itself reads documents with package config, which also
// says what is wrong with one.
//
// An enumeration that has constants has one for each of its values, for importers, also for those with
// which this module compares nothing; those of the endpoint are in package image. Values of AWS, of Flux
// and of controllers have none: they are written as these write them.
//
// The schema of the document is generated from the doc comments and markers of these types: go
// generate writes it into package config, krmfile.yaml and docs/config.md.
package v1alpha1

//go:generate go run ../../internal/schemagen
