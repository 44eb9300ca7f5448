package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Value is one string of values and where it stands.
type Value struct {
	Path []any // keys and indices
	Text string
}

func (v Value) String() string { return pathText(v.Path) }

func pathText(path []any) string {
	var b strings.Builder
	for _, part := range path {
		switch part := part.(type) {
		case string:
			b.WriteString("." + part)
		case int:
			b.WriteString("[" + strconv.Itoa(part) + "]")
		}
	}
	return strings.TrimPrefix(b.String(), ".")
}

// eachString lists the strings of values.
func eachString(path []any, v any, visit func(Value)) {
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			eachString(append(path[:len(path):len(path)], key), v[key], visit)
		}
	case []any:
		for i := range v {
			eachString(append(path[:len(path):len(path)], i), v[i], visit)
		}
	case string:
		if v != "" {
			visit(Value{path, v})
		}
	}
}

// with is a copy of values in which one string is another.
func with(values map[string]any, path []any, text string) map[string]any {
	c := clone(values).(map[string]any)
	set(c, path, text)
	return c
}

// set changes one string of values.
func set(values map[string]any, path []any, text string) {
	var at any = values
	for i, part := range path {
		last := i == len(path)-1
		switch part := part.(type) {
		case string:
			m := at.(map[string]any)
			if last {
				m[part] = text
			}
			at = m[part]
		case int:
			l := at.([]any)
			if last {
				l[part] = text
			}
			at = l[part]
		}
	}
}

// A Tracer finds the values of which images are made, by rendering the chart again with
// one value changed.
type Tracer struct {
	library Library
	dir     string
	values  map[string]any
	mutants map[string]map[string]string // by the value's path: the images then
}

// Trace fills in of what each of the images is made, and whether values hold the whole
// name: its host and every part of its path.
func (t *Tracer) Trace(verdicts []Verdict) {
	t.mutants = map[string]map[string]string{}
	var texts []Value
	eachString(nil, t.values, func(value Value) { texts = append(texts, value) })
	marked := t.marked(verdicts, texts)
	for i := range verdicts {
		v := &verdicts[i]
		if v.Outcome == Foreign || v.Before == "" {
			continue
		}
		var from []Value
		if then, ok := marked[v.Image.key()]; ok && unmarked(then) == v.Before {
			from = valuesIn(then, texts)
		} else {
			from = t.oneByOne(v, texts)
		}
		for _, value := range from {
			v.Depends = append(v.Depends, value.String())
		}
		v.Whole = saysWhole(v.Before, from)
		v.Convention = conventionOf(v.Before, from)
	}
}

// mark is put into a value, and shows then where the value is written.
func mark(i int) string { return fmt.Sprintf("q%dq", i) }

var marks = regexp.MustCompile(`q(\d+)q`)

func unmarked(text string) string { return marks.ReplaceAllString(text, "") }

// valuesIn are the values whose marks are in a text.
func valuesIn(text string, all []Value) []Value {
	var found []Value
	for _, m := range marks.FindAllStringSubmatch(text, -1) {
		if i, err := strconv.Atoi(m[1]); err == nil && i < len(all) {
			found = append(found, all[i])
		}
	}
	return found
}

// marked are the images of the chart with a mark in every value that may be a part of one.
// Nothing comes of a chart that does not render then.
func (t *Tracer) marked(verdicts []Verdict, all []Value) map[string]string {
	changed := clone(t.values).(map[string]any)
	for i, value := range all {
		if !marks.MatchString(value.Text) && slices.ContainsFunc(verdicts, func(v Verdict) bool { return mayBePart(v.Before, value.Text) }) {
			set(changed, value.Path, inserted(value.Text, mark(i)))
		}
	}
	rendered, err := t.library.Render(t.dir, changed)
	if err != nil {
		return nil
	}
	return imageTexts(rendered)
}

// oneByOne renders the chart with one value changed after the other.
func (t *Tracer) oneByOne(v *Verdict, all []Value) []Value {
	var from []Value
	for _, value := range all {
		if !mayBePart(v.Before, value.Text) {
			continue
		}
		if then, ok := t.images(value)[v.Image.key()]; ok && then != v.Before {
			from = append(from, value)
		}
	}
	return from
}

// mayBePart reports whether a value may be a part of an image, or hold all of it.
func mayBePart(image, value string) bool {
	text := strings.Trim(value, "/")
	bare, _, _ := strings.Cut(text, "@")
	name, _, _ := strings.Cut(image, "@")
	return len(text) > 1 && image != "" && (strings.Contains(image, bare) || strings.Contains(text, name))
}

// saysWhole reports whether values hold the host of an image and every part of its path.
func saysWhole(image string, from []Value) bool {
	name, _, _ := strings.Cut(image, "@")
	pieces := strings.Split(name, "/")
	last := len(pieces) - 1
	pieces[last], _, _ = strings.Cut(pieces[last], ":")
	for _, piece := range pieces {
		if !slices.ContainsFunc(from, func(v Value) bool { return strings.Contains(v.Text, piece) }) {
			return false
		}
	}
	_, rest := split(image)
	return rest != image
}

// inserted puts a text into a value, before its tag and its digest.
func inserted(value, text string) string {
	if i := strings.LastIndexAny(value, ":@"); i > 0 {
		return value[:i] + text + value[i:]
	}
	return value + text
}

// images are those of the chart with a value changed.
func (t *Tracer) images(value Value) map[string]string {
	path := value.String()
	if known, ok := t.mutants[path]; ok {
		return known
	}
	images := map[string]string{}
	if rendered, err := t.library.Render(t.dir, with(t.values, value.Path, inserted(value.Text, "x"))); err == nil {
		images = imageTexts(rendered)
	}
	t.mutants[path] = images
	return images
}

func imageTexts(r Rendered) map[string]string {
	texts := map[string]string{}
	for _, image := range Images(r) {
		texts[image.key()] = image.Text
	}
	return texts
}
