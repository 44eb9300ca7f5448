package verify

import (
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/verify/compare"
	"github.com/amerintlxperts/ecrcache/internal/verify/origin"
)

// The statuses of a build.
const (
	// Same: every image is what rewriting the build before gives.
	Same = "same"
	// Different: an image is something else, or the build fails after rewriting.
	Different = "different"
	// NotBuilt: the build fails before rewriting, so there is nothing to compare.
	NotBuilt = "not-built"
)

// A Result is what a verification found.
type Result struct {
	Builds []Build
	// Rewritten is how many files the rewriting changed in the copy.
	Rewritten int
	// Restored says whether restoring gives the original bytes; it is nil when that was not
	// verified.
	Restored *Restored
	// Late are the entries of kustomize's images that find nothing in the rewritten files, so
	// that another tag is deployed than the one that they set.
	Late []finding.Finding
	// Omitted are files that were not copied.
	Omitted []files.Skip
}

// Restored compares the files after rewriting and restoring with the original ones.
type Restored struct {
	Files  int      // that were rewritten
	Unlike []string // those of them whose bytes are not the original ones
}

// A Build is what was found of one target.
type Build struct {
	Kind, Name string
	File, Dir  string // where it is defined, and the directory that is built
	Status     string
	// Cause, Message and Hint say why it was not built, or no longer builds.
	Cause, Message, Hint string
	// Images is how many image fields were compared.
	Images      int
	Differences []Located
	// Left are images that stayed at their upstream for a known reason.
	Left []Located
}

// Located is a difference, or an image that stayed, with the lines that it comes from.
type Located struct {
	compare.Difference
	Reason string // why it stayed
	From   []origin.Position
	// RoundTrip says that it differs after rewriting and restoring, which must give the first
	// build.
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
