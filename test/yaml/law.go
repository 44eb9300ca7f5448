package yaml

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"

// A Verdict says what became of a text.
type Verdict struct {
	// Class is "invalid", "disputed" where the readers differ, "refused: …", or
	// "compared".
	Class string
	// Goccy: the third reader reads the same, too.
	Goccy bool
	// Changed is the number of references that changed.
	Changed int
	// Fault is what must not be; empty when all is well.
	Fault string
}

// docs are the documents of a text as two readers read them; JSON is read as JSON.
func docs(text []byte) (documents []*tree, class string) {
	if isJSON(text) {
		if documents, err := readJSON(text); err == nil {
			return documents, "compared"
		}
	}
	documents, err := readV3(text)
	if err != nil {
		return nil, "invalid"
	}
	second, err := readV4(text)
	if err != nil || !sameAll(documents, second, true) {
		return documents, "disputed"
	}
	if misled(documents, text) {
		return nil, "invalid"
	}
	return documents, "compared"
}

// misled reports whether a byte order mark in the middle of a text, perhaps in a comment, has the reader find
// another structure than a dash of as many bytes in its place. What it then finds depends on every byte before,
// and is nothing to compare with.
func misled(documents []*tree, text []byte) bool {
	if !marked(text) {
		return false
	}
	other, err := readV3(dashed(text))
	return err != nil || !sameAll(dashes(documents), dashes(other), true)
}

// dashed returns a text with a dash in the place of each byte order mark but the first byte's: as many bytes, which
// mislead nobody.
func dashed(text []byte) []byte {
	return append(bytes.Clone(text[:1]), bytes.ReplaceAll(text[1:], []byte(mark), []byte("\u2014"))...)
}

func readable(text []byte) bool {
	_, err := readV3(text)
	return err == nil
}

const mark = "\ufeff"

// dashes returns trees with a dash in the place of each byte order mark.
func dashes(all []*tree) []*tree {
	var to []*tree
	for _, t := range all {
		to = append(to, &tree{kind: t.kind, text: strings.ReplaceAll(t.text, mark, "\u2014"), keys: dashes(t.keys), items: dashes(t.items)})
	}
	return to
}

func agrees(documents []*tree, text []byte) bool {
	third, err := readGoccy(text)
	return err == nil && sameAll(documents, third, false)
}

// configuration is the functionConfig of the lists.
var configuration = func() *tree {
	text := func(s string) *tree { return &tree{kind: str, text: s} }
	data := &tree{kind: object, keys: []*tree{text("accountID"), text("region")}, items: []*tree{text("123456789012"), text("ca-central-1")}}
	return &tree{kind: object, keys: []*tree{text("apiVersion"), text("kind"), text("data")}, items: []*tree{text("v1"), text("ConfigMap"), data}}
}()

// List gives a text to the function and judges what comes out.
func List(text []byte) Verdict {
	before, class := docs(text)
	if class == "invalid" || len(before) != 1 || before[0].twice() || !before[0].get("kind").is("ResourceList") {
		return Verdict{Class: "invalid"}
	}
	if !before[0].get("functionConfig").same(configuration, true) || !before[0].get("apiVersion").is("config.kubernetes.io/v1") {
		return Verdict{Class: "invalid"} // a mistake made another configuration
	}
	v := Verdict{Class: class, Goccy: agrees(before, text)}
	output, results, err := fn.Process(text)
	if err != nil {
		v.refuse(text, class, "refused", err.Error())
		return v
	}
	said := ""
	for _, r := range results {
		if r.Severity == "error" && v.refuse(text, class, "refused", r.Message) {
			return v
		}
		said += r.Message + "\n"
	}
	after, err := reread(text, output)
	switch {
	case err != nil && (class == "disputed" && takesNoField(text) || marked(text) && (unreadable(text, output) || readable(dashed(output)))):
		v.Class = "disputed"
		return v // whatever is added, the reader that reads the text fails
	case err != nil:
		v.Fault = "the output is no YAML: " + err.Error()
	case len(after) != 1:
		v.Fault = fmt.Sprintf("%d documents came out", len(after))
	}
	if v.Fault != "" {
		return v
	}
	c := comparison{refused: strings.HasPrefix(v.Class, "refused"), said: said}
	c.list(before[0], after[0])
	v.Fault, v.Changed = c.fault, c.changed
	if v.Fault == "" && !bytes.ContainsRune(text, '\\') && before[0].get("results") == nil && !inserted(text, restored(output)) {
		v.Fault = "other bytes differ"
	}
	if v.Fault == "" && v.Goccy && !bytes.ContainsAny(text, breaks11) && !agrees(after, output) && !misleads(output) {
		v.Fault = "goccy/go-yaml, which read the same before, reads something else"
	}
	return v
}

