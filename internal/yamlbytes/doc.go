// Package yamlbytes keeps YAML and JSON as the bytes they came as.
//
// A KRM ResourceList or a plain YAML stream is split into items, an item can
// be parsed into a tree whose scalars know their place in the source, and new
// text is spliced in at those places. No byte that is not asked for changes:
// comments, quotes, anchors, order, indentation and line endings stay, because
// no YAML library ever writes a document.
//
// Splitting reads lines and builds no tree (package scan). It is an allow-list: input
// that the line scanner does not fully understand (complex keys, tabs, a flow list of
// items, anchors that cross items) is read whole by go.yaml.in/yaml/v3 instead,
// with the same result and more memory. Trees are built line by line as well
// (quick*.go), where an item is written as most are; the parser reads all others.
//
// All that reads manifests or a configuration uses it. The package itself knows nothing of images,
// references or configuration.
package yamlbytes
