package baseline

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// mostSize is far above any baseline: some 400,000 findings.
const mostSize = 64 << 20

// Read reads a baseline, which is YAML or JSON, for a check of the scope. The error names the
// path, and the line where the text is wrong.
func Read(path string, scope Scope) (*Baseline, error) {
	version, err := replace.Read(path, mostSize)
	if err != nil {
		if there, e := replace.ReadOrNew(path, mostSize); e == nil && !there.Exists() {
			err = fmt.Errorf("%w; --update-baseline writes it", err)
		}
		return nil, err
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
	entries, err := parseText(version.Text)
	if err != nil {
		return nil, fmt.Errorf("%s: not a baseline: %w", version.Path, err)
	}
	return newBaseline(version, entries, scope)
}
