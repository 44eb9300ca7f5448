package yaml

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
)

// A grammar writes texts. Most are YAML; what is not is passed over by the test. It is
// written from the YAML specification and knows nothing of the program's reader.
type grammar struct {
	*rand.Rand
	anchors []string // of the document in work
	images  int
	same    bool // one image is everywhere
	handle  bool // the document in work has a tag that a directive must declare
}

func (g *grammar) one(of ...string) string { return of[g.IntN(len(of))] }

// chance is true so many times of a hundred.
func (g *grammar) chance(percent int) bool { return g.IntN(100) < percent }

func (g *grammar) times(least, most int, text func() string) string {
	var b strings.Builder
	for range least + g.IntN(most-least+1) {
		b.WriteString(text())
	}
	return b.String()
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

// decoy is text that looks like what it is not.
func (g *grammar) decoy() string {
	if g.often(80) {
		return g.look()
	}
	return g.one("- kind: Pod", "- apiVersion: v1", "image: ghcr.io/in/text:v1", "- image: ghcr.io/in/text:v1", "other: y", "items:", "x ]", "y }", "z, [", "it's", "say 'hi'", "- a", "? b", ": c", "# no", "| d", "&e", "*f", "!!str g", "kind: ResourceList", "functionConfig:", "%TAG", "'", "''", "{", "- - h", "ghcr.io/in/text:v1", "é", "日本", "\u00a0", "`", "@i", "\\", "a:b", "--", "----", ". . .", "=", "<<")
}

// word begins a plain scalar that is safe at its first byte.
func (g *grammar) word() string {
	if g.often(80) {
		return sameReference
	}
	return g.one("a", "b1", "it's", `say"hi"`, "x'y\"z", "c#d", "e:f", "true", "12", "-1", "--flag=\"v\"", "$(x)", "/p/q", "g]h", "i}j", "k[l", "m{n", "~", "null", "é", "ghcr.io/in/word:v1", "o,p", "q&r", "s*t", "u!v", "w|x", "y>z", "0x1f", ".5", "2001-01-01", "yes", "(a)", "+1", "\\n", "^", ";", "<", "=")
}

// odd is a word whose first byte may be an indicator.
func (g *grammar) odd() string {
	return g.one(`"`, "'", "[", "{", "]", "}", ",", "#", "&", "*", "!", "|", ">", "%", "@", "`", "?", ":", "-", "- a", "? a", `"a`, "'a", "[a", "{a", "]a", "#a", "a:", ":a", "?a", "%a", "*a", "&a", "!a", "|a", "\t", "\tb")
}

func (g *grammar) comment() string {
	if g.often(30) {
		return " # " + g.look()
	}
	if !g.chance(15) {
		return ""
	}
	return " #" + g.one("", " c", ` it's "open`, ` "`, " '", " ]", " [", " }", " - image: ghcr.io/in/comment:v1", " é", "# x", " x: y", " &a *a", "\u00a0", "\t")
}

// between stands between two lines: nothing, blank lines, comments.
func (g *grammar) between() string {
	if !g.chance(12) {
		return ""
	}
	return g.times(1, 2, func() string {
		return g.one("\n", "  \n", "\t\n", spaces(g.IntN(9))+"\n", spaces(g.IntN(9))+"#"+g.one("", " ")+g.decoy()+"\n", "# \"\n", "#'\n")
	})
}

func (g *grammar) properties() string {
	if !g.often(30) && !g.chance(10) {
		return ""
	}
	p := g.one("!!str ", "!foo ", "! ", "!!str", "!<tag:yaml.org,2002:str> ", "!e!x ", "")
	if p == "" || g.chance(30) {
		name := fmt.Sprintf("a%d", len(g.anchors))
		if g.chance(10) {
			name = g.one("é", "a.b", "a-b", "x:y")
		}
		g.anchors = append(g.anchors, name)
		p += "&" + name + g.one(" ", " ", " ", "  ", "\t")
	}
	return p
}

// plain is a plain scalar; it may go on on lines deeper than the indent.
func (g *grammar) plain(indent int) string {
	first := g.word()
	if g.chance(6) {
		first = g.odd()
	}
	text := first + g.times(0, 2, func() string { return g.one(" ", " ", "  ", "\t") + g.one(g.word(), g.odd()) })
	if g.chance(12) {
		text += g.times(1, 3, func() string {
			return g.one("\n", "\n", "\n\n", "\n \n") + spaces(indent+1+g.IntN(5)) + g.one(g.word(), g.odd(), g.decoy())
		})
	}
	return text
}

// quoted is a scalar in quotes; it may go on on lines of any depth.
func (g *grammar) quoted(indent int) string {
	double := g.chance(60)
	piece := func() string {
		switch {
		case g.chance(22):
			return g.one("\n", "\n", "\n", "\n\n", " \n") + spaces(g.one3(indent+1+g.IntN(4), indent+1, g.IntN(6))) + g.decoy()
		case double && g.chance(35):
			return g.one(`\n`, `\"`, `\\`, `\t`, `\x41`, `\u0041`, `\U00000041`, `\N`, `\L`, `\_`, `\/`, `\ `, `\e`, "\\\n"+spaces(indent+1), "\\\n", `\\"`, `\0`)
		}
		return g.one(g.word(), " ", g.decoy(), "# x", ": ", ", ", "]", "}", "\t")
	}
	text := g.times(0, 4, piece)
	if double {
		safe := strings.NewReplacer(`\"`, `\"`, `\\`, `\\`, `"`, g.one(`\"`, "'")).Replace(text)
		return `"` + safe + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

func (g *grammar) one3(a, b, c int) int { return [...]int{a, b, c}[g.IntN(3)] }

// blockScalar is a literal or folded block below the indent, with its header.
func (g *grammar) blockScalar(indent int) string {
	depth := 1 + g.IntN(4)
	header := g.one("|", "|", ">") + g.one("", "", "-", "+")
	if g.chance(15) {
		header = g.one("|", ">") + g.one(fmt.Sprintf("%d", depth), fmt.Sprintf("%d-", depth), fmt.Sprintf("+%d", depth))
	}
	text := header + g.comment() + "\n"
	margin := spaces(indent + depth)
	text += g.times(0, 4, func() string {
		switch {
		case g.chance(15):
			return "\n"
		case g.chance(8):
			return spaces(g.IntN(indent+depth+4)) + "\n"
		case g.chance(5):
			return margin + "\t" + g.decoy() + "\n"
		}
		return margin + g.one("", "", " ", "  ") + g.one(g.decoy(), g.word(), g.odd(), `"x`, "'x", "[x", "# c") + "\n"
	})
	if g.chance(30) {
		text += g.times(1, 3, func() string { return g.one("\n", "\n", spaces(g.IntN(indent+depth+4))+"\n") })
	}
	return strings.TrimSuffix(text, "\n")
}

// flow is a flow collection, which may have several lines.
func (g *grammar) flow(indent, depth int) string {
	gap := func() string {
		if g.chance(12) {
			return g.one("\n", " # c\n", " # it's\n", " #\"\n", " # ]\n") + spaces(indent+1+g.IntN(3))
		}
		return g.one("", "", " ", " ", "  ", "\t")
	}
	entry := func() string {
		p := ""
		if g.chance(25) {
			p = g.one("!!str ", "!foo ", "! ", "&f ", "? ", "&f !!str ", "!!str &f ", "&f\n"+spaces(indent+1))
		}
		switch {
		case depth < 3 && g.chance(20):
			return p + g.flow(indent, depth+1)
		case g.chance(50):
			return p + g.quoted(indent)
		case g.chance(8):
			return p + g.odd()
		case g.chance(4):
			return "*" + g.anchor()
		}
		if g.often(60) {
			return p + g.under(indent) + sameReference
		}
		return p + g.one("a", "b c", "it's", "x'y", `d"e`, "ghcr.io/in/flow:v1", "1", "-1", "e:f", "http://x/y?z=1", "- a", "é", "a#b", "", "1.5e+3", "null")
	}
	if g.chance(50) {
		var parts []string
		for range g.IntN(4) {
			part := entry()
			if g.chance(10) {
				part += ": " + entry()
			}
			parts = append(parts, gap()+part+gap())
		}
		return "[" + strings.Join(parts, ",") + g.one("", "", gap()) + g.trailing(parts) + "]"
	}
	var parts []string
	for i := range g.IntN(4) {
		key := g.one("k", "it's", `"q"`, "'s'", `"x ]"`, "'y }'", "&k k", "!!str k", "? k") + fmt.Sprint(i)
		if strings.HasPrefix(key, `"`) || strings.HasPrefix(key, "'") {
			key = key[:1] + fmt.Sprint(i) + key[1:len(key)-1]
		}
		colon := g.one(": ", ": ", ": ", ":\n"+spaces(indent+1), " : ", ":")
		parts = append(parts, gap()+key+colon+entry()+gap())
	}
	return "{" + strings.Join(parts, ",") + g.trailing(parts) + "}"
}

func (g *grammar) trailing(parts []string) string {
	if len(parts) > 0 && g.chance(8) {
		return g.one(",", " ,", ", ")
	}
	return ""
}

func (g *grammar) anchor() string {
	if len(g.anchors) == 0 {
		return "none"
	}
	return g.anchors[g.IntN(len(g.anchors))]
}

func (g *grammar) key(i int) string {
	key := fmt.Sprintf("k%d", i)
	switch {
	case g.often(25):
		return g.sameKey()
	case g.chance(78):
		return key + ":"
	case g.chance(50):
		return g.one("it's", `a"b`, `it's "x`, "a b", "a#b", "a]b", "$ref", "/x/y", ".dot", "x.y/z", "-x", "a:b", "é", "k'", `k"`, "(x)", "<x", "a,b", "*", "&k k", "!!str k", "*none", "?k", "x\ty", "true", "1", "=", "image") + fmt.Sprint(i) + g.one(":", ":", ":", " :")
	case g.chance(8):
		return strings.Repeat("long", 230+g.IntN(60)) + fmt.Sprint(i) + ":"
	}
	quoted := g.one(`"k `, "'k ", `"it's `, `'"`, `"\"`, `"x: `, "'# ", `"[`, "'- ", "''''", `"\u0041`, `"*.`, "'a: b: ")
	return quoted + fmt.Sprint(i) + quoted[:1] + g.one(":", ":", ":", " :")
}

// trap is a value with a quoted scalar in it, whose lines look like an object with an
// image, as deep as one might stand. It closes behind what looks like a comment.
func (g *grammar) trap(indent int) string {
	pairs := [][2]string{
		{`"x'`, `"`},
		{`'x"`, `'`},
		{`[!!str "x ]`, `"]`},
		{`[&t "x ]`, `"]`},
		{`[a, 'x ]`, `']`},
		{`[? "x ]`, `" : b]`},
		{`{? "x }`, `" : b}`},
		{`{k: !foo "x }`, `"}`},
		{`{k: &t 'x }`, `'}`},
		{`!!str "x`, `"`},
		{`&t 'x`, `'`},
		{`!!str &t "x'`, `"`},
		{`[[], {}, "x ]`, `"]`},
		{`{a: [], ? !!str 'x }`, `': 1}`},
		{`[ # it's "` + "\n " + spaces(indent) + `"x ]`, `" # ]` + "\n" + spaces(indent+1) + "]"},
	}
	pair := pairs[g.IntN(len(pairs))]
	margin := spaces(g.one3(indent, max(indent-2, 0), g.IntN(8)))
	fake := g.one(
		"- apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n    - image: ghcr.io/in/text:v1",
		"- kind: Pod\n  apiVersion: v1\n  spec: {containers: [{image: ghcr.io/in/text:v1}]}",
		"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ghcr.io/in/text:v1",
		"containers:\n- image: ghcr.io/in/text:v1", "image: ghcr.io/in/text:v1", "- image: ghcr.io/in/text:v1")
	text := pair[0] + "\n" + margin + strings.ReplaceAll(fake, "\n", "\n"+margin)
	return text + g.one(" # ", " ", "\n"+margin+"- a: ", "\n"+margin+"b: c # ") + pair[1]
}

// value stands behind a key or a dash at the indent, to the end of its last line.
func (g *grammar) value(indent, depth int) string {
	if g.chance(6) {
		return " " + g.trap(indent) + g.comment() + "\n"
	}
	properties := g.one("", g.properties())
	if properties != "" {
		properties += g.under(indent)
	}
	gap := g.one(" ", " ", " ", " ", "  ", "\t")
	switch n := g.IntN(100); {
	case n < 22:
		return gap + properties + g.plain(indent) + g.comment() + "\n"
	case n < 46:
		return gap + properties + g.quoted(indent) + g.comment() + "\n"
	case n < 58:
		return gap + properties + g.blockScalar(indent) + "\n"
	case n < 74:
		return gap + properties + g.flow(indent, 0) + g.comment() + "\n"
	case n < 78:
		return gap + g.one("", "*"+g.anchor(), "!!binary "+base64.StdEncoding.EncodeToString([]byte(g.decoy()))) + g.comment() + "\n"
	case n < 82:
		return g.comment() + "\n" + g.between() + spaces(indent+1+g.IntN(3)) + g.one(g.plain(indent), g.quoted(indent), g.flow(indent, 0)) + g.comment() + "\n"
	case depth > 2:
		return g.one("", " ") + g.comment() + "\n"
	}
	if properties = strings.TrimRight(properties, " \t"); properties != "" {
		properties = " " + properties
	}
	return properties + g.comment() + "\n" + g.between() + g.block(indent+1+g.IntN(3), indent, depth+1)
}

// block is a mapping or a list at the column; a list may stand as deep as its key.
func (g *grammar) block(column, parent, depth int) string {
	n := 0
	if g.chance(55) {
		return g.times(1, 3, func() string {
			n++
			if g.chance(4) {
				return spaces(column) + "? " + g.one(g.word(), g.quoted(column), g.flow(column, 1)) + "\n" + spaces(column) + ":" + g.value(column, depth) + g.between()
			}
			return spaces(column) + g.key(n) + g.value(column, depth) + g.between()
		})
	}
	if parent >= 0 && g.chance(40) {
		column = parent
	}
	return g.times(1, 3, func() string {
		dash := spaces(column) + "-"
		if g.chance(40) && depth < 4 {
			n++
			inner := column + 2
			text := dash + " " + g.key(n) + g.value(inner, depth+1) + g.between()
			if g.chance(60) {
				n++
				text += spaces(inner) + g.key(n) + g.value(inner, depth+1) + g.between()
			}
			return text
		}
		return dash + g.value(column, depth) + g.between()
	})
}

// reference is a reference that must change where an image stands.
func (g *grammar) reference() string {
	if g.same {
		return sameReference
	}
	g.images++
	return fmt.Sprintf("ghcr.io/org/must%d:v%d", g.images, g.IntN(9))
}

// image is how an image's value is written behind its key at the column.
func (g *grammar) image(column int) string {
	if g.often(70) {
		return g.sameImage(column)
	}
	ref := g.reference()
	switch g.IntN(14) {
	case 0:
		return " '" + ref + "'" + g.comment() + "\n"
	case 1, 2:
		return ` "` + ref + `"` + g.comment() + "\n"
	case 3:
		return ` "` + strings.Replace(ref, "ghcr", g.one(`gh\x63r`, `\u0067hcr`, `g\U00000068cr`), 1) + "\"\n"
	case 4:
		return ` "` + strings.Replace(ref, "ghcr", "gh\\\n"+spaces(column+1+g.IntN(3))+"cr", 1) + "\"\n"
	case 5:
		return " |-\n" + spaces(column+2) + ref + "\n"
	case 6:
		return " >-\n" + spaces(column+2) + ref + "\n"
	case 7:
		return " !!str " + g.one(ref, "'"+ref+"'", `"`+ref+`"`) + g.comment() + "\n"
	case 8:
		return g.comment() + "\n" + spaces(column+1) + g.one(ref, `"`+ref+`"`) + g.comment() + "\n"
	case 9:
		if g.chance(30) {
			return g.base64Image(ref, column)
		}
	}
	return g.one(" ", "  ") + ref + g.comment() + "\n"
}

// ownTag declares the handle of base64Image.
const ownTag = "%TAG !b! tag:yaml.org,2002:\n"

// base64Image is an image in base64, by any spelling of the tag.
func (g *grammar) base64Image(ref string, column int) string {
	tag, text := g.one("!!binary", "!!binary", "!<tag:yaml.org,2002:binary>", "!!bin%61ry", "!b!binary"), base64.StdEncoding.EncodeToString([]byte(ref))
	g.handle = g.handle || tag == "!b!binary"
	i := g.IntN(len(text))
	return " " + tag + g.one(" "+text+g.comment(), ` "`+text+`"`+g.comment(), " |\n"+spaces(column+2)+text, " >-\n"+spaces(column+2)+text[:i]+"\n\n"+spaces(column+2)+text[i:]) + "\n"
}

// pod is an object with images, at the column.
func (g *grammar) pod(column int) string {
	if g.chance(12) {
		return spaces(column) + fmt.Sprintf(`{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"image": "%s"}]%s}}`, g.reference(), g.one("", `,"x":"]"`, `, "y": "it's"`)) + "\n"
	}
	q := g.one("", "", "", `"`, "'")
	key := func(name string) string { return spaces(column) + q + name + q + ":" }
	parts := []string{
		key("apiVersion") + g.one(" v1", ` "v1"`, " 'v1'") + g.comment() + "\n",
		key("kind") + g.one(" Pod", ` "Pod"`, " Pod ") + g.comment() + "\n",
		key("spec") + g.comment() + "\n" + g.spec(column+1+g.IntN(3)),
	}
	if g.chance(60) {
		parts = append(parts, key("extra")+g.value(column, 1))
	}
	if g.chance(30) {
		parts = append(parts, key("metadata")+"\n"+spaces(column+2)+"annotations:\n"+spaces(column+4)+"note:"+g.value(column+4, 3))
	}
	g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return strings.Join(parts, g.between())
}

func (g *grammar) spec(column int) string {
	list := column + g.IntN(3)
	text := spaces(column) + "containers:" + g.comment() + "\n" + g.between()
	text += g.times(1, 2, func() string {
		switch {
		case g.often(25):
			return spaces(list) + "-" + g.sameContainer(list)
		case g.chance(10):
			return spaces(list) + `- {name: "x ]", image: ` + g.one("", `"`) + "\n"
		case g.chance(25):
			return spaces(list) + "- name:" + g.value(list+2, 3) + spaces(list+2) + "image:" + g.image(list+2)
		}
		return spaces(list) + "- image:" + g.image(list+2) + g.between()
	})
	text = strings.ReplaceAll(text, `image: "`+"\n", `image: "`+g.reference()+"\"}\n")
	text = strings.ReplaceAll(text, "image: \n", "image: "+g.reference()+"}\n")
	if g.chance(40) {
		text += spaces(column) + "note:" + g.value(column, 2)
	}
	return text
}

// object is one object at the column.
func (g *grammar) object(column int) string {
	if g.chance(55) {
		return g.pod(column)
	}
	return g.block(column, -1, 0)
}
