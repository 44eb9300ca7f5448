package finding

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// longestSecret limits how many bytes after a cut the end of a secret is looked for.
const longestSecret = 4096

// Excerpt returns a text of at most so many bytes: its beginning, and "…" for what is left out.
func Excerpt(text string, most int) string {
	beginning, cut := shorten(text, most)
	if cut {
		return beginning + "…"
	}
	return beginning
}

// quoted limits how many bytes of a value a sentence quotes.
const quoted = 120

// Quote returns an excerpt in quotes on one line, for Found and within sentences.
func Quote(text string) string {
	beginning, cut := shorten(text, quoted)
	if cut {
		return strconv.Quote(beginning) + "…"
	}
	return strconv.Quote(beginning)
}

// ExcerptEnds returns a text of at most so many bytes, or its beginning and end with "…" between
// them: a builder's message has its subject at the beginning and the mistake at the end.
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

// shorten removes secrets from a text that is too long before it is cut, because the rest of a
// secret that is cut could not be recognised.
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
