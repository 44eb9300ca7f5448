package config

import "github.com/amerintlxperts/ecrcache/internal/schema"

// Schema is what the fields of a PullThroughCache are and accept, for the tests of other
// packages' golden cases.
func Schema() *schema.Schema { return &published }
