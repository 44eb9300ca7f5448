package yaml

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// entries is a stream of objects to which the program adds entries, and from which it removes some:
// images of kustomizations, pull secrets, logins of Flux. Each is a value that is written in
// any way that YAML has.
func (g *grammar) entries() string {
	var texts []string
	for range 1 + g.IntN(3) {
		texts = append(texts, g.written(g.entryObject()))
	}
	text := strings.Join(texts, g.one("---\n", "---\n", "--- # c\n", "...\n---\n", "---\n---\n"))
	if g.chance(15) {
		text = g.one("\ufeff", "---\n", "# above\n---\n", "%YAML 1.1\n---\n") + text
	}
	return g.endings(text)
}

// fills is a stream of objects of Flux, which get entries of images.
func (g *grammar) fills() string {
	var texts []string
	for range 1 + g.IntN(3) {
		texts = append(texts, g.written(g.fillObject()))
	}
	return g.endings(strings.Join(texts, g.one("---\n", "---\n", "--- # c\n", "...\n---\n")))
}

func (g *grammar) fillObject() *tree {
	g.images++
	name := textObject("name", fmt.Sprintf("o%d", g.images), "namespace", "shop")
	empty := func() *tree { return g.one2(&tree{kind: list}, &tree{text: "null"}) }
	if g.chance(50) {
		spec := textObject("path", fmt.Sprintf("./deploy%d", g.images), "interval", "10m")
		switch g.IntN(3) {
		case 0:
			spec.put("images", g.imageEntries())
		case 1:
			spec.put("images", empty())
		}
		return g.mixed(textObject("apiVersion", "kustomize.toolkit.fluxcd.io/v1", "kind", "Kustomization").put("metadata", name).put("spec", g.mixed(spec)))
	}
	spec := textObject("interval", "10m").put("chart", (&tree{kind: object}).put("spec", textObject("chart", "shop")))
	switch g.IntN(4) {
	case 0:
		spec.put("postRenderers", empty())
	case 1, 2:
		all := &tree{kind: list}
		for range 1 + g.IntN(2) {
			kustomize := &tree{kind: object}
			switch g.IntN(3) {
			case 0:
				kustomize.put("images", g.imageEntries())
			case 1:
				kustomize.put("images", empty())
			}
			if g.chance(40) || len(all.items) > 0 { // no two are the same, since an alias of one would get entries with it
				kustomize.put("patches", (&tree{kind: list, items: []*tree{textObject("patch", fmt.Sprintf("spec:\n  replicas: %d\n", len(all.items)))}}))
			}
			all.items = append(all.items, (&tree{kind: object}).put("kustomize", kustomize))
		}
		spec.put("postRenderers", all)
	}
	return g.mixed(textObject("apiVersion", "helm.toolkit.fluxcd.io/v2", "kind", "HelmRelease").put("metadata", name).put("spec", g.mixed(spec)))
}

// texts is a ConfigMap with objects in its strings, each written in any way that YAML has for a string.
func (g *grammar) texts() string {
	var b strings.Builder
	b.WriteString("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n")
	for i := range 1 + g.IntN(3) {
		inner := g.written(g.entryObject())
		if g.chance(25) {
			inner += "---\n" + g.written(g.entryObject())
		}
		if g.chance(30) {
			inner = strings.TrimRight(inner, "\n")
		}
		fmt.Fprintf(&b, "  k%d.yaml: %s\n", i, g.stringOf(inner, 2))
		if g.chance(10) {
			b.WriteString(g.one("", "  ", "      ") + "# c\n")
		}
	}
	if g.chance(50) {
		b.WriteString("  last: x\n")
	}
	return g.endings(b.String())
}

// stringOf writes a text as a value in a map at the column.
func (g *grammar) stringOf(text string, column int) string {
	inQuotes, _ := json.Marshal(text)
	if strings.ContainsAny(text, "\ufeff\u0085\u2028\u2029") || text == "" {
		return string(inQuotes)
	}
	depth := 1 + g.IntN(4)
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		if line != "" || g.chance(10) {
			lines[i] = spaces(column+depth) + line
		}
	}
	end := len(text) - len(strings.TrimRight(text, "\n"))
	switch n := g.IntN(10); {
	case n < 7:
		header := "|" + g.one("", fmt.Sprint(depth))
		if strings.Trim(lines[0], " ") == "" || strings.TrimLeft(text, " ") != text || strings.HasPrefix(text, "\n") {
			header = "|" + fmt.Sprint(depth)
		}
		header += [...]string{"-", "", "+", "+"}[min(end, 3)]
		return header + g.one("", "", " # c") + "\n" + strings.Join(lines, "\n") + strings.Repeat("\n", max(end-1, 0))
	case n < 8:
		return "'" + strings.ReplaceAll(strings.ReplaceAll(text, "'", "''"), "\n", "\n\n"+spaces(column+depth)) + "'"
	}
	return string(inQuotes)
}

