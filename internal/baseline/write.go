package baseline

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// header is the comment at the top of a baseline in YAML.
const header = "# Findings that are known: ecrcache check --baseline fails only for others.\n" +
	"# ecrcache check --update-baseline writes this file, and removes what is not found any more.\n"

// Update replaces the entries by the findings of the check, but keeps those that the check does
// not cover (see [Scope]). It gives the new text of the file if that changes it, as JSON if its name
// ends in .json, for a [replace.Replacer] to write, and the number of findings in it.
func (b *Baseline) Update(found []finding.Finding) (change []replace.Replacement, total int, err error) {
	counts := map[Key]int{}
	for i := range found {
		counts[KeyOf(&found[i], b.place(found[i].File.Path))]++
	}
	for i := range b.entries {
		// The check may find an entry that it does not cover, such as one in a kustomization above
		// its paths: it must not be counted twice.
		if e := &b.entries[i]; !b.covers(e) {
			counts[e.Key] = max(counts[e.Key], e.count())
		}
	}
	b.entries = nil
	for key, n := range counts {
		e := Entry{Key: key}
		if n > 1 {
			e.Count = n
		}
		b.entries = append(b.entries, e)
		total += n
	}
	slices.SortFunc(b.entries, func(x, y Entry) int { return x.compare(y.Key) })
	text, err := b.text()
	if err != nil || bytes.Equal(text, b.version.Text) {
		return nil, total, err
	}
	return []replace.Replacement{{Version: b.version, New: text}}, total, nil
}

// text is the baseline as the text of its file.
func (b *Baseline) text() ([]byte, error) {
	d := document{APIVersion: v1alpha1.APIVersion, Kind: Kind, Findings: append([]Entry{}, b.entries...)}
	var text bytes.Buffer
	if filepath.Ext(b.path) == ".json" {
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		err := encoder.Encode(d)
		return yamltext.WithoutControls(text.Bytes()), err
	}
	block, err := yamltext.Marshal(d)
	return []byte(header + block), err
}
