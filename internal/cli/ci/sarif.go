package ci

import (
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/report"
)

// The parts of a SARIF log that are written
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		HelpURI          string    `json:"helpUri"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations,omitempty"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysical  `json:"physicalLocation"`
		LogicalLocations []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
)

const (
	home        = "https://github.com/amerintlxperts/ecrcache"
	resultsPage = home + "/blob/main/docs/results.md"
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// fingerprintName ends in a version, as SARIF asks: raise it when the fingerprint is computed
	// in another way.
	fingerprintName = "ecrcacheFinding/v1"
)

// WriteSARIF writes the problems as a SARIF 2.1.0 log of one run. Its rules are the codes of the
// problems.
func WriteSARIF(w io.Writer, all []Problem) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "ecrcache", InformationURI: home, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}
	for i := range all {
		p := &all[i]
		rules := &run.Tool.Driver.Rules
		index := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == p.Code.ID() })
		if index < 0 {
			index = len(*rules)
			*rules = append(*rules, newRule(p))
		}
		run.Results = append(run.Results, p.result(index))
	}
	return report.WriteJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func newRule(p *Problem) sarifRule {
	r := sarifRule{ID: p.Code.ID(), ShortDescription: sarifText{p.Code.Says}, HelpURI: resultsPage + "#codes"}
	if p.Code.Reason != "" {
		r.HelpURI = resultsPage + "#why-something-is-left-behind"
	}
	return r
}

// unlinked breaks up what SARIF takes for a link in a message (section 3.11.6).
var unlinked = strings.NewReplacer("](", "] (")

func (p *Problem) result(rule int) sarifResult {
	r := sarifResult{
		RuleID: p.Code.ID(), RuleIndex: rule, Level: "warning", Message: sarifText{unlinked.Replace(p.Message)},
		PartialFingerprints: map[string]string{fingerprintName: p.Fingerprint},
	}
	if p.Fails {
		r.Level = "error"
	}
	at := sarifLocation{PhysicalLocation: sarifPhysical{ArtifactLocation: sarifArtifact{fileURI(p.path())}}}
	if p.Line > 0 {
		at.PhysicalLocation.Region = &sarifRegion{p.Line, p.Column, p.EndColumn}
	}
	if p.Object != "" {
		at.LogicalLocations = []sarifLogical{{p.Object}}
	}
	r.Locations = []sarifLocation{at}
	return r
}

// fileURI is a path as a URI: relative to the top of the repository, as GitHub wants it, or
// absolute, which on Windows begins with a drive: C:/repo/app.yaml.
func fileURI(file string) string {
	if len(file) > 2 && file[1:3] == ":/" {
		file = "/" + file
	}
	if path.IsAbs(file) {
		return (&url.URL{Scheme: "file", Path: file}).String()
	}
	return (&url.URL{Path: file}).String()
}
