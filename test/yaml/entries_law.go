package yaml

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// ways are rewriters: there, there and back.
type ways struct{ there, returning, back *rewrite.Rewriter }

var (
	removing = ways{
		rewriterOf(", rewrite: {ociURLs: true, pullSecrets: Remove, pullSecretNames: [ghcr-*]}"),
		rewriterOf(", rewrite: {ociURLs: true}"),
		rewriterOf(", rewrite: {ociURLs: true, direction: Restore}"),
	}
	filling = ways{fillingBy(""), fillingBy(""), fillingBy(", rewrite: {direction: Restore}")}
)

var mergedAlias = regexp.MustCompile(`<<: *\*`)

// fillingBy returns what gives Flux's Kustomizations and HelmReleases entries for two images.
func fillingBy(more string) *rewrite.Rewriter {
	return rewriterOf(", kustomize: {transformers: false, fluxKustomizations: true, helmReleases: true, images: [ghcr.io/org/f1, ghcr.io/org/f2]}" + more)
}

// Entries gives a text to the command line's way. What comes out must have the values that come out for
// the same objects in plain lines, follow the rules that are computed here, and come back to the byte.
func Entries(text []byte) Verdict { return removing.judge(text) }

// Fills is Entries for entries that Flux gets.
func Fills(text []byte) Verdict { return filling.judge(text) }

func (w *ways) judge(text []byte) Verdict {
	before, class := docs(text)
	if class == "invalid" || slices.ContainsFunc(before, (*tree).twice) {
		return Verdict{Class: "invalid"}
	}
	v := Verdict{Class: class, Goccy: agrees(before, text) && !bytes.ContainsAny(text, breaks11)}
	out, said, err := rewriteAll(w.there, text)
	if err != nil {
		v.refuse(text, class, "refused", err.Error())
		return v
	}
	plain, inPlain, err := rewriteAll(w.there, plainText(before))
	if err != nil || inPlain != "" {
		if err != nil {
			inPlain = err.Error()
		}
		v.refuse(text, class, "refused in plain lines, too", inPlain)
		return v
	}
	after, fault := sound(text, out, v.Goccy)
	wanted, err := readV3(plain)
	again, _, err2 := rewriteAll(w.there, out)
	switch {
	case fault != "":
		v.Fault = fault
	case err != nil || err2 != nil:
		v.Fault = "what comes out is refused"
	case said != "":
		v.refuse(text, class, "refused", said)
	case !sameAll(resolvedAll(after), resolvedAll(wanted), true) && w == &filling && mergedAlias.Match(text):
		v.Class = "a list is shared by a merge" // both maps get what one of them needs
	case !sameAll(resolvedAll(after), resolvedAll(wanted), true):
		v.Fault = "other values than in plain lines:\n" + string(plain) + "\ncame out:\n" + string(out)
	case !bytes.Equal(again, out):
		v.Fault = "a second run changes\n" + string(out) + "\nto\n" + string(again)
	default:
		v.Fault = ruled(resolvedAll(before), resolvedAll(after))
	}
	if v.Fault == "" {
		v.Class, v.Fault = w.forthAndBack(text, before, v.Class)
		v.Changed = bytes.Count(out, []byte(cache))
	}
	return v
}

// breaks11 end a line to YAML 1.1, whose readers Kubernetes uses, and not to goccy/go-yaml, which has 1.2: where
// something is put behind one of them, goccy reads it as more of a comment.
const breaks11 = "\u0085\u2028\u2029"

// sound holds what must be so whatever was asked: what comes out is YAML, for the third reader as well,
// and has the comments that belong to nothing that goes.
func sound(text, out []byte, goccy bool) ([]*tree, string) {
	after, err := reread(text, out)
	if err != nil {
		return nil, "no YAML came out: " + err.Error() + "\n" + string(out)
	}
	if goccy && !agrees(after, out) && !tabKey.Match(out) {
		return nil, "goccy/go-yaml reads something else:\n" + string(out)
	}
	for _, comment := range kept.FindAll(text, -1) {
		if !bytes.Contains(out, comment) {
			return nil, string(comment) + " is lost:\n" + string(out)
		}
	}
	return after, ""
}

// tabKey is a tab before a key in brackets, which goccy/go-yaml does not take; YAML does
// (https://yaml.org/spec/1.2.2/#62-separation-spaces). What stood between may have gone.
var tabKey = regexp.MustCompile(`[{,]\t+[\w?!&]`)

var kept = regexp.MustCompile(`# keep\d+\.`)

