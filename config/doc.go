// Package config is the PullThroughCache document: its types, its defaults, and
// what is accepted.
//
// The schema published in krmfile.yaml is the one enforced: it is embedded, and
// interpreted over the document's YAML nodes, so that every problem is reported
// at once with its path, what was found and what is accepted. What a schema
// cannot say (Regions, upstreams that contradict each other) is checked by
// Validate.
//
// The package does no I/O.
package config
