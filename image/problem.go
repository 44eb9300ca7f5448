package image

import "strconv"

// Problem is one thing AWS will refuse or a user should know, with the field
// it is about, so that a caller can report all of them at once.
type Problem struct {
	Field    string // accountID, region, endpoint, repository, registry, prefix
	Found    string // the value, as given
	Reason   string // what is wrong, or what cannot be checked
	Accepted string // what would be accepted, empty when nothing can be named
	Warning  bool   // it may work all the same
}

// String is one line: field, what was found, why it is wrong, what is accepted.
func (p Problem) String() string {
	s := p.Field + " " + strconv.Quote(p.Found) + ": " + p.Reason
	if p.Accepted != "" {
		s += "; accepted: " + p.Accepted
	}
	return s
}

// Error is String, so that a Problem can be returned as an error.
func (p Problem) Error() string { return p.String() }