// additions is a ResourceList to whose items objects are added that the program generates, or from which
// such objects go.
func (g *grammar) additions() string {
	spec := textObject("accountID", "123456789012", "region", "ca-central-1")
	if g.chance(70) {
		spec.put("admission", textObject("failurePolicy", "Fail"))
	}
	l := textObject("apiVersion", "config.kubernetes.io/v1", "kind", "ResourceList")
	items := &tree{kind: list}
	for range g.IntN(4) {
		if g.chance(40) {
			one := generated[g.IntN(len(generated))]
			if !slices.Contains(items.items, one) {
				items.items = append(items.items, one)
			}
		} else {
			items.items = append(items.items, g.entryObject())
		}
	}
	switch {
	case len(items.items) > 0 || g.chance(40):
		l.put("items", items)
	case g.chance(50):
		l.put("items", &tree{text: "null"})
	}
	if g.chance(25) {
		l.put("results", (&tree{kind: list, items: []*tree{textObject("message", "old")}}))
	}
	if g.chance(10) { // perhaps one of them names the other
		same := *l.items[g.IntN(len(l.items))]
		l.put("x", &same)
	}
	c := textObject("apiVersion", "ecrcache.amerintlxperts.github.io/v1alpha1", "kind", "PullThroughCache")
	l.put("functionConfig", c.put("spec", spec))
	if g.chance(30) {
		g.Shuffle(len(l.keys), func(i, j int) {
			l.keys[i], l.keys[j], l.items[i], l.items[j] = l.keys[j], l.keys[i], l.items[j], l.items[i]
		})
	}
	text := g.written(l)
	if g.chance(10) {
		text = g.one("\ufeff", "---\n", "# above\n---\n") + text
	}
	return g.endings(text)
}

// endings chooses the line breaks, and leaves the last one out now and then.
func (g *grammar) endings(text string) string {
	if g.chance(15) {
		text = strings.TrimSuffix(text, "\n")
	}
	switch n := g.IntN(100); {
	case n < 12:
		return strings.ReplaceAll(text, "\n", "\r\n")
	case n < 20:
		return g.breakAt(text, g.IntN(len(text)+1))
	}
	return text
}

func textTree(text string) *tree { return &tree{kind: str, text: text} }

func textObject(keysAndTexts ...string) *tree {
	t := &tree{kind: object}
	for i := 0; i < len(keysAndTexts); i += 2 {
		t.put(keysAndTexts[i], textTree(keysAndTexts[i+1]))
	}
	return t
}

func (t *tree) put(key string, value *tree) *tree {
	t.keys, t.items = append(t.keys, textTree(key)), append(t.items, value)
	return t
}

func (g *grammar) entryObject() *tree {
	g.images++
	name := textObject("name", fmt.Sprintf("o%d", g.images), "namespace", "shop")
	switch g.IntN(8) {
	case 0, 1:
		return g.mixed(textObject("apiVersion", "v1", "kind", "Pod").put("metadata", name).put("spec", g.secretSpec()))
	case 2:
		template := (&tree{kind: object}).put("spec", g.secretSpec())
		return g.mixed(textObject("apiVersion", "apps/v1", "kind", "Deployment").put("metadata", name).put("spec", (&tree{kind: object}).put("template", template)))
	case 3:
		account := textObject("apiVersion", "v1", "kind", "ServiceAccount").put("metadata", textObject("name", "default", "namespace", "shop"))
		return g.mixed(account.put("imagePullSecrets", g.secrets()))
	case 4, 5:
		remote := &tree{kind: list, items: []*tree{textTree("https://github.com/amerintlxperts/shop")}}
		return g.mixed(textObject("apiVersion", "kustomize.config.k8s.io/v1beta1", "kind", "Kustomization").put("resources", remote).put("images", g.imageEntries()))
	case 6:
		spec := g.mixed(textObject("path", "./deploy").put("images", g.imageEntries()))
		return g.mixed(textObject("apiVersion", "kustomize.toolkit.fluxcd.io/v1", "kind", "Kustomization").put("metadata", name).put("spec", spec))
	}
	spec := textObject("interval", "10m", "url", "oci://ghcr.io/org/charts")
	if g.chance(60) {
		spec.put("secretRef", textObject("name", "login"))
	}
	if g.chance(30) {
		spec.put("provider", textTree("generic"))
	}
	return g.mixed(textObject("apiVersion", "source.toolkit.fluxcd.io/v1", "kind", "OCIRepository").put("metadata", name).put("spec", g.mixed(spec)))
}

