// Package config is the PullThroughCache document: its types, its defaults, and
// what is accepted.
//
// The schema published in krmfile.yaml is the one enforced: it is embedded, and
// interpreted over the document's nodes. What a schema cannot say (Regions,
// upstreams that contradict each other, patterns that match nothing) is checked
// by [PullThroughCache.Validate]. [Parse] does both and tells every problem at
// once. A document of flat strings, a ConfigMap, is turned into the structured
// form first and goes the same way.
//
// The package does no I/O and knows nothing of what is rewritten.
package config
