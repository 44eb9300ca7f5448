// Package yamltext writes YAML. All that the program generates or prints is encoded here, by
// sigs.k8s.io/yaml, and every text that is put into a user's YAML gets its quotes here. What
// edits a user's document puts only such texts into its bytes, and never encodes the rest again.
package yamltext

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	yamlv3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

// Marshal returns a value as YAML in block style, by its JSON form: struct tags are those of
// JSON, and keys come sorted. Long lines are folded at 80 columns, as kubectl and flux do it.
func Marshal(value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	return OfJSON(text)
}

// OfJSON returns a document in JSON as YAML, as Marshal writes it.
func OfJSON(text []byte) (string, error) {
	out, err := yaml.JSONToYAML(WithoutControls(text))
	if err != nil || !bytes.Contains(text, []byte(`"="`)) && !bytes.Contains(text, []byte(`"<<"`)) &&
		bytes.IndexFunc(out, isHidden) < 0 && !bytes.Contains(out, []byte(`\L`)) && !bytes.Contains(out, []byte(`\P`)) && !oddNumber().Match(out) {
		return string(out), err
	}
	quoted, err := Commented(string(out), quoteRest)
	return string(WithoutControls([]byte(quoted))), err // they are in quotes now
}

// oddNumber matches a line with a key or value that looks like a number which is too large for Go, or like a number or a
// time that YAML 1.1 has and sigs.k8s.io/yaml does not know.
var oddNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)(?:^ *|[:-] +)` + oddForm + `(?::|$)`)
})

// oddForm has the forms of https://yaml.org/type/float.html, https://yaml.org/type/int.html and
// https://yaml.org/type/timestamp.html.
const oddForm = `(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|[-+]?\.[0-9][0-9_]*|[-+]?0[bx]_+|` +
	`[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)`

var isOdd = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("^" + oddForm + "$") })

// quoteRest gives quotes to texts that sigs.k8s.io/yaml writes without, and that some reader takes for something
// else: = and <<, which YAML 1.1 has tags for (https://yaml.org/type/value.html,
// https://yaml.org/type/merge.html: PyYAML refuses the one, and takes the other for a merge); 1e400, which is
// infinite where Go sees no number, and other numbers and times of YAML 1.1; and texts with line breaks of YAML 1.1 or with
// characters that are not seen.
func quoteRest(n *yamlv3.Node) {
	if n.Value == "=" || n.Value == "<<" || strings.ContainsFunc(n.Value, isHidden) || n.Tag == "!!str" && isOdd().MatchString(n.Value) {
		n.Tag, n.Style = "!!str", yamlv3.DoubleQuotedStyle
	}
	for _, part := range n.Content {
		quoteRest(part)
	}
}

// Scalar returns a text as a value on one line of block YAML, without quotes where every reader
// still reads the same string. YAML 1.1, as kubectl, kustomize and Flux read it, has more words that
// are no strings than YAML 1.2: no, on and y are booleans, 1:30 is a number.
func Scalar(text string) string {
	switch {
	case isPlain(text):
		return text
	case strings.Contains(text, ": ") || strings.Contains(text, " #") || text == "=" || text == "<<":
		return Quoted(text)
	}
	if out, err := Marshal(text); err == nil && out == text+"\n" {
		return text
	}
	return Quoted(text)
}

// Flow returns a text as a value inside the brackets of a list or a map. Where it needs quotes,
// they are single if they can be: a message that shows the text may be in double quotes itself.
func Flow(text string) string {
	scalar := Scalar(text)
	switch {
	case scalar == text && !strings.ContainsAny(text, ",[]{}?") && text[0] != ':': // a key without a text, to libyaml
		return text
	case isPrintable(text) && !strings.Contains(text, "'"):
		return "'" + text + "'"
	}
	return Quoted(text)
}

// Quoted returns a text in double quotes, with escapes that YAML and JSON have in common.
func Quoted(text string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil { // a text always encodes
		return strconv.Quote(text)
	}
	return string(WithoutControls(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
}

// WithoutControls escapes the characters that JSON allows in strings and YAML does not
// (https://yaml.org/spec/1.2.2/#51-character-set), the line breaks of YAML 1.1, and those that a terminal
// obeys or that change the direction of text. It is for a document where they can only be in double quotes, such as one in JSON.
func WithoutControls(text []byte) []byte {
	if bytes.IndexFunc(text, isHidden) < 0 {
		return text
	}
	var b bytes.Buffer
	for _, r := range string(text) {
		if isHidden(r) {
			b.WriteString(`\u` + strconv.FormatInt(int64(0x10000+r), 16)[1:]) // four digits, with leading zeros
		} else {
			b.WriteRune(r)
		}
	}
	return b.Bytes()
}

// isHidden reports whether a character is not to be seen, as far as JSON can escape it in one.
func isHidden(r rune) bool {
	return r > '~' && r <= 0xffff && !unicode.IsGraphic(r) || r == 0x2028 || r == 0x2029
}

// isPlain reports whether a text is certainly the same without quotes. To encode it instead, as
// Scalar does for all others, takes longer than everything else that is done for a reference. It is an allow-list: printable ASCII
// that begins with a letter, or that has a slash, as no number and no date has; no word of YAML
// 1.1; no colon that could end a key, and no sign of a comment.
func isPlain(text string) bool {
	if text == "" || isReserved(text) || !isPrintable(text) || text[len(text)-1] == ' ' || strings.Contains(text, "#") {
		return false
	}
	if strings.HasSuffix(text, ":") || strings.Contains(text, ": ") {
		return false
	}
	return isLetter(text[0]) || strings.Contains("0123456789$./_", text[:1]) && strings.Contains(text, "/")
}

// isPrintable reports whether a text is printable ASCII.
func isPrintable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isReserved reports whether YAML 1.1 reads a text as null or a boolean
// (https://yaml.org/type/bool.html).
func isReserved(text string) bool {
	if len(text) > len("false") {
		return false
	}
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
