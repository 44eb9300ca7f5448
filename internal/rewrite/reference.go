package rewrite

import (
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Reference says what becomes of one image reference, whatever object it stands
// in, and what there is to know. Text that is no reference is StatusMalformed.
func (r *Rewriter) Reference(text string) (Image, []Finding) {
	one := *r
	one.anywhere = true
	place := &fields.Place{Row: &fields.Row{}, Name: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: text}}
	d := one.decide(&object{}, place, text)
	img := one.describe(&d)
	if _, err := image.Parse(text); err != nil {
		img.Reason = err.Error()
	}
	findings := d.findings
	for _, s := range allSurprises {
		for _, code := range d.surprises {
			if s.code == code {
				findings = append(findings, Finding{Severity: Warning, Code: code, Message: s.message})
			}
		}
	}
	return img, findings
}
