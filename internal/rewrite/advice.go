package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// Advice is what to know of a warning, and what to do; empty for other codes.
func Advice(code finding.Code) string {
	if code == outcome.OCISource {
		return flux.OCIFirstPull
	}
	for _, s := range decide.KnownPullWarnings {
		if s.Code == code {
			return s.Message
		}
	}
	return ""
}
