package batch

import (
	"errors"
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// A part is a group of files, and what was read of it.
type part struct {
	group   *files.Group
	read    bool
	inputs  []Input
	skipped []files.Skip
	large   []large
	plain   int
	err     error // of the first file that cannot be read; those after it were not read
}

// A large file is skipped for its size, which only the reader knows.
type large struct {
	found int // how many files the walk found before it
	skip  files.Skip
}

// readFile reads one file of the part and splits it into documents.
func (r *reading) readFile(reader *files.Reader, i int, p *part) {
	var skip *files.Skip
	matters := r.mattersIn(p.group.Dir(i))
	version, err := reader.Read(p.group, i, func(text []byte) bool {
		return matters(text) || mayBuild(p.group.Path(i), text) || !isOneDocument(text)
	})
	switch {
	case errors.As(err, &skip):
		p.large = append(p.large, large{p.group.First + i, *skip})
	case err != nil:
		p.err = err
	case version == nil:
		p.plain++
	default:
		items, _, err := split(version.Text)
		if err != nil {
			p.skipped = append(p.skipped, skipped(version.Path, version.Text, err))
			return
		}
		p.inputs = append(p.inputs, Input{Path: version.Path, Text: version.Text, version: version, items: items})
	}
}

// collect puts the parts together in the order of the walk, or returns the first error.
func (r *reading) collect(listing *files.Listing) (*Batch, error) {
	b := &Batch{PassedOver: listing.PassedOver, StaleTemps: listing.StaleTemps}
	var bad []files.Skip
	for _, p := range r.parts {
		switch {
		case p.err != nil:
			return nil, p.err
		case !p.read:
			return nil, fmt.Errorf("%s: interrupted; no file was written", p.group.Path(0))
		}
		for _, l := range p.large {
			listing.Skip(l.found, l.skip)
		}
		b.Inputs, bad = append(b.Inputs, p.inputs...), append(bad, p.skipped...)
		b.plain += p.plain
		b.groups = append(b.groups, p.group)
	}
	b.Skipped = slices.Concat(listing.Skipped, bad)
	return b, nil
}
