package page

// A Page is what a report says, for people. Its texts are plain text, which Write escapes for HTML;
// it shows no token and no login. The same page is always the same bytes.
type Page struct {
	Title string // of the document, and its heading
	Lead  string // one or two sentences below it; may be empty
	Facts []Fact
	// Charts come before the tables.
	Charts []Chart
	Tables []Table
	Notes  []string // how to read the page, what is not in it: a paragraph each, at its end
}

// A Fact is one figure with its name, such as "images", "42".
type Fact struct {
	Label, Value string
	Note         string // below the value, small; may be empty
	Tone         Tone
}

// A Chart is horizontal bars, one below the other. A chart without bars is left out.
type Chart struct {
	Title string
	Unit  string // what the values are, such as "images", in the title; may be empty
	Bars  []Bar
}

// A Bar is one value. Its length is the share of the largest value of the chart; what is below
// zero, or not a number, has none.
type Bar struct {
	Label string
	Value float64
	Text  string // the value, as it is to be read; empty is the value in digits
	Tone  Tone
}

// A Table has a row for each thing that the page is about. A reader who sorted it can return to the
// order of Rows.
type Table struct {
	Title   string // its heading
	Caption string // one sentence on what a row is; may be empty
	Columns []Column
	// Rows have a cell for each column. Of a row with fewer the rest is empty; more is an error
	// of Write.
	Rows [][]Cell
	// Empty is what is said where there are no rows; "Nothing to show." if it is empty.
	Empty string
}

// A Column is the heading of a column, and how its cells are shown and sorted.
type Column struct {
	Title string
	Kind  Kind
}

// A Kind is what the cells of a column are.
type Kind int

// The kinds.
const (
	// Text is words; numbers in them are sorted by value, so that v1.9 is before v1.10.
	Text Kind = iota
	// Number is aligned at the right, and sorted by value, the largest first: the number that
	// Sort has, or else Text. What is no number is always last.
	Number
	// Code is references, paths and names, which may be long: they are broken at / : @ where
	// they must be.
	Code
)

// A Cell is one cell of a table.
type Cell struct {
	Text string
	// Note is a second line below the text, small; may be empty.
	Note string
	// Sort is by what the cell is sorted in place of its text, such as the bytes of a size, or a time
	// as 2006-01-02T15:04:05Z; empty is Text.
	Sort string
	Tone Tone
}

// A Tone says whether something is good, by a colour and a sign of its own. The text says it
// as well: a tone never is the only sign of a difference.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Good
	Warn
	Bad
	Muted
)