// forthAndBack rewrites a text and restores it: its bytes come back where nothing went that cannot. The values
// come back all the same, but for a newName that says no more than the name.
func (w *ways) forthAndBack(text []byte, before []*tree, class string) (newClass, fault string) {
	out, _, err := rewriteAll(w.returning, text)
	if err != nil {
		return class, "refused without removing: " + err.Error()
	}
	restored, said, err := rewriteAll(w.back, out)
	switch {
	case err != nil:
		return class, "what comes out cannot be restored: " + err.Error()
	case bytes.Equal(restored, text):
		return class, ""
	case said != "" || bytes.Contains(text, []byte("secretRef")) || bytes.Contains(text, []byte("provider")):
		return class + ", but for what cannot come back", ""
	}
	documents, err := reread(text, restored)
	if err != nil || !sameAll(saying(withoutEchoes(documents)), saying(withoutEchoes(before)), true) {
		return class, "restored with other values:\n" + string(restored) + "\nof\n" + string(out)
	}
	if !bytes.ContainsRune(text, '\\') {
		class += ", but for what says nothing"
	}
	return class, ""
}

// withoutEchoes leaves out each newName that is the name beside it.
func withoutEchoes(documents []*tree) []*tree {
	var all []*tree
	for _, t := range resolvedAll(documents) {
		if name := t.get("newName"); name != nil && name.same(t.get("name"), true) {
			t = t.without("newName")
		}
		t.items = withoutEchoes(t.items)
		all = append(all, t)
	}
	return all
}

// saying leaves out what changes no image: an entry of a name alone, and lists of entries and of post-renderers in
// which there is nothing. A restore cannot tell it from what an earlier run added.
func saying(documents []*tree) []*tree {
	var all []*tree
	for _, t := range documents {
		u := &tree{kind: t.kind, text: t.text, keys: t.keys, items: saying(t.items)}
		for i := 0; i < len(u.keys); i++ {
			value, key := u.items[i], u.keys[i].text
			if key == "images" {
				value.items = slices.DeleteFunc(value.items, func(e *tree) bool { return len(e.keys) == 1 && e.keys[0].text == "name" })
			}
			if key == "postRenderers" {
				value.items = slices.DeleteFunc(value.items, func(e *tree) bool { return e.kind == object && len(e.keys) == 0 })
			}
			if (key == "images" || key == "postRenderers" || key == "kustomize") && len(value.items) == 0 {
				u.keys, u.items = slices.Delete(slices.Clone(u.keys), i, i+1), slices.Delete(u.items, i, i+1)
				i--
			}
		}
		all = append(all, u)
	}
	return all
}

// ruled holds the rules for each object to what came out.
func ruled(before, after []*tree) string {
	for i, object := range before {
		if anyBreak(object.get("apiVersion")) || anyBreak(object.get("kind")) {
			continue // no API has such a name, and nobody builds the object: NEL behind a header gives a line more
		}
		spec, now := object.get("spec"), after[i].get("spec")
		if object.get("kind").is("Deployment") {
			spec, now = spec.get("template").get("spec"), now.get("template").get("spec")
		}
		if spec.get("containers") != nil && !now.get("imagePullSecrets").same(secretsLeft(spec), true) {
			return "other pull secrets are left"
		}
		images, found := object.get("images"), after[i].get("images")
		if images == nil {
			images, found = spec.get("images"), now.get("images")
		}
		if images != nil && !finds(images, found) {
			return "an entry of images gives another image"
		}
	}
	return ""
}

func anyBreak(t *tree) bool { return t != nil && strings.ContainsAny(t.text, "\n"+breaks11) }

// secretsLeft are the pull secrets that a pod keeps.
func secretsLeft(spec *tree) *tree {
	secrets := spec.get("imagePullSecrets")
	for _, c := range spec.get("containers").items {
		if !strings.HasPrefix(c.get("image").text, "ghcr.io/") {
			return secrets
		}
	}
	left := &tree{kind: list}
	if secrets == nil || secrets.kind != list || len(secrets.items) == 0 {
		return secrets
	}
	for _, s := range secrets.items {
		if name := s.get("name"); name == nil || !strings.HasPrefix(name.text, "ghcr-") {
			left.items = append(left.items, s)
		}
	}
	if len(left.items) == 0 {
		return nil
	}
	return left
}

// validTag is a tag as registries take it
// (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests): a break of
// a line in it, such as LS, makes it none, and the reference stays. So it is with a digest.
var (
	validTag    = regexp.MustCompile(`^\w[\w.-]{0,127}$`)
	validDigest = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
)

func emptyOr(valid *regexp.Regexp, t *tree) bool {
	return t == nil || t.text == "" || valid.MatchString(t.text)
}