// mixed gives a map a field more, perhaps, and its fields another order.
func (g *grammar) mixed(t *tree) *tree {
	if g.chance(40) {
		t.put("note", g.one2(textTree("two\nlines\n"), textTree(g.decoy())))
	}
	g.Shuffle(len(t.keys), func(i, j int) {
		t.keys[i], t.keys[j], t.items[i], t.items[j] = t.keys[j], t.keys[i], t.items[j], t.items[i]
	})
	return t
}

func (g *grammar) one2(a, b *tree) *tree { return []*tree{a, b}[g.IntN(2)] }

func (g *grammar) secretSpec() *tree {
	containers := &tree{kind: list}
	for range 1 + g.IntN(2) {
		ref := g.reference()
		if g.chance(8) {
			ref = "quay.io/org/other:v1"
		}
		containers.items = append(containers.items, g.mixed(textObject("name", "c", "image", ref)))
	}
	spec := (&tree{kind: object}).put("containers", containers)
	if g.chance(85) {
		spec.put("imagePullSecrets", g.secrets())
	}
	return g.mixed(spec)
}

// secrets are pull secrets, of which those that begin with ghcr- are to be removed.
func (g *grammar) secrets() *tree {
	l := &tree{kind: list}
	for range g.one3(g.IntN(5), 1, 2) {
		l.items = append(l.items, textObject("name", g.one("ghcr-a", "ghcr-a", "ghcr-b", "other", "'ghcr-")))
	}
	return l
}

func (g *grammar) imageEntries() *tree {
	l := &tree{kind: list}
	for range 1 + g.IntN(3) {
		g.images++ // kustomizations of one stream would share names
		i := g.images
		entry := textObject("name", g.one("ghcr.io/org/", "ghcr.io/org/", "mine")+fmt.Sprint("n", i))
		if g.chance(40) {
			entry.put("newName", textTree(g.one("ghcr.io/org/", "ghcr.io/org/", "quay.io/org/")+fmt.Sprint("w", i)))
		}
		if g.chance(70) {
			entry.put("newTag", textTree(g.one("v1", "1.0", "yes")))
		}
		if g.chance(20) {
			entry.put("digest", textTree("sha256:"+strings.Repeat("0a", 32)))
		}
		g.Shuffle(len(entry.keys), func(i, j int) {
			entry.keys[i], entry.keys[j], entry.items[i], entry.items[j] = entry.keys[j], entry.keys[i], entry.items[j], entry.items[i]
		})
		l.items = append(l.items, entry)
	}
	return l
}

// A writer writes one document in any way that YAML has.
type writer struct {
	*grammar
	odd     int        // how much of a hundred is unusual
	known   []anchored // what the anchors of the document name, in their order: a seed is one text
	removed bool       // below what may be removed
	literal bool       // the last value is a block scalar, of which a deep comment would be text
}

type anchored struct {
	name  string
	value *tree
}

func (g *grammar) written(t *tree) string {
	if g.chance(8) {
		return g.jsonOf(t) + "\n"
	}
	w := &writer{grammar: g, odd: []int{0, 2, 5, 15}[g.IntN(4)]}
	if g.chance(8) {
		return w.flow(t, 0) + w.remark() + "\n"
	}
	return w.lines() + w.block(t, g.one3(0, 0, g.IntN(3)), 0)
}

