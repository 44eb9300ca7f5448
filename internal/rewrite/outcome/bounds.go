package outcome

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// MessageOf returns the text of an error about a value without its line: a finding names the
// field, and the error's line may be that of a text that the caller put together.
func MessageOf(err error) string {
	if f, is := finding.Of(err); is {
		return f.Message
	}
	return err.Error()
}

// maxFieldBytes is how many bytes of a name, a path or a value a finding holds: more than
// Kubernetes accepts. Without a limit an alias could repeat a text of megabytes.
const maxFieldBytes = 1000

// bounded returns the finding with its texts cut at that length. Its message may be longer,
// because it may list references, each of which may be that long.
func bounded(f finding.Finding) finding.Finding {
	message := finding.Excerpt(f.Message, 16*maxFieldBytes)
	f = f.Map(BoundedText)
	f.Message = message
	return f
}

// BoundedText returns a name, a path or a value, cut where it is too long for a finding.
func BoundedText(text string) string { return finding.Excerpt(text, maxFieldBytes) }

// MaxListed is how many references a warning lists by name. The inventory has them all.
const MaxListed = 3
