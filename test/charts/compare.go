package main

import (
	"fmt"
	"strings"
)

// An Outcome is what became of one image.
type Outcome string

// The outcomes.
const (
	Moved    Outcome = "moved"    // it is the cache's
	Foreign  Outcome = "foreign"  // of no upstream, and as it was
	Reported Outcome = "reported" // as it was, and check says so
	Fixed    Outcome = "fixed"    // as it was: it stands in a template, not in values
	Silent   Outcome = "silent"   // as it was, and nothing is said
	Wrong    Outcome = "wrong"    // neither the old nor the cache's
	Broken   Outcome = "broken"   // no image before: a registry stands behind another one
)

// A Verdict is the outcome for an image.
type Verdict struct {
	Outcome       Outcome
	Image         Image
	Before, After string
	// Whole says that values hold the whole name, with its host.
	Whole bool
	// Depends are the values of which the image is made, Convention is how.
	Depends    []string
	Convention Convention
}

// Compare holds the images of a rendered chart against those after the rewriting. What
// stayed is Silent until somebody finds a finding for it.
func Compare(before, after Rendered) []Verdict {
	var all []Verdict
	old, now := Images(before), Images(after)
	found, broken := make(map[string]string, len(now)), map[string]bool{}
	for _, image := range now {
		found[image.key()] = image.Text
	}
	for _, image := range old {
		text, ok := found[image.key()]
		delete(found, image.key())
		v := Verdict{Image: image, Before: image.Text, After: text}
		want, upstream := Expected(image.Text)
		switch {
		case !ok:
			v.Outcome = Wrong
		case upstream && text == want:
			v.Outcome = Moved
		case text != image.Text && isBroken(image.Text):
			v.Outcome = Broken
			broken[text] = true
		case text != image.Text:
			v.Outcome = Wrong
		case upstream:
			v.Outcome = Silent
		default:
			v.Outcome = Foreign
		}
		all = append(all, v)
	}
	for key, text := range found {
		all = append(all, Verdict{Outcome: Wrong, Image: Image{Path: key, Pulled: true}, After: text})
	}
	for name, text := range after {
		if strings.HasSuffix(name, "NOTES.txt") {
			continue
		}
		for _, word := range strayWords(text) {
			if broken[word] {
				continue
			}
			all = append(all, Verdict{Outcome: Wrong, Image: Image{Template: name, Path: "text", Pulled: true}, After: word})
		}
	}
	return all
}

// isBroken reports whether a chart joined a registry to a name that has one. Only of the
// upstreams it is known that they have no such names: a proxy, as Harbor is one, may have
// images below the host of another registry.
func isBroken(image string) bool {
	first, rest := split(image)
	if _, ok := upstreams[first]; !ok {
		return false
	}
	for host := range upstreams {
		if rest != image && strings.Contains("/"+rest, "/"+host+"/") {
			return true
		}
	}
	return false
}

func (v Verdict) String() string {
	return fmt.Sprintf("%s: %s %s: %s -> %s %v", v.Outcome, v.Image.Template, v.Image.Path, v.Before, v.After, v.Depends)
}