func (g *grammar) jsonOf(t *tree) string {
	gap := func() string { return g.one("", "", "", " ", "\n", "\n  ", "\t") }
	var parts []string
	switch t.kind {
	case other:
		return t.text
	case str:
		text, _ := json.Marshal(t.text)
		return string(text)
	case list:
		for _, item := range t.items {
			parts = append(parts, gap()+g.jsonOf(item)+gap())
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	for i, item := range t.items {
		parts = append(parts, gap()+g.jsonOf(t.keys[i])+gap()+":"+gap()+g.jsonOf(item)+gap())
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// remark is a comment at the end of a line. Each has a number; those that may go with what is
// removed begin otherwise.
func (w *writer) remark() string {
	if !w.chance(8) {
		return ""
	}
	return w.one(" ", " ", "  ", "\t") + w.numbered()
}

func (w *writer) numbered() string {
	w.images++
	if w.removed {
		return fmt.Sprintf("# gone%d%s", w.images, w.one("", "", " '", ` "`, " ]", " }", ","))
	}
	return fmt.Sprintf("# keep%d.%s", w.images, w.one("", "", " '", ` "`, " ]", " }", ","))
}

// lines stand between two lines.
func (w *writer) lines() string {
	if !w.chance(10) {
		return ""
	}
	most := 9
	if w.literal {
		most = 1
	}
	return w.times(1, 2, func() string { return w.one("\n", "  \n", spaces(w.IntN(most))+w.numbered()+"\n") })
}

// before is what may be before a value: a tag, an anchor that later values name.
func (w *writer) before(t *tree) string {
	text := ""
	if w.chance(w.odd) {
		w.images++
		name := fmt.Sprintf("a%d", w.images)
		w.known = append(w.known, anchored{name, t})
		text = "&" + name + " "
	}
	tag := [...]string{other: "", str: "!!str ", list: "!!seq ", object: "!!map "}[t.kind]
	if w.chance(w.odd) {
		text = w.one(text+tag, tag+text)
	}
	return text
}

// alias names an equal value before.
func (w *writer) alias(t *tree) string {
	for _, a := range w.known {
		if t != a.value && t.same(a.value, true) {
			return w.one("*"+a.name, "*"+a.name, "")
		}
	}
	return ""
}

func (w *writer) scalar(t *tree) string {
	switch single := "'" + strings.ReplaceAll(t.text, "'", "''") + "'"; {
	case t.kind == other && t.text == "null":
		return w.one("null", "~", "Null")
	case t.kind == other:
		return t.text
	case strings.Contains(t.text, "\n"), w.chance(10):
		text, _ := json.Marshal(t.text)
		return string(text)
	case t.text != "" && simple(t.text) && !w.chance(20):
		return t.text
	default:
		return single
	}
}

// simple reports whether a text may be a plain scalar anywhere.
func simple(text string) bool {
	return strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./:") == "" && !strings.HasSuffix(text, ":") &&
		strings.ContainsAny(text[:1], "abcdefghijklmnopqrstuvwxABCDEFGHIJKLMOPQRSUVWXZ") && !slices.Contains([]string{"no", "on", "off", "null", "true", "false"}, text)
}

// key writes a key: now and then with an anchor, or as an alias, which is not followed by a colon at once.
func (w *writer) key(t *tree) string {
	if w.chance(w.odd) {
		if alias := w.alias(t); alias != "" {
			return alias + " "
		}
	}
	if w.chance(w.odd / 3) {
		w.images++
		name := fmt.Sprintf("a%d", w.images)
		w.known = append(w.known, anchored{name, t})
		return "&" + name + " " + w.keyText(t)
	}
	return w.keyText(t)
}

func (w *writer) keyText(t *tree) string {
	if w.chance(5) || !simple(t.text) {
		text, _ := json.Marshal(t.text)
		return w.one(string(text), "'"+strings.ReplaceAll(t.text, "'", "''")+"'")
	}
	return t.text
}

// goesAway reports whether what stands at a key may go away.
func goesAway(key string) bool {
	return key == "imagePullSecrets" || key == "secretRef" || key == "results"
}

// below writes what is at a key.
func (w *writer) below(key string, write func() string) string {
	was := w.removed
	w.removed = was || goesAway(key)
	defer func() { w.removed = was }()
	return write()
}

// flow writes a value in brackets.
func (w *writer) flow(t *tree, indent int) string {
	w.literal = false
	if alias := w.alias(t); alias != "" {
		return alias + " "
	}
	text := w.before(t)
	if t.kind <= str {
		return text + w.scalar(t)
	}
	gap := func() string {
		if w.chance(12) {
			return w.one("\n", " "+w.numbered()+"\n", "\n", "\n"+spaces(indent+1)+w.numbered()+"\n") + spaces(indent+1+w.IntN(3))
		}
		return w.one("", " ", "", " ", "\t")
	}
	var parts []string
	was, goes := w.removed, false
	for i, item := range t.items {
		w.removed = was || goes // a comment behind the comma is about what is before it
		part := gap()
		goes = slices.Contains(generated, item) || t.kind == object && goesAway(t.keys[i].text)
		w.removed = was || goes
		if t.kind == object {
			if w.chance(w.odd) {
				part += "? "
			}
			part += w.key(t.keys[i]) + w.one(": ", ": ", ": ", " : ", ":\n"+spaces(indent+2))
		}
		parts = append(parts, part+w.flow(item, indent)+gap())
	}
	w.removed = was || goes
	end := ""
	if len(parts) > 0 && w.chance(8) {
		end = "," + gap()
	}
	w.removed = was
	if t.kind == object {
		return text + "{" + strings.Join(parts, ",") + end + "}"
	}
	return text + "[" + strings.Join(parts, ",") + end + "]"
}

// block writes a map or a list in lines, at the column.
func (w *writer) block(t *tree, column, depth int) string {
	text := ""
	if was := w.removed; t.kind == list {
		defer func() { w.removed = was }()
		for _, item := range t.items {
			w.removed = w.removed || slices.Contains(generated, item)
			dash := spaces(column) + "-"
			if item.kind == object && len(item.keys) > 0 && w.chance(75) && w.alias(item) == "" {
				inner := w.block(item, column+2, depth+1)
				if strings.HasPrefix(inner, spaces(column+2)) {
					text += dash + inner[column+1:]
					continue
				}
			}
			text += dash + w.value(item, column, depth) + w.lines()
		}
		return text
	}
	merged := -1
	if len(t.keys) > 1 && w.chance(w.odd) && depth > 0 {
		merged = w.IntN(len(t.keys))
	}
	for i, item := range t.items {
		key := w.key(t.keys[i])
		text += w.below(t.keys[i].text, func() string {
			switch {
			case i == merged:
				one := &tree{kind: object, keys: t.keys[i : i+1], items: t.items[i : i+1]}
				return spaces(column) + "<<: " + w.flow(one, column) + w.remark() + "\n"
			case w.chance(w.odd / 3):
				return spaces(column) + "? " + key + "\n" + spaces(column) + ":" + w.value(item, column, depth)
			}
			if w.chance(w.odd) {
				key += " "
			}
			return spaces(column) + key + ":" + w.value(item, column, depth)
		})
		if t.keys[i].text == "results" { // they go with the comments behind them
			text += w.below("results", w.lines)
			continue
		}
		text += w.lines()
	}
	return text
}

// value stands behind a colon or a dash at the indent, to the end of its last line.
func (w *writer) value(t *tree, indent, depth int) string {
	w.literal = false
	if alias := w.alias(t); alias != "" {
		return " " + alias + w.remark() + "\n"
	}
	gap := w.one(" ", " ", " ", "  ")
	switch {
	case t.kind == other && t.text == "null":
		return w.one("", gap+w.scalar(t)) + w.remark() + "\n"
	case t.kind == str && w.chance(8) && t.text != "" && !strings.ContainsAny(t.text[:1], " \t"):
		return gap + w.before(t) + w.blockText(t.text, indent+2)
	case t.kind == str && w.chance(w.odd):
		return w.remark() + "\n" + spaces(indent+1+w.IntN(3)) + w.scalar(t) + w.remark() + "\n"
	case t.kind <= str:
		return gap + w.before(t) + w.scalar(t) + w.remark() + "\n"
	case len(t.items) == 0, w.chance(10 + 2*w.odd):
		return gap + w.flow(t, indent) + w.remark() + "\n"
	}
	before := strings.TrimRight(w.before(t), " ")
	if before != "" {
		before = " " + before
	}
	column := indent + 1 + w.IntN(3)
	if t.kind == list && w.chance(50) {
		column = indent
	}
	return before + w.remark() + "\n" + w.lines() + w.block(t, column, depth+1)
}

func (w *writer) blockText(text string, column int) string {
	w.literal = true
	header, text := w.one("|-", ">-"), strings.TrimSuffix(text, "\n")
	if text != strings.ReplaceAll(text, "\n", "") {
		header = "|"
	}
	return header + w.remark() + "\n" + spaces(column) + strings.ReplaceAll(text, "\n", "\n"+spaces(column)) + "\n" + w.one("", "", "\n")
}
