package verify

import (
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// The statuses of a build.
const (
	// Same: every image is what rewriting the output before gives.
	Same = "same"
	// Different: an image is not, or it no longer builds.
	Different = "different"
	// NotBuilt: it did not build before, so there is nothing to compare.
	NotBuilt = "not-built"
)

// A Result is what a verification found.
type Result struct {
	Builds []Build
	// Rewritten is how many files the rewriting changed in the copy.
	Rewritten int
	// Restored says whether restoring gave the first bytes; it is nil when nobody
	// asked. Unlike are the files that it did not bring back.
	Restored *Restored
	// Late are the entries of kustomize's images that find nothing as the files stand, so
	// that another tag is deployed than the one that they set.
	Late []finding.Finding
	// Omitted are files that were not copied.
	Omitted []files.Skip
}

// Restored is what became of the files after the way there and back.
type Restored struct {
	Files  int      // that were rewritten
	Unlike []string // of them, those whose bytes are not the first ones
}

// A Build is one target, before and after.
type Build struct {
	Kind, Name string
	File, Dir  string // where it is defined, and the directory that is built
	Status     string
	// Cause, Message and Hint say why it was not built, or no longer builds.
	Cause, Message, Hint string
	// Images is how many image fields were compared.
	Images      int
	Differences []Located
	// Left are images that stayed at their upstream, and a reason is known.
	Left []Located
}

// Located is a difference, or an image that stayed, with the lines that it comes from.
type Located struct {
	Difference
	Reason string // why it stayed
	From   []Position
	// After the way there and back, which is to give the first build.
	RoundTrip bool
}

// Count counts the builds of a status.
func (r *Result) Count(status string) int {
	n := 0
	for i := range r.Builds {
		if r.Builds[i].Status == status {
			n++
		}
	}
	return n
}

// Images counts the images that were compared, and those that stayed.
func (r *Result) Images() (compared, left int) {
	for i := range r.Builds {
		compared += r.Builds[i].Images
		left += len(r.Builds[i].Left)
	}
	return compared, left
}
