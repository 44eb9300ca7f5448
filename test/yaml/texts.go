package yaml

import (
	"encoding/json"
	"fmt"
	"strings"
)

// stream is a stream of documents.
func (g *grammar) stream() string {
	if g.chance(12) {
		return g.jsonStream()
	}
	var b strings.Builder
	if g.chance(5) {
		b.WriteString("\ufeff")
	}
	for i := range 1 + g.IntN(3) {
		g.anchors, g.handle = nil, false
		start := ""
		if i > 0 || g.chance(25) {
			start = g.start(i > 0)
		}
		text := g.between() + g.object(g.one3(0, 0, g.IntN(3)))
		if g.handle {
			start = ownTag + "---\n"
			if i > 0 {
				start = "...\n" + start
			}
		}
		b.WriteString(start + text)
	}
	return g.finish(b.String())
}

// start is what stands between documents.
func (g *grammar) start(behind bool) string {
	start := g.one("---\n", "---\n", "---\n", "--- # c\n", "--- \n", "---\t\n", "--- !!map\n", "--- # it's\n")
	if !behind {
		return g.one(start, "# \"\n"+start, "%YAML 1.1\n---\n", "%TAG ! tag:x,2000:\n---\n")
	}
	return g.one(start, start, "...\n"+start, "... # it's\n"+start, "...\n%YAML 1.1\n---\n", "...\n# c\n", "---\n---\n")
}

// list is a ResourceList.
func (g *grammar) list() string {
	if g.chance(10) {
		return g.finish(g.jsonList())
	}
	column := g.one3(0, 0, g.IntN(4))
	key := func(name string) string { return name + ":" }
	if g.chance(4) {
		key = func(name string) string { return `"` + name + `":` }
	}
	items := key("items") + g.comment() + "\n" + g.between()
	for range 1 + g.IntN(3) {
		entry := g.object(column + 2)
		items += spaces(column) + "- " + strings.TrimLeft(entry, " ") + g.between()
	}
	if g.chance(8) {
		items = key("items") + g.one(" []\n", "\n", " [{a: b}, "+g.flow(0, 0)+"]\n")
	}
	parts := []string{
		key("apiVersion") + g.one(" config.kubernetes.io/v1", " 'config.kubernetes.io/v1'") + g.comment() + "\n",
		key("kind") + " ResourceList" + g.comment() + "\n",
		items,
		key("functionConfig") + g.comment() + "\n  apiVersion: v1\n  kind: ConfigMap\n  data:\n    accountID: \"123456789012\"\n    region: ca-central-1\n",
	}
	if g.chance(15) {
		parts = append(parts, "results:\n- message: "+g.one("old\n", "\"old\"\n", "|\n    old\n\n", "old # c\n"))
	}
	if g.chance(15) {
		parts = append(parts, "extra:"+g.value(0, 1))
	}
	g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	text := strings.Join(parts, g.between())
	above := ""
	if g.chance(10) {
		above = g.one("---\n", "--- # c\n", "# \"\n---\n", "\ufeff", "# c\n", "%YAML 1.1\n---\n")
	}
	if g.handle {
		above = ownTag + "---\n"
	}
	text = above + text
	if g.chance(8) {
		text += g.one("...\n", "... # c\n", "...\u0085 # c\n", "# end\n", "\n\n", "...")
	}
	return g.finish(text)
}

// finish chooses the line breaks, and makes a mistake now and then.
func (g *grammar) finish(text string) string {
	if g.chance(6) {
		text = strings.TrimSuffix(text, "\n")
	}
	if g.chance(20) {
		text = g.mistake(text)
	}
	if g.same {
		return g.oddBreaks(text)
	}
	switch n := g.IntN(100); {
	case n < 12:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case n < 14:
		text = strings.ReplaceAll(text, "\n", "\r")
	case n < 22:
		for range 1 + g.IntN(3) {
			text = g.breakAt(text, g.IntN(len(text)+1))
		}
	}
	return text
}

// breakAt gives the next line from the offset another break.
func (g *grammar) breakAt(text string, from int) string {
	i := strings.IndexByte(text[from:], '\n')
	if i < 0 {
		return text
	}
	return text[:from+i] + g.one("\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u0085\n", "\n\u2028") + text[from+i+1:]
}

