package finding

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// longestSecret is how many bytes after the cut are searched for the end of a secret that begins
// before it.
const longestSecret = 4096

// Excerpt returns at most so many bytes of a text, and "…" if something is left out.
func Excerpt(text string, most int) string {
	beginning, cut := shorten(text, most)
	if cut {
		return beginning + "…"
	}
	return beginning
}

// quoted is how many bytes of a value a sentence quotes at most.
const quoted = 120

// Quote returns an excerpt in quotes on one line, for Found and within sentences.
func Quote(text string) string {
	beginning, cut := shorten(text, quoted)
	if cut {
		return strconv.Quote(beginning) + "…"
	}
	return strconv.Quote(beginning)
}

// ExcerptEnds returns at most so many bytes of a text: all of it, or its beginning and its end with
// "…" between them. A message of kustomize or Helm has its subject at the beginning and the mistake
// at the end.
func ExcerptEnds(text string, most int) string {
	if len(text) <= most {
		return text
	}
	text = redact.Text(text)
	if len(text) <= most {
		return text
	}
	half := most / 2
	return strings.ToValidUTF8(text[:half], "") + " … " + strings.ToValidUTF8(text[len(text)-half:], "")
}

// shorten returns at most so many bytes of a text, and whether something is left out. It removes
// secrets before it cuts: half of a secret would not be recognised as one.
func shorten(text string, most int) (beginning string, cut bool) {
	if len(text) <= most {
		return text, false
	}
	seen := min(len(text), most+longestSecret)
	all := seen == len(text)
	if text = redact.Text(text[:seen]); all && len(text) <= most {
		return text, false
	}
	return strings.ToValidUTF8(text[:min(len(text), most)], ""), true
}
