package fields

// A Finder finds the places of a set of rows. It does not change once made.
type Finder struct {
	rows []compiled
}

// A compiled is a row whose path is read.
type compiled struct {
	*Row
	number   int
	segments []segment
}

// NewFinder compiles rows. It returns the first path that cannot be read.
func NewFinder(rows []Row) (*Finder, error) {
	f := &Finder{rows: make([]compiled, 0, len(rows))}
	for i := range rows {
		segments, err := parsePath(rows[i].Path)
		if err != nil {
			return nil, err
		}
		f.rows = append(f.rows, compiled{&rows[i], i, segments})
	}
	return f, nil
}

// Rows returns the rows in the order they were given.
func (f *Finder) Rows() []*Row {
	rows := make([]*Row, len(f.rows))
	for i := range f.rows {
		rows[i] = f.rows[i].Row
	}
	return rows
}

// An ObjectKind is an object's group, version and kind.
type ObjectKind struct{ Group, Version, Kind string }

// applies reports whether the row is for objects of the kind.
func (r *Row) applies(k ObjectKind) bool {
	return (r.Group == "" || r.Group == k.Group) &&
		(r.Version == "" || r.Version == k.Version) &&
		(r.Kind == "" || r.Kind == k.Kind)
}