// takesNoField reports whether v3 reads a text and does not read it with one field more: a
// byte order mark in the middle of a text misleads it, and v4 as well.
func takesNoField(text []byte) bool {
	_, err := readV3(append(bytes.TrimRight(text, "\n"), "\nresults: []\n"...))
	return err != nil
}

// misleads reports whether goccy/go-yaml loses its place at whatever field stands where the results came out, for example behind
// an escape and blank lines in quotes: it then reads a plain field there otherwise than v3 does.
func misleads(output []byte) bool {
	plain := results.ReplaceAll(output, []byte("note: x\n"))
	documents, err := readV3(plain)
	return err != nil || !agrees(documents, plain)
}

// results matches the results in block style.
var results = regexp.MustCompile(`(?m)^results:\r?\n(?:[ -].*\n)*`)

// marked reports whether a text has a byte order mark elsewhere than at its beginning.
func marked(text []byte) bool { return bytes.LastIndex(text, []byte(mark)) > 0 }

// unreadable reports whether v3 does not read a list with the results that came out in the place of
// its own: with every other byte as it was, so that what the program did to it is not the reason.
func unreadable(text, output []byte) bool {
	was, is := bytes.Index(text, []byte("\nitems:")), bytes.Index(output, []byte("\nitems:"))
	if was < 0 || is < 0 {
		return false
	}
	_, err := readV3(append(bytes.Clone(output[:is]), text[was:]...))
	return err != nil
}

// reread reads what came out as what went in was read.
func reread(input, output []byte) ([]*tree, error) {
	if isJSON(input) {
		if _, err := readJSON(input); err == nil {
			return readJSON(output)
		}
	}
	return readV3(output)
}

func restored(output []byte) []byte {
	return bytes.ReplaceAll(output, []byte(cache), []byte("ghcr.io/"))
}

// inserted reports whether longer is text with something put in at one place.
func inserted(text, longer []byte) bool {
	i := 0
	for i < len(text) && i < len(longer) && text[i] == longer[i] {
		i++
	}
	return len(longer) >= len(text) && bytes.HasSuffix(longer, text[i:])
}

var rewriter = rewriterOf("")

// rewriterOf returns what rewrites by a configuration, whose spec has more behind the registry.
func rewriterOf(more string) *rewrite.Rewriter {
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1" + more + "}\n"))
	if err != nil {
		panic(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		panic(err)
	}
	return r
}

// Stream gives a text to the command line's way and judges what comes out.
func Stream(text []byte) Verdict {
	before, class := docs(text)
	if class == "invalid" || len(bytes.TrimSpace(text)) == 0 {
		return Verdict{Class: "invalid"}
	}
	for _, d := range before {
		if d.twice() || d.get("kind").is("ResourceList") {
			return Verdict{Class: "invalid"}
		}
	}
	v := Verdict{Class: class, Goccy: agrees(before, text)}
	output, report, err := rewriteStream(text)
	if err != nil {
		v.refuse(text, class, "refused", err.Error())
		return v
	}
	said := ""
	for _, f := range report.Findings {
		if f.Severity == finding.Error && v.refuse(text, class, "refused", f.Message) {
			return v
		}
		said += f.Message + "\n"
	}
	after, err := reread(text, output)
	switch {
	case err != nil && marked(text) && readable(dashed(output)):
		v.Class = "disputed"
		return v
	case err != nil:
		v.Fault = "the output is no YAML: " + err.Error()
	case len(after) != len(before):
		v.Fault = fmt.Sprintf("%d documents became %d", len(before), len(after))
	}
	if v.Fault != "" {
		return v
	}
	c := comparison{refused: strings.HasPrefix(v.Class, "refused"), said: said}
	for i := range before {
		c.item(before[i], after[i])
	}
	v.Fault, v.Changed = c.fault, c.changed
	if v.Fault == "" && !bytes.ContainsRune(text, '\\') && !bytes.Equal(text, restored(output)) {
		v.Fault = "other bytes differ"
	}
	if v.Fault == "" && v.Changed == 0 && !bytes.Equal(text, output) {
		v.Fault = "bytes differ, and no value"
	}
	if v.Fault == "" && v.Goccy && !bytes.ContainsAny(text, breaks11) && !agrees(after, output) && !misleads(output) {
		v.Fault = "goccy/go-yaml, which read the same before, reads something else"
	}
	return v
}

func rewriteStream(text []byte) ([]byte, *outcome.Report, error) {
	s, err := batch.OpenStream(bytes.NewReader(text), 1<<30)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	report, err := s.Rewrite(rewriter, &b)
	return b.Bytes(), report, err
}

