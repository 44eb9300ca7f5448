package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"go.yaml.in/yaml/v3"
)

// A document is the content of a baseline file.
type document struct {
	APIVersion string  `json:"apiVersion" yaml:"apiVersion"`
	Kind       string  `json:"kind" yaml:"kind"`
	Findings   []Entry `json:"findings" yaml:"findings"`
}

// mostSize is far above any baseline: some 400,000 findings.
const mostSize = 64 << 20

// Read reads a baseline, which is YAML or JSON, for a check of the scope. The error names the
// path, and the line where the text is wrong.
func Read(path string, scope Scope) (*Baseline, error) {
	version, err := replace.Read(path, mostSize)
	if err != nil {
		return nil, fmt.Errorf("%w; --update-baseline writes it", err)
	}
	return parse(version, scope)
}

// ReadOrNew is Read for a baseline that is to be written: it need not be there yet.
func ReadOrNew(path string, scope Scope) (*Baseline, error) {
	version, err := replace.ReadOrNew(path, mostSize)
	if err != nil {
		return nil, err
	}
	if !version.Exists() {
		return newBaseline(version, nil, scope)
	}
	return parse(version, scope)
}

func parse(version *replace.Version, scope Scope) (*Baseline, error) {
	var d document
	decoder := yaml.NewDecoder(bytes.NewReader(version.Text))
	decoder.KnownFields(true)
	err := decoder.Decode(&d)
	switch {
	case err != nil: // the parser's message has several lines
		err = errors.New(strings.Join(strings.Fields(redact.Parser(err.Error())), " "))
	case d.APIVersion != v1alpha1.APIVersion || d.Kind != Kind:
		err = fmt.Errorf("found apiVersion %q and kind %q; accepted: %s and %s", d.APIVersion, d.Kind, v1alpha1.APIVersion, Kind)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: not a baseline: %w", version.Path, err)
	}
	addLines(version.Text, d.Findings)
	return newBaseline(version, d.Findings, scope)
}

// addLines notes in which line of the file each entry begins.
func addLines(text []byte, entries []Entry) {
	var file struct {
		Findings []yaml.Node `yaml:"findings"`
	}
	if yaml.Unmarshal(text, &file) != nil {
		return // parse has decoded the same text
	}
	for i := range min(len(file.Findings), len(entries)) {
		entries[i].line = file.Findings[i].Line
	}
}
