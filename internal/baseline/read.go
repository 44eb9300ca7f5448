package baseline

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// Read reads a baseline, which is YAML or JSON, for a check of the scope. The error names the
// path, and the line where the text is wrong.
func Read(path string, scope Scope) (*Baseline, error) {
	version, err := replace.Read(path)
	if err != nil {
		if there, e := replace.ReadOrNew(path); e == nil && !there.Exists() {
			err = fmt.Errorf("%w; --update-baseline writes it", err)
		}
		return nil, err
	}
	return parse(version, scope)
}

// ReadOrNew is Read for a baseline that is to be written: it need not be there yet.
func ReadOrNew(path string, scope Scope) (*Baseline, error) {
	version, err := replace.ReadOrNew(path)
	if err != nil {
		return nil, err
	}
	if !version.Exists() {
		return &Baseline{path: path, version: version, scope: scope}, nil
	}
	return parse(version, scope)
}

func parse(version *replace.Version, scope Scope) (*Baseline, error) {
	entries, err := parseText(version.Text)
	if err != nil {
		return nil, fmt.Errorf("%s: not a baseline: %w", version.Path, err)
	}
	return &Baseline{path: version.Path, version: version, entries: entries, scope: scope}, nil
}