func (g *grammar) mistake(text string) string {
	at := g.IntN(len(text) + 1)
	switch g.IntN(6) {
	case 0:
		return text[:at] + g.one(`"`, "'", "[", "]", "{", "}", ":", ": ", "#", " #", " ", "\t", "\n", "- ", "? ", "&a ", "*a0", "!!str ", "|", ">", ",", "%", "\\", "\ufeff", "\u0085", "---\n", "\n---\n", "\n...\n") + text[at:]
	case 1:
		if at == len(text) {
			return text
		}
		return text[:at] + text[at+1:]
	case 2:
		lines := strings.SplitAfter(text, "\n")
		i := g.IntN(len(lines))
		return strings.Join(append(append([]string{}, lines[:i]...), lines[min(i+1, len(lines)):]...), "")
	case 3:
		lines := strings.SplitAfter(text, "\n")
		i, j := g.IntN(len(lines)), g.IntN(len(lines))
		lines[i], lines[j] = lines[j], lines[i]
		return strings.Join(lines, "")
	case 4:
		lines := strings.SplitAfter(text, "\n")
		i := g.IntN(len(lines))
		lines[i] = " " + lines[i]
		return strings.Join(lines, "")
	}
	lines := strings.SplitAfter(text, "\n")
	i := g.IntN(len(lines))
	lines[i] = strings.TrimPrefix(lines[i], " ")
	return strings.Join(lines, "")
}

// jsonValue is any value in JSON.
func (g *grammar) jsonValue(depth int) string {
	gap := func() string { return g.one("", "", "", " ", "\n", "\t", "\r\n") }
	switch n := g.IntN(10); {
	case n < 5 || depth > 2:
		return g.jsonString()
	case n < 6:
		return g.one("1", "-1.5e+10", "true", "null", "false", "0")
	case n < 8:
		var parts []string
		for range g.IntN(4) {
			parts = append(parts, gap()+g.jsonValue(depth+1)+gap())
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	var parts []string
	for i := range g.IntN(4) {
		key := fmt.Sprintf("%s%d", g.one("k", "it's", "image", "x ]", `q\"`, "é", `\ud83d\ude00`), i)
		if g.chance(3) {
			key = strings.Repeat("long", 260) + key
		}
		parts = append(parts, gap()+`"`+key+`"`+gap()+":"+gap()+g.jsonValue(depth+1)+gap())
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func (g *grammar) jsonString() string {
	return `"` + g.times(0, 3, func() string {
		if g.chance(40) {
			return g.one(`\ud83d\ude00`, `\/`, `\"`, `\\`, `\n`, `\u0041`, `\u2028`, `\b`, "é", "]", "}", "'", "#", " #", ": ", "日本", "\u00a0")
		}
		quoted, _ := json.Marshal(g.decoy())
		return string(quoted[1 : len(quoted)-1])
	}) + `"`
}

func (g *grammar) jsonPod() string {
	ref := g.reference()
	if g.chance(30) {
		ref = strings.Replace(ref, "/", `\/`, 1)
	}
	if g.chance(15) {
		ref = strings.Replace(ref, "ghcr", `gh\u0063r`, 1)
	}
	parts := []string{`"apiVersion":"v1"`, `"kind": "Pod"`, `"spec":{"containers":[{"image":"` + ref + `"}]}`, `"extra":` + g.jsonValue(0)}
	g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return "{" + strings.Join(parts, g.one(",", ", ", ",\n  ", ",\r\n\t")) + "}"
}

// jsonStream is values one behind the other, as in JSON lines.
func (g *grammar) jsonStream() string {
	return g.times(1, 3, func() string {
		return g.one(g.jsonPod(), g.jsonPod(), `{"a":`+g.jsonValue(0)+"}") + g.one("\n", "\n", "", " ", "\r\n", "\n\n")
	})
}

func (g *grammar) jsonList() string {
	items := []string{}
	for range 1 + g.IntN(3) {
		items = append(items, g.one(g.jsonPod(), g.jsonPod(), `{"a":`+g.jsonValue(0)+"}"))
	}
	parts := []string{
		`"apiVersion":"config.kubernetes.io/v1"`, `"kind":"ResourceList"`,
		`"items":[` + strings.Join(items, g.one(",", ",\n", " , ")) + "]",
		`"functionConfig":{"apiVersion":"v1","kind":"ConfigMap","data":{"accountID":"123456789012","region":"ca-central-1"}}`,
	}
	if g.chance(20) {
		parts = append(parts, `"results":[{"message":"old ]"}]`)
	}
	if g.chance(20) {
		parts = append(parts, `"extra":`+g.jsonValue(0))
	}
	g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return "{" + strings.Join(parts, g.one(",", ",\n", ", ")) + "}" + g.one("", "\n")
}
