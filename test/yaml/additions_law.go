package yaml

import (
	"bytes"
	"slices"
)

// Additions gives a ResourceList to the function, which adds, replaces and removes objects that it
// generated.
func Additions(text []byte) Verdict {
	before, class := docs(text)
	if class == "invalid" || len(before) != 1 || before[0].twice() {
		return Verdict{Class: "invalid"}
	}
	v := Verdict{Class: class, Goccy: agrees(before, text) && !bytes.ContainsAny(text, breaks11)}
	out, said, err := processed(text)
	if err != nil || said != "" {
		if err != nil {
			said = err.Error()
		}
		v.refuse(text, class, "refused", said)
		return v
	}
	plain, inPlain, err := processed(plainText(before))
	if err != nil || inPlain != "" {
		if err != nil {
			inPlain = err.Error()
		}
		v.refuse(text, class, "refused in plain lines, too", inPlain)
		return v
	}
	after, fault := sound(text, out, v.Goccy)
	wanted, err := readV3(plain)
	again, _, err2 := processed(out) // its results differ
	switch {
	case fault != "":
		v.Fault = fault
	case err != nil || err2 != nil:
		v.Fault = "what comes out is refused:\n" + string(out)
	case !resolved(after[0]).without("results").without("x").same(resolved(wanted[0]).without("results").without("x"), true): // x may name the items
		v.Fault = "other values than in plain lines:\n" + string(plain) + "\ncame out:\n" + string(out)
	}
	if v.Fault != "" {
		return v
	}
	if second, err := reread(text, again); err != nil || !after[0].without("results").same(second[0].without("results"), true) {
		v.Fault = "a second run changes\n" + string(out) + "\nto\n" + string(again)
	}
	v.Fault, v.Changed = v.Fault+counted(resolved(before[0]), resolved(after[0])), bytes.Count(out, []byte(cache))
	return v
}

// generated are the objects that the function adds to an empty list: as they are, and as
// somebody changed them.
var generated = func() []*tree {
	list := textObject("apiVersion", "config.kubernetes.io/v1", "kind", "ResourceList").put("functionConfig",
		textObject("apiVersion", "ecrcache.amerintlxperts.github.io/v1alpha1", "kind", "PullThroughCache").put("spec",
			textObject("accountID", "123456789012", "region", "ca-central-1").put("admission", textObject("failurePolicy", "Fail"))))
	out, _, err := processed(plainText([]*tree{list}))
	if err != nil {
		panic(err)
	}
	documents, err := readV3(out)
	if err != nil {
		panic(err)
	}
	return documents[0].get("items").items
}()

// counted holds the number of items: those that were there and were not generated, and those that are
// to be generated.
func counted(before, after *tree) string {
	want := 0
	if before.get("functionConfig").get("spec").get("admission") != nil {
		want = len(generated)
	}
	if items := before.get("items"); items != nil {
		for _, item := range items.items {
			if !slices.ContainsFunc(generated, func(g *tree) bool { return owned(item) && item.get("kind").same(g.get("kind"), true) }) {
				want++
			}
		}
	}
	if items := after.get("items"); items == nil && want > 0 || items != nil && len(items.items) != want {
		return "other items than those that were there and those to be generated"
	}
	return ""
}

// owned reports whether an item says that the function made it. A text with a line feed before it, as
// NEL behind the header of a block scalar gives it, says something else.
func owned(item *tree) bool {
	owner := item.get("metadata").get("annotations").get("ecrcache.amerintlxperts.github.io/owner")
	return slices.ContainsFunc(generated, func(g *tree) bool {
		return g.get("metadata").get("annotations").get("ecrcache.amerintlxperts.github.io/owner").same(owner, true)
	})
}
