package report

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// An Examination is what doctor says about a cache without --live: what was found
// offline, and the commands for what only AWS can tell.
type Examination struct {
	APIVersion string      `json:"apiVersion"`
	Kind       string      `json:"kind"`
	Registry   string      `json:"registry"`
	Checks     []Check     `json:"checks"`
	Findings   []Diagnosis `json:"findings"`
	Commands   []Question  `json:"commands"`
}

// A Check is one area that was looked at, with the worst that was found in it.
type Check struct {
	Name   string `json:"name"`   // configuration, infrastructure, images
	Status string `json:"status"` // ok, warning, error, skipped
	About  string `json:"about"`  // what was looked at, or why not
}

// A Diagnosis is one thing that was found.
type Diagnosis struct {
	Check    string `json:"check"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	// Field is that of the configuration; References are the images it is about.
	Field      string   `json:"field,omitempty"`
	References []string `json:"references,omitempty"`
}

// A Question is a command to run on AWS, and how to read its answer.
type Question struct {
	Name    string `json:"name"`
	Purpose string `json:"purpose"`
	Command string `json:"command"`
	Good    string `json:"good"`
	Bad     string `json:"bad"`
	// Changes says that the command does more than read, Effect what.
	Changes bool   `json:"changes"`
	Effect  string `json:"effect,omitempty"`
}

// Failed reports whether a diagnosis is an error.
func (e *Examination) Failed() bool {
	for _, c := range e.Checks {
		if c.Status == statusError {
			return true
		}
	}
	return false
}

// mostShown and mostShownShort are how many references the text forms list of one diagnosis.
const (
	mostShown      = 20
	mostShownShort = 3
)

// Text is the examination for people, complete; its commands can be pasted into a shell.
func (e *Examination) Text() string {
	var b strings.Builder
	b.WriteString(e.found(mostShown))
	b.WriteString("\nWhat only AWS can tell, in the order to ask:\n")
	for i, q := range e.Commands {
		changes := ""
		if q.Changes {
			changes = "# changes: " + q.Effect + "\n"
		}
		fmt.Fprintf(&b, "\n# %d. %s\n%s%s\n# good: %s\n# else: %s\n", i+1, q.Purpose, changes, q.Command, q.Good, q.Bad)
	}
	return b.String()
}

// ShortText is the examination on one screen: what was found, and how many commands there are.
func (e *Examination) ShortText() string {
	changing := 0
	for _, q := range e.Commands {
		if q.Changes {
			changing++
		}
	}
	which := ""
	switch changing {
	case 0:
	case 1:
		which = ", the last of which changes something"
	default:
		which = fmt.Sprintf(", the last %d of which change something", changing)
	}
	return e.found(mostShownShort) + fmt.Sprintf("\nWhat only AWS can tell: -v prints %d commands that ask it%s, and what a good answer is; --live asks it.\n", len(e.Commands), which)
}

// found is what was looked at, and what was found, with the first references of each.
func (e *Examination) found(references int) string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Registry)
	for _, c := range e.Checks {
		fmt.Fprintf(&b, "  %-14s  %-7s  %s\n", c.Name, c.Status, c.About)
	}
	for _, d := range e.Findings {
		b.WriteString("\n" + d.text(references))
	}
	return b.String()
}

func (d *Diagnosis) text(references int) string {
	parts := []string{d.Severity, d.Code}
	if d.Field != "" {
		parts = append(parts, d.Field)
	}
	text := strings.Join(append(parts, d.Message), ": ") + "\n"
	for _, reference := range finding.Some(d.References, references) {
		text += "  " + reference + "\n"
	}
	return text
}
