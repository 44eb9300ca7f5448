package kustomization

// Severity grades a Problem.
type Severity uint8

// The severities.
const (
	Info Severity = iota
	Warning
	Error
)

// Code names the reason of a Problem.
type Code string

// The codes.
const (
	// Unreadable: a kustomization names what cannot be read.
	Unreadable Code = "kustomize-unreadable"
	// Nameless: an entry of images without a name.
	Nameless Code = "kustomize-nameless"
	// Cycle: a kustomization leads to itself.
	Cycle Code = "kustomize-cycle"
	// Unsolved: no entry gives every image that it finds what it should become.
	Unsolved Code = "kustomize-unsolved"
	// NotGiven: a file that was not given would have to change.
	NotGiven Code = "kustomize-not-given"
	// Broken: an entry looks for a name that the manifests had before they were
	// rewritten.
	Broken Code = "kustomize-broken"
)

// A Problem is what a user should know of a kustomization.
type Problem struct {
	Severity         Severity
	Code             Code
	At               Place
	Line             int
	Current, Message string
}

// problem notes what a user should know. Of files that were not given, that is only what
// keeps those from being written that were.
func (t *tree) problem(p Problem) {
	if !t.rules.Given(p.At.File) && p.Code != Unsolved && p.Code != NotGiven {
		return
	}
	if !t.told[p] {
		t.told[p] = true
		t.problems = append(t.problems, p)
	}
}