// finds reports whether every image that entries found is found, and gets the name in the cache of what
// it got before, with the same tag.
func finds(before, after *tree) bool {
	for _, e := range before.items {
		name := e.get("name")
		i := slices.IndexFunc(after.items, func(f *tree) bool { return f.get("name").same(name, true) })
		if i < 0 {
			return false
		}
		given := name
		if n := e.get("newName"); n != nil {
			given = n
		}
		got := name
		if n := after.items[i].get("newName"); n != nil {
			got = n
		}
		want := given.text
		if strings.HasPrefix(want, "ghcr.io/") && emptyOr(validTag, e.get("newTag")) && emptyOr(validDigest, e.get("digest")) {
			want = moved(want)
		}
		if got.text != want || !e.without("newName").same(after.items[i].without("newName"), true) {
			return false
		}
	}
	return true
}

// rewriteAll rewrites a text as a whole. What is said is why something stays that was asked for.
func rewriteAll(r *rewrite.Rewriter, text []byte) (out []byte, said string, err error) {
	s, err := batch.OpenStream(bytes.NewReader(text), 1<<30)
	if err != nil {
		return nil, "", err
	}
	b, err := s.Read()
	if err != nil {
		return nil, "", err
	}
	result, err := b.Rewrite(r)
	if err != nil {
		return nil, "", err
	}
	for _, f := range result.Report.Findings {
		if f.Severity == finding.Error || f.Code == outcome.Irreplaceable {
			said += f.Message + "\n"
		}
	}
	for _, c := range result.Changes {
		text = c.New()
	}
	return text, said, nil
}

func processed(text []byte) (out []byte, said string, err error) {
	out, results, err := fn.Process(text)
	for _, r := range results {
		if r.Severity == "error" || r.Tags["code"] == string(outcome.Irreplaceable) {
			said += r.Message + "\n"
		}
	}
	return out, said, err
}

// plainText writes documents in lines, with every text in quotes, without anchors and comments.
func plainText(documents []*tree) []byte {
	var b strings.Builder
	for _, d := range documents {
		b.WriteString("---\n")
		resolved(d).plain(&b, "")
	}
	return []byte(b.String())
}

func (t *tree) plain(b *strings.Builder, margin string) {
	for i, item := range t.items {
		key := "-"
		if t.kind == object {
			text, _ := json.Marshal(t.keys[i].text)
			key = string(text) + ":"
		}
		b.WriteString(margin + key)
		switch {
		case item.kind == other:
			b.WriteString(" " + item.text + "\n")
		case item.kind == str:
			text, _ := json.Marshal(item.text)
			b.WriteString(" " + string(text) + "\n")
		case len(item.items) == 0:
			b.WriteString(map[kind]string{list: " []\n", object: " {}\n"}[item.kind])
		default:
			var below strings.Builder
			if item.plain(&below, margin+"  "); key == "-" {
				b.WriteString(below.String()[len(margin)+1:])
			} else {
				b.WriteString("\n" + below.String())
			}
		}
	}
}

// resolved returns a tree with its merges made, and the fields of its maps sorted.
func resolved(t *tree) *tree {
	u := &tree{kind: t.kind, text: t.text, keys: slices.Clone(t.keys), items: make([]*tree, len(t.items))}
	for i, item := range t.items {
		u.items[i] = resolved(item)
	}
	for i := 0; i < len(u.keys); i++ {
		if k := u.keys[i]; k.kind != other || k.text != "<<" {
			continue
		}
		from := []*tree{u.items[i]}
		if from[0].kind == list {
			from = from[0].items
		}
		u.keys, u.items = slices.Delete(u.keys, i, i+1), slices.Delete(u.items, i, i+1)
		i--
		for _, m := range from {
			for j, k := range m.keys {
				if u.get(k.text) == nil {
					u.keys, u.items = append(u.keys, k), append(u.items, m.items[j])
				}
			}
		}
	}
	if u.kind == object {
		sort.Sort(byKey{u})
	}
	return u
}

func resolvedAll(documents []*tree) []*tree {
	var all []*tree
	for _, d := range documents {
		all = append(all, resolved(d))
	}
	return all
}

type byKey struct{ *tree }

func (b byKey) Len() int           { return len(b.keys) }
func (b byKey) Less(i, j int) bool { return b.keys[i].text < b.keys[j].text }
func (b byKey) Swap(i, j int) {
	b.keys[i], b.keys[j], b.items[i], b.items[j] = b.keys[j], b.keys[i], b.items[j], b.items[i]
}
