package fields

import (
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Search finds the fields of a Finder's rows in one object after the other. Only one goroutine
// may use it at a time.
type Search struct {
	finder *Finder
	// rows caches the compiled rows, because a run needs few of them.
	rows      map[rowOf]*compiledRow
	table     table
	starts    map[ObjectKind]*states
	pathStack pathStack
	place     Place
	visit     func(*Place)
	// WholeNames says that names without a registry in the values of a chart are complete:
	// they are images of Docker Hub.
	WholeNames bool
	// Chart is the chart of the values, which knows which names it uses as they are; it may be
	// nil.
	Chart *chartvalues.Chart
	// keys is the path of the values that the walk is in.
	keys []string
	// values are the maps of values that the walk has found, guesses the fields below them that
	// match a row with Guess, and within is how many such maps the walk is in.
	values, guesses []laterMatch
	within          int
	// via is the row of the values that are visited, for Place.Via.
	via *Row
	// visited are the texts in values that were visited, so that none is visited by two rows.
	visited map[visited]bool
	// as turns a path in the object into one in the document; nil where they are equal.
	as func(path string) string

	// Enters reports whether the search looks for images in objects of a kind inside another
	// object; nil means in all of them.
	Enters func(ObjectKind) bool
	// inner is the innermost such object around the walk; nil outside of them.
	inner *yamlbytes.Node
}

// A compiledRow is a row with its parsed path. number tells it from the others of a search.
type compiledRow struct {
	*Row
	number   int
	segments []segment
	// nested says that its ** passes through a list that is an element of a list.
	nested bool
}

// A rowOf is a row for objects in which a list may be an element of a list, or for others.
type rowOf struct {
	*Row
	nested bool
}

// nestedGroups are the API groups in which images are below a list of lists: the steps of an Argo workflow, which may have their
// templates inline (https://argo-workflows.readthedocs.io/en/latest/fields/#parallelsteps).
var nestedGroups = map[string]bool{"argoproj.io": true}

// NewSearch returns a search for the fields of the finder's rows.
func (f *Finder) NewSearch() *Search {
	return &Search{finder: f, rows: map[rowOf]*compiledRow{}, table: table{known: map[string]*states{}, next: make([]state, 0, 16), seen: map[state]bool{}, named: map[string]bool{}}, starts: map[ObjectKind]*states{}, visited: map[visited]bool{}}
}

// Find walks the object and calls visit for every place, in the order of the document. The kind
// selects the rows. The place is valid until visit returns; Place.Keep returns a copy that stays
// valid.
func (s *Search) Find(kind ObjectKind, object *yamlbytes.Node, visit func(*Place)) {
	s.visit, s.inner = visit, nil
	s.walk(s.pathStack.begin(object), s.start(kind))
	s.eachValues()
}

// FindAs is Find for an object that is not in the document in this form, such as the part of an
// object that a JSON patch sets. as turns a path in the object into the path in the document.
func (s *Search) FindAs(kind ObjectKind, object *yamlbytes.Node, as func(path string) string, visit func(*Place)) {
	s.as = as
	s.Find(kind, object, visit)
	s.as = nil
}

// start returns the states at the root of objects of a kind.
func (s *Search) start(kind ObjectKind) *states {
	if known := s.starts[kind]; known != nil {
		return known
	}
	s.table.next = s.table.next[:0]
	for row := range s.finder.Rows() {
		if row.applies(kind) {
			s.table.next = append(s.table.next, state{s.compiled(row, nestedGroups[kind.Group]), 0})
		}
	}
	s.starts[kind] = s.table.intern()
	return s.starts[kind]
}

// compiled returns a row with its parsed path. Parsing cannot fail: NewFinder has parsed the
// paths of the configuration, and a test parses those of the table.
func (s *Search) compiled(row *Row, nested bool) *compiledRow {
	c := s.rows[rowOf{row, nested}]
	if c == nil {
		segments, err := parsePath(row.Path)
		if err != nil {
			panic(err)
		}
		isAny := len(segments) > 0 && segments[len(segments)-1].deep // any field at all
		c = &compiledRow{row, len(s.rows), segments, nested || row.User || isAny}
		s.rows[rowOf{row, nested}] = c
	}
	return c
}

// walk visits the node of the step, then what is below it.
func (s *Search) walk(at *pathStep, now *states) {
	for _, row := range now.accepting {
		s.arrive(at, row)
		if row.Form == ChartValues {
			s.within++
			defer func() { s.within-- }()
		}
	}
	switch at.node.Kind {
	case yamlbytes.Mapping:
		if outer := s.inner; at.above != nil {
			defer func() { s.inner = outer }()
			entered := false
			if now, entered = s.enter(at, now); !entered {
				return
			}
		}
		for i := range at.node.Pairs {
			p := &at.node.Pairs[i]
			next := s.table.after(now, p.Key.Value, p.Value.Kind == yamlbytes.Sequence)
			if next.canReach(p.Value) {
				s.walk(s.pathStack.toValue(at, p), next)
			}
		}
	case yamlbytes.Sequence:
		inside := s.table.inside(now)
		for i, element := range at.node.Items {
			next := inside
			if element.Kind == yamlbytes.Sequence {
				next = s.table.insideTwice(inside)
			}
			if next.canReach(element) {
				s.walk(s.pathStack.toElement(at, i), next)
			}
		}
	}
}

// canReach reports whether a row may match the node or something below it.
func (s *states) canReach(n *yamlbytes.Node) bool {
	return len(s.accepting) > 0 || len(s.all) > 0 && n.Kind != yamlbytes.Scalar
}

// arrive visits the place at the end of a row's path, if the node has the row's form.
func (s *Search) arrive(at *pathStep, row *compiledRow) {
	switch {
	case row.Form == ChartValues:
		s.values = append(s.values, laterMatch{at.kept(), row, s.inner})
		return
	case s.within > 0 && row.Guess:
		s.guesses = append(s.guesses, laterMatch{at.kept(), row, s.inner})
		return
	}
	s.yield(at, row)
}

// yield fills in the place at the end of a row's path and visits it.
func (s *Search) yield(at *pathStep, row *compiledRow) {
	s.place = Place{Row: row.Row, Parent: at.parent(), Object: s.inner, at: at, as: s.as}
	if forms[row.Form](at, &s.place) {
		if s.within > 0 {
			s.visited[visited{s.place.Name, s.place.Parent}] = true
		}
		s.visit(&s.place)
	}
}
