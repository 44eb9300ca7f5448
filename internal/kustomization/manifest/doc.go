// Package manifest is the files around a kustomization as documents and objects: reading
// them once, the YAML in their strings, JSON patches as objects, and the places of fields.
package manifest
