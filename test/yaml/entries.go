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
	inner, least := "", 1
	if g.same {
		least = 2
	}
	for i := range least + g.IntN(3) {
		switch {
		case inner != "" && g.often(85): // the same text again
		case g.often(80):
			inner = g.shortPod()
		default:
			inner = g.written(g.entryObject())
			if g.chance(25) {
				inner += "---\n" + g.written(g.entryObject())
			}
		}
		if g.chance(30) {
			inner = strings.TrimRight(inner, "\n")
		}
		before := ""
		if g.often(20) {
			before = g.prefix(2)
		}
		fmt.Fprintf(&b, "  k%d.yaml: %s\n", i, before+g.stringOf(inner, 2))
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
	if g.often(70) {
		return g.oddBreaks(text)
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
