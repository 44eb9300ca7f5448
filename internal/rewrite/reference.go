package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Reference returns what becomes of one image reference, whatever object it is in, and
// what a user should know of it. The status of a text that is no reference is
// inventory.StatusMalformed.
func (r *Rewriter) Reference(text string) (inventory.Image, []finding.Finding) {
	one := r.rules
	one.IgnoreSelectors = true
	place := &fields.Place{Row: &fields.Row{}, Name: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: text}}
	d := one.Decide(&object.Object{}, place, text)
	img := inventory.Describe(&one, &d)
	if _, err := image.Parse(text); err != nil {
		img.Reason = err.Error()
	}
	findings := d.Findings
	for _, known := range decide.KnownPullWarnings() {
		if slices.Contains(d.PullWarnings, known.Code) {
			findings = append(findings, finding.Finding{Severity: finding.Warning, Code: known.Code, Message: known.Message})
		}
	}
	return img, findings
}

// Advice returns what a warning of the code means and what to do; nothing for a code that
// needs no advice.
func Advice(code finding.Code) string {
	if code == outcome.OCISource {
		return flux.OCIFirstPull
	}
	for _, known := range decide.KnownPullWarnings() {
		if known.Code == code {
			return known.Message
		}
	}
	return ""
}
