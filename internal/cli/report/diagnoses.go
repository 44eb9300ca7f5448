package report

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// troubles are the statuses of images that cannot be pulled through the cache and
// that nobody chose to leave out, with how bad that is.
var troubles = []struct {
	status   inventory.Status
	severity finding.Severity
	code     finding.Code
}{
	{inventory.StatusRefused, finding.Error, outcome.RepositoryTooLong},
	{inventory.StatusMalformed, finding.Warning, outcome.Malformed},
	{inventory.StatusOtherECR, finding.Warning, outcome.OtherRegistry},
	{inventory.StatusNoRule, finding.Warning, finding.Code(inventory.StatusNoRule)},
}

// imageDiagnoses are the images that cannot be pulled through the cache, and what may
// surprise at the first pull of others: one diagnosis for each code and message, with
// all references it is about.
func imageDiagnoses(images []inventory.Image) []Diagnosis {
	var all diagnoses
	for i := range images {
		img := &images[i]
		for _, t := range troubles {
			if img.Status == t.status {
				all.add(t.severity, t.code, img.Reason, img.Reference)
			}
		}
		if _, ok := inCache(img); !ok {
			continue
		}
		for _, code := range img.PullWarnings {
			all.add(finding.Warning, code, rewrite.Advice(code), img.Reference)
		}
	}
	return all
}

// inCache is the reference that an image has in the cache, when that is where it is
// pulled from.
func inCache(img *inventory.Image) (image.Reference, bool) {
	if img.Status != inventory.StatusCovered && img.Status != inventory.StatusCached {
		return image.Reference{}, false
	}
	ref, err := image.Parse(img.CacheReference)
	return ref, err == nil
}

type diagnoses []Diagnosis

// add adds a reference to the diagnosis with this code and message.
func (ds *diagnoses) add(severity finding.Severity, code finding.Code, message, reference string) {
	i := slices.IndexFunc(*ds, func(d Diagnosis) bool { return d.Code == string(code) && d.Message == message })
	if i < 0 {
		i = len(*ds)
		*ds = append(*ds, Diagnosis{Severity: string(severity), Code: string(code), Message: message})
	}
	reference = redact.Text(reference)
	d := &(*ds)[i]
	if at, there := slices.BinarySearch(d.References, reference); !there {
		d.References = slices.Insert(d.References, at, reference)
	}
}
