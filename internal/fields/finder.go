package fields

import "iter"

// A Finder finds the places of a set of rows. It does not change once made.
type Finder struct {
	rows [][]Row
}

// NewFinder prepares a finder for all rows of some lists. It returns what is wrong with
// the first path of the configuration that cannot be read; those of the table can,
// which a test holds.
func NewFinder(rows ...[]Row) (*Finder, error) {
	f := &Finder{rows: rows}
	for row := range f.Rows() {
		if row.User {
			if err := CheckPath(row.Path); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// Rows yields the rows in the order they were given.
func (f *Finder) Rows() iter.Seq[*Row] {
	return func(yield func(*Row) bool) {
		for _, rows := range f.rows {
			for i := range rows {
				if !yield(&rows[i]) {
					return
				}
			}
		}
	}
}

// An ObjectKind is an object's group, version and kind.
type ObjectKind struct{ Group, Version, Kind string }

// applies reports whether the row is for objects of the kind.
func (r *Row) applies(k ObjectKind) bool {
	return (r.Group == "" || r.Group == k.Group) &&
		(r.Version == "" || r.Version == k.Version) &&
		(r.Kind == "" || r.Kind == k.Kind)
}
