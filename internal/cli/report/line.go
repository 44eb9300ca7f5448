package report

import "github.com/amerintlxperts/ecrcache/internal/finding"

// Line is a finding on one line, without the secrets that it may quote.
func Line(f *finding.Finding) string {
	shown := f.Redacted()
	return shown.String()
}

// where is the parts of a place that are known.
func (p Place) where() []string {
	f := finding.Finding{
		File: finding.File{Path: p.File}, Line: p.Line, Field: finding.Field{Path: p.Field},
		Resource: finding.Resource{Kind: p.Kind, Namespace: p.Namespace, Name: p.Name},
	}
	return f.Where()
}
