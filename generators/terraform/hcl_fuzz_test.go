package terraform

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// odd are texts that a writer gets wrong.
var odd = []string{
	"", "a", "team", "cost-centre", "_a", "1a", "-", "for", "null", "true", "in", "aws:SourceVpc", "a b", "Équipe", "команда", "한국", "ทำ", "x\u0301", "👩‍👩‍👧",
	"${a}", "%{if a}", "$${a}", "$$${a}", "%%{a}", "$", "$$", "%", "{", "}", `"`, `\`, `\n`, "'", "<<EOT", "#", "//", "/*",
	"\n", "\r\n", "\t", "\x00", "\x1b[2J", "\x7f", "\u0085", "\u200b", "\u2028", "\ufeff", "\ufffd", "\U000e0001", "\U0001f600",
}

// FuzzHCL: a file of any values is read as those values, and is as terraform fmt leaves
// it.
func FuzzHCL(f *testing.F) {
	for seed := range uint64(5 * len(odd)) {
		f.Add(odd[int(seed)%len(odd)], seed)
	}
	f.Add("e\u0301", uint64(0))  // an accent that the reader joins to its letter
	f.Add("\u0301", uint64(0))   // one without a letter
	f.Add("\u0a33", uint64(148)) // a letter that the reader takes apart
	f.Add("\x0e\u0311", uint64(11))
	f.Fuzz(func(t *testing.T, text string, seed uint64) { checkHCL(t, strings.ToValidUTF8(text, "\ufffd"), seed) })
}

func checkHCL(t *testing.T, text string, seed uint64) {
	t.Helper()
	r := newRandom(seed, text)
	object := r.object(4)
	got := ours(text, r.words, encode(t, object))
	read := attributes(t, got)
	if want := cty.StringVal(text); text != "" && !read["text"].RawEquals(want) {
		t.Errorf("%#v is read as %#v", want, read["text"])
	}
	if want := valueOf(object); !read["document"].RawEquals(want) {
		t.Errorf("%#v is read as %#v", want, read["document"])
	}
	if formatted := string(hclwrite.Format([]byte(got))); got != formatted {
		t.Errorf("written\n%s\nformatted\n%s", got, formatted)
	}
}

// ours is a file with one of everything.
func ours(value string, words []string, document string) string {
	f := newFile()
	b := f.block("resource", value)
	b.text("text", value)
	b.number("number", -5)
	b.bool("bool", true)
	b.set("list", tuple(texts(words)))
	b.set("reference", raw("aws_ecr_repository.cached"))
	var tags []plan.Pair
	for _, word := range words {
		tags = append(tags, plan.Pair{Name: word, Value: value})
	}
	b.pairs("tags", tags)
	b.document("document", document)
	b.gap()
	b.block("inner").text("another", value)
	b.block("empty")
	return f.String()
}

func encode(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A random makes documents of a text and of some that are odd.
type random struct {
	*rand.Rand
	words []string
}

func newRandom(seed uint64, text string) random {
	r := random{rand.New(rand.NewPCG(seed, 0)), []string{text}}
	for _, i := range r.Perm(len(odd))[:12] {
		if odd[i] != text {
			r.words = append(r.words, odd[i])
		}
	}
	return r
}

func (r random) value(depth int) any {
	switch n := r.IntN(8); {
	case n < 2 && depth > 0:
		return r.object(depth - 1)
	case n < 4 && depth > 0:
		list := []any{}
		for range r.IntN(4) {
			list = append(list, r.value(depth-1))
		}
		return list
	case n == 4:
		return nil
	case n == 5:
		return r.IntN(2) == 0
	case n == 6:
		return json.Number(numbers[r.IntN(len(numbers))])
	}
	return r.words[r.IntN(len(r.words))]
}

var numbers = []string{"0", "-1", "14", "0.5", "-12.75", "9007199254740993", "123456789012345678901234567890123456789", "-0.000000000000000000000000000000000001"}

func (r random) object(depth int) map[string]any {
	object := map[string]any{}
	for range r.IntN(5) {
		object[r.words[r.IntN(len(r.words))]] = r.value(depth)
	}
	return object
}