// A comparison holds what came out to what went in.
type comparison struct {
	refused bool   // nothing may change
	said    string // what was told
	changed int
	fault   string
}

func (c *comparison) wrong(format string, args ...any) {
	if c.fault == "" {
		c.fault = fmt.Sprintf(format, args...)
	}
}

// list compares two ResourceLists, but for their results.
func (c *comparison) list(before, after *tree) {
	b, a := before.without("results"), after.without("results")
	if len(b.keys) != len(a.keys) {
		c.wrong("%d fields became %d", len(b.keys), len(a.keys))
		return
	}
	for i := range b.keys {
		if !b.keys[i].same(a.keys[i], true) {
			c.wrong("the field %q became %q", b.keys[i].text, a.keys[i].text)
			return
		}
		if b.keys[i].text != "items" || b.items[i].kind != list || a.items[i].kind != list {
			c.fixed(b.items[i], a.items[i], b.keys[i].text)
			continue
		}
		items := b.items[i].items
		if len(items) != len(a.items[i].items) {
			c.wrong("%d items became %d", len(items), len(a.items[i].items))
			return
		}
		for j := range items {
			c.item(items[j], a.items[i].items[j])
		}
		if n := itemsTold.FindStringSubmatch(c.said); !c.refused && (n == nil || n[1] != fmt.Sprint(len(items))) {
			c.wrong("%d items, and it says %q", len(items), c.said)
		}
	}
}

var itemsTold = regexp.MustCompile(`rewritten in \d+ of (\d+) items?`)

func (t *tree) without(key string) *tree {
	u := &tree{kind: t.kind}
	for i, k := range t.keys {
		if k.kind > str || k.text != key {
			u.keys, u.items = append(u.keys, k), append(u.items, t.items[i])
		}
	}
	return u
}

// fixed compares what must not change.
func (c *comparison) fixed(before, after *tree, where string) {
	if !before.same(after, true) {
		c.wrong("%s changed from\n%s\nto\n%s", where, before, after)
	}
}

// item compares an object: a Pod's images must change, what stands at the key image in
// any other place may, and nothing else.
func (c *comparison) item(before, after *tree) {
	if before.get("kind").is("Pod") && before.get("apiVersion").is("v1") && !c.refused {
		containers, now := before.get("spec").get("containers"), after.get("spec").get("containers")
		for i := 0; containers != nil && containers.kind == list && i < len(containers.items); i++ {
			image := containers.items[i].get("image")
			if image == nil || image.kind != str || !must.MatchString(image.text) || now == nil || i >= len(now.items) {
				continue
			}
			if image.binary {
				if !strings.Contains(c.said, fmt.Sprintf("%q cannot be replaced", image.text)) {
					c.wrong("%s in base64 is left, and it says %q", image.text, c.said)
				}
				continue
			}
			if got := now.items[i].get("image"); !got.is(moved(image.text)) && !strings.Contains(c.said, "cannot be") && !strings.Contains(c.said, "anchor") {
				c.wrong("%s is still %s, and it says %q", image.text, got, c.said)
			}
		}
	}
	c.value(before, after, "")
}

var must = regexp.MustCompile(`^ghcr\.io/org/must\d+:v\d$`)

// may is what else may be rewritten: also with the placeholders of printf, such as %v.
var may = regexp.MustCompile(`^ghcr\.io/([a-z0-9/]|%[a-z])+(:([\w.-]|%[a-z])+)?$`)

func moved(reference string) string { return cache + strings.TrimPrefix(reference, "ghcr.io/") }

func (c *comparison) value(before, after *tree, key string) {
	if before.kind <= str && after.kind <= str {
		switch {
		case before.kind == after.kind && before.text == after.text:
		case !c.refused && before.kind == str && strings.HasPrefix(key, "image") && may.MatchString(strings.TrimRight(before.text, "\n")) && after.is(moved(before.text)):
			c.changed++
		default:
			c.wrong("%q at %s became %q", before.text, key, after.text)
		}
		return
	}
	if before.kind != after.kind || len(before.items) != len(after.items) || len(before.keys) != len(after.keys) {
		c.wrong("%s changed from\n%s\nto\n%s", key, before, after)
		return
	}
	for i := range before.keys {
		c.fixed(before.keys[i], after.keys[i], "a key")
	}
	for i := range before.items {
		if before.kind == object {
			key = before.keys[i].text
		}
		c.value(before.items[i], after.items[i], key)
	}
}

var variable = regexp.MustCompile(`"[^"]*"|\d+|'[^']*'`)

// reason is an error without what differs from one to the next.
func reason(text string) string {
	text, _, _ = strings.Cut(variable.ReplaceAllString(text, "…"), "\n")
	return text[:min(len(text), 70)]
}
