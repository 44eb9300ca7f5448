package yaml

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// sameReference is the one image of a text in which nearly every key, value, comment and block holds it: what is
// edited in the wrong place then finds there what it looks for.
const sameReference = "ghcr.io/org/must1:v1"

// newGrammar returns what writes the text of a seed. Each fifth text has one image everywhere; the others
// are what they would be without those.
func newGrammar(seed uint64) *grammar {
	return &grammar{Rand: rand.New(rand.NewPCG(seed, 7)), same: seed%5 == 0}
}

// often is true so many times of a hundred where one image is everywhere, and nowhere else.
func (g *grammar) often(percent int) bool { return g.same && g.chance(percent) }

// look is text that looks like the image, or like a field with it.
func (g *grammar) look() string {
	return g.one(sameReference, sameReference, sameReference, `"`+sameReference+`"`, "'"+sameReference+"'", "image: "+sameReference, "- image: "+sameReference)
}

// under stands between what is before a value and the value: blanks, or comments and a line break.
func (g *grammar) under(indent int) string {
	if !g.often(50) {
		return ""
	}
	margin := spaces(indent + 1 + g.IntN(3))
	return g.one("\n"+margin, " # "+g.look()+"\n"+margin, "\n\n"+margin, " # "+g.look()+"\n"+spaces(g.IntN(4))+"# "+g.look()+"\n"+margin, "\t")
}

// prefix is a tag, an anchor, or both, and what stands behind them.
func (g *grammar) prefix(indent int) string {
	g.images++
	anchor := fmt.Sprintf("&i%d", g.images)
	return g.one(anchor, "!!str", "!<tag:yaml.org,2002:str>", anchor+" !!str", "!!str "+anchor) + g.one(" ", g.under(indent)+" ")
}

// sameKey is a key that holds the image, or that of an image.
func (g *grammar) sameKey() string {
	return g.one(sameReference, sameReference, `"`+sameReference+`"`, "'"+sameReference+"'", "&k "+sameReference, "image", `"image"`) + g.one(":", ":", " :")
}

// sameImage is how the image is written behind its key at the column. The next line may begin with it, too, or
// the next block.
func (g *grammar) sameImage(column int) string {
	quote := g.one("", "'", `"`)
	return g.sameValue(column) + g.one("", "",
		spaces(column)+quote+sameReference+quote+": "+g.one("1", sameReference, `"`+sameReference+`"`)+"\n",
		spaces(column)+"command: |-\n"+spaces(column+2)+sameReference+"\n")
}

func (g *grammar) sameValue(column int) string {
	prefix := " " + g.one("", g.prefix(column))
	if g.chance(35) {
		return prefix + g.one("|", "|-", "|+", ">", ">-", "|2-", "|-2") + g.comment() + "\n" + spaces(column+2) + sameReference + "\n"
	}
	return prefix + g.one(sameReference, `"`+sameReference+`"`, "'"+sameReference+"'", `"`+strings.Replace(sameReference, "/", `\x2f`, 1)+`"`) + g.comment() + "\n"
}

// sameContainer is an entry of containers in brackets, behind its dash at the column.
func (g *grammar) sameContainer(column int) string {
	gap := func() string { return g.one("", " ", g.under(column)) }
	value := func() string {
		return g.one("", g.prefix(column), strings.TrimRight(g.prefix(column), " ")+"\n") + g.one(sameReference, `"`+sameReference+`"`, "'"+sameReference+"'")
	}
	fields := []string{g.one("image", `"image"`, "? image") + ": " + value()}
	for _, key := range []string{sameReference, "name"} {
		if g.chance(50) {
			fields = append(fields, g.one(key, `"`+key+`"`)+": "+value())
		}
	}
	g.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	for i := range fields {
		fields[i] = gap() + fields[i] + gap()
	}
	return " {" + strings.Join(fields, ", ") + "}" + g.comment() + "\n"
}

// oddBreaks gives each line any break of a few kinds.
func (g *grammar) oddBreaks(text string) string {
	breaks := [][]string{{"\n", "\n", "\r"}, {"\n", "\u0085", "\u2028", "\u2029"}, {"\n", "\n", "\n", "\u0085", "\r"}, {"\n", "\r\n"}, {"\n"}}[g.IntN(5)]
	lines := strings.Split(text, "\n")
	for i := range lines[1:] {
		lines[i] += g.one(breaks...)
	}
	return strings.Join(lines, "")
}

// shortPod is a manifest in few lines, which may stand in several strings of one object.
func (g *grammar) shortPod() string {
	g.images++
	name := fmt.Sprintf("p%d", g.images)
	inBrackets := "{apiVersion: v1, kind: Pod, metadata: {name: " + name + "}, spec: {containers: [{image: " + sameReference + "}]}}\n"
	return g.one(
		inBrackets, inBrackets,
		"apiVersion: v1\nkind: Pod\nmetadata: {name: "+name+"}\nspec: {containers: [{image: "+sameReference+"}]}\n",
		"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "+sameReference+g.one("", " # "+sameReference)+"\n",
	)
}
