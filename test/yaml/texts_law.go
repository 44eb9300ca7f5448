package yaml

import (
	"bytes"
	"strings"
)

var within = rewriterOf(", rewrite: {ociURLs: true, pullSecrets: Remove, pullSecretNames: [ghcr-*], embedded: true}")

// Texts gives a text to the command line's way, and holds what becomes of each string to what becomes of the same text
// by itself.
func Texts(text []byte) Verdict {
	before, class := docs(text)
	if class == "invalid" || len(before) != 1 || before[0].twice() || before[0].get("data") == nil {
		return Verdict{Class: "invalid"}
	}
	v := Verdict{Class: class, Goccy: agrees(before, text) && !bytes.ContainsAny(text, breaks11)}
	out, said, err := rewriteAll(within, text)
	if err != nil {
		v.refuse(text, class, "refused", err.Error())
		return v
	}
	after, fault := sound(text, out, false) // goccy/go-yaml keeps the blank lines at the end of |-
	again, _, err2 := rewriteAll(within, out)
	switch {
	case fault != "":
		v.Fault = fault
	case err2 != nil:
		v.Fault = "what comes out is refused"
	case said == "" && !bytes.Equal(again, out):
		v.Fault = "a second run changes\n" + string(out) + "\nto\n" + string(again)
	}
	if v.Fault != "" {
		return v
	}
	data, now := before[0].get("data"), after[0].get("data")
	if said != "" && v.refuse(withStrings(text, data), class, "told", said) {
		return v
	}
	var was, is []string
	for i, item := range data.items {
		if now == nil || len(now.items) != len(data.items) || now.items[i].kind != item.kind {
			v.Fault = "other strings:\n" + string(out)
			return v
		}
		if item.text != "x" {
			was, is = append(was, item.text), append(is, now.items[i].text)
		}
		if now.items[i].text != item.text {
			v.Changed++
		}
	}
	if v.Class == "compared" {
		v.Fault = heldToThemselves(was, is)
	}
	if v.Fault == "" && v.Changed == 0 && v.Class == "compared" {
		v.Class = "nothing to change"
	}
	return v
}

// withStrings is a text with the strings in it behind it, without quotes and escapes: in JSON, & is none.
func withStrings(text []byte, data *tree) []byte {
	text = bytes.Clone(text)
	for _, item := range data.items {
		text = append(append(text, '\n'), item.text...)
	}
	return text
}

// heldToThemselves compares what became of texts in strings with what becomes of them in files, all of them together.
func heldToThemselves(was, is []string) string {
	alone, said, err := rewriteAll(within, []byte(strings.Join(was, "\n---\n")))
	if err != nil || said != "" {
		return ""
	}
	wanted, err := readV3(alone)
	if err != nil {
		return "" // JSON with its colons on lines of their own
	}
	at := 0
	for i := range was {
		before, err := readV3([]byte(was[i]))
		if err != nil || at+len(before) > len(wanted) {
			return ""
		}
		mine := wanted[at : at+len(before)]
		at += len(before)
		got, err := readV3([]byte(is[i]))
		if line := strings.TrimSpace(was[i]); is[i] == was[i] && !strings.Contains(line, "\n") && !strings.HasPrefix(line, "{") {
			continue // LS and PS alone do not make several lines: it is left, and told as text
		}
		if err != nil || !sameAll(trimmed(resolvedAll(mine)), trimmed(resolvedAll(got)), true) {
			return "in a string there is now\n" + is[i] + "\nand in files\n" + string(alone) + "\nof\n" + was[i]
		}
	}
	return ""
}

// trimmed leaves out the line feeds at the end of texts: one may come from joining them.
func trimmed(documents []*tree) []*tree {
	var all []*tree
	for _, t := range documents {
		all = append(all, &tree{kind: t.kind, text: strings.TrimRight(t.text, "\n"), keys: t.keys, items: trimmed(t.items)})
	}
	return all
}
