package yaml

import (
	"regexp"
	"slices"
	"strings"
)

// A refusal is a reason for which the program may leave a text that is valid, or a part of it.
type refusal struct {
	says string // what is in the message; … stands for what differs
	// needs are texts of which one must be there: without them the reason cannot be the true one.
	needs []string
	why   string
}

var (
	brackets = []string{"[", "{"}
	marks    = []string{"&", "*"}
	oddBreak = []string{"\r", "\u0085", "\u2028", "\u2029"}
)

// refusals are all of them. Whatever else is refused, and left alone, is a fault.
var refusals = []refusal{
	// Texts as a whole.
	{"did not find expected <document start>", []string{"\n%", "\r%", "\u0085%", "\u2028%", "\u2029%"}, "a directive without the end of the document before it, ..., is no YAML (https://yaml.org/spec/1.2.2/#rule-l-document-suffix); v3 takes it all the same"},
	{"items is a …, a list is expected", nil, "no ResourceList: items is a map, or text; docs/reliability.md, hostile input"},
	{"the list's own key … has an anchor or is an alias; write the key alone", marks, "an alias has the place of its anchor; docs/reliability.md, what the forms found"},
	{"the list's own field … is an alias; write its value there", []string{"*"}, "the same"},
	{"the list's own field … is empty and has an anchor; write it without", []string{"&"}, "the same"},
	{"there is an anchor in the list's results, which are replaced; write its value where an alias needs it", []string{"&"}, "the same"},
	{"the list's closing bracket was not found; write the list as JSON or in lines", brackets, "brackets of a whole list that only the YAML parser can tell; docs/reliability.md, above the forms"},
	{"results is not a list of a known form; remove it", brackets, "a tag before the brackets of results, in a list in brackets"},
	{`a ResourceList (config.kubernetes.io/v1) is expected on standard input, found kind "\…`, oddBreak, "a kind that begins with a line break, for every reader: it is no other text"},
	{`the ResourceList's apiVersion is "\…"; accepted: …`, oddBreak, "the same"},
	{`: found "\…"; accepted: …`, oddBreak, "the same, of a text of the configuration"},
	{"the function config is not YAML: an alias refers to an anchor that is not there", []string{"*"}, "the configuration is read by itself, and has no anchors of the items"},

	// Items that are added, replaced or removed.
	{"a carriage return alone ends a line here, after which no item can be added or changed; write line feeds", []string{"\r"}, "what is added would be on other lines for other readers"},
	{"the text holds line breaks of YAML …", oddBreak[1:], "the same"},
	{"the item cannot be changed here; write it on the line of its dash, without an anchor", nil, "where an item begins that is not on its dash is told by its properties alone"},
	{"the item cannot be changed here; change it by hand", nil, "the lines of an item that cannot be told from those around it"},
	{"the item cannot be changed here: what is below it would become text of the block above it; change it by hand", []string{"|", ">"}, "comments behind a block scalar, once they are deeper"},
	{"the item cannot be changed here: the anchor &a… in it is needed elsewhere; write its value there", []string{"*"}, "an alias would refer to nothing"},
	{"no item can be added or changed behind a comment between the key and its colon", []string{"#"}, "? items, and a comment"},

	// Edits of values.
	{"the value … cannot be replaced here; write it on one line", nil, "a text over several lines or in base64"},
	{"the text cannot be changed here", nil, "a manifest in a string with escapes, or folded"},
	{"the key … cannot be added to this map; add it by hand", nil, "a map that an alias shares, or in brackets over lines"},
	{"the key … cannot be added after …; add it by hand", nil, "a value whose end cannot be told by lines"},
	{"the key … cannot be added after …, where a line ends by a carriage return alone, NEL, LS or PS; write a line feed", oddBreak, "not a line for every reader"},
	{"the key … cannot be removed here; remove it by hand", nil, "a key that shares its line"},
	{"the key … is not in this map itself; remove it where it is defined", []string{"<<", "&"}, "it comes by a merge, or its key has an anchor, which may be needed elsewhere"},
	{"the list element cannot be removed here; remove it by hand", nil, "an element that shares its line"},
	{"the list has an anchor, so its elements may be needed elsewhere; remove them by hand", []string{"&"}, "an alias shares it"},
	{"the entry cannot be removed here; remove it by hand", nil, "an entry that shares its line"},
	{"the flow collection cannot be changed; change it by hand", brackets, "brackets over lines with comments or properties"},
	{"nothing can be added to this list; add it by hand", nil, "a list that an alias shares, or that is empty by a null"},
}

// patterns match the messages of the refusals.
var patterns = func() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, r := range refusals {
		all = append(all, regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(r.says), "…", ".*")))
	}
	return all
}()

// allowed reports whether a text may be refused with a message.
func allowed(text []byte, message string) bool {
	for i, r := range refusals {
		if patterns[i].MatchString(message) && (r.needs == nil || slices.ContainsFunc(r.needs, func(one string) bool { return strings.Contains(string(text), one) })) {
			return true
		}
	}
	return false
}

// refuse notes that a text, or something in it, is left, by the messages, one on a line. It is a fault where all readers of
// YAML 1.1 take the text, which are of the class, and nothing in refusals says why it may be.
func (v *Verdict) refuse(text []byte, class, how, messages string) (fault bool) {
	v.Class = how + ": " + reason(messages)
	if class != "compared" || !readable(text) {
		return false
	}
	for message := range strings.Lines(messages) {
		if !allowed(text, message) {
			v.Fault = "no reason is known for which it may say " + message
		}
	}
	return v.Fault != ""
}
