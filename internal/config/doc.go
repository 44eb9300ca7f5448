// Package config reads a PullThroughCache document and says what is wrong with it.
//
// A document goes through these steps, each a package of its own; all problems are
// collected and returned at once:
//
//   - read the YAML or JSON, refuse tokens in it, and recognize its kind (here)
//   - [configmap]: turn a ConfigMap with flat keys into the structured document
//   - [schemacheck]: check it against the schema, which is made from the types of
//     api/v1alpha1 and is also published in krmfile.yaml
//   - fill in the defaults ([v1alpha1.PullThroughCache.Default])
//   - [validate]: check what a schema cannot say
//
// A document may have a base, whose settings it takes over ([ReadLayer], [ReadOver]). The command
// line and the KRM function use the package. It does no I/O and does not know what is rewritten.
package config
