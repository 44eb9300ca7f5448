// Package manifest is the files around a kustomization as documents and objects: reading
// them once, the YAML in their strings, JSON patches as objects, and the places of fields.
// Package tree reads through it; Files are implemented by files.Tree for a repository, and by
// rewrite/kustomize for the items of a ResourceList.
package manifest
