package outcome

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// MessageOf is an error about a value without its line: a result names the field,
// and the line is that of the source, which the caller may have put together.
func MessageOf(err error) string {
	if f, is := finding.Of(err); is {
		return f.Message
	}
	return err.Error()
}

// maxFieldBytes is how many bytes of a name, a path or a value a finding holds: more than
// any that Kubernetes takes. An alias can repeat a text of megabytes.
const maxFieldBytes = 1000

// bounded is the finding with its texts no longer than that. Its message may list
// references.
func bounded(f finding.Finding) finding.Finding {
	message := finding.Excerpt(f.Message, 16*maxFieldBytes)
	f = f.Map(BoundedText)
	f.Message = message
	return f
}

func BoundedText(text string) string { return finding.Excerpt(text, maxFieldBytes) }

// MaxListed is how many references a warning lists by name: enough to know what is
// meant. The inventory has them all.
const MaxListed = 3
