package main

import (
	"regexp"
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
	var at any = c
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
	return c
}

// A Tracer finds the values of which images are made, by rendering the chart again with
// one value changed.
type Tracer struct {
	library Library
	dir     string
	values  map[string]any
	mutants map[string]map[string]string // by the value's path: the images then
}

// parts of the image that values may hold.
var parts = regexp.MustCompile(`[/@:]`)

// Trace fills in of what each of the images is made, and whether values hold the whole
// name: its host and every part of its path.
func (t *Tracer) Trace(verdicts []Verdict) {
	t.mutants = map[string]map[string]string{}
	for i := range verdicts {
		v := &verdicts[i]
		if v.Outcome == Foreign || v.Before == "" {
			continue
		}
		missing := map[string]bool{}
		name, _, _ := strings.Cut(v.Before, "@")
		pieces := strings.Split(name, "/")
		last := len(pieces) - 1
		pieces[last], _, _ = strings.Cut(pieces[last], ":")
		for _, piece := range pieces {
			missing[piece] = true
		}
		eachString(nil, t.values, func(value Value) {
			text := strings.Trim(value.Text, "/")
			bare, _, _ := strings.Cut(text, "@")
			if len(text) < 2 || !strings.Contains(v.Before, text) && !strings.Contains(text, name) && !strings.Contains(v.Before, bare) {
				return
			}
			if then, ok := t.images(value)[v.Image.key()]; !ok || then == v.Before {
				return
			}
			v.Depends = append(v.Depends, value.String())
			for piece := range missing {
				for _, part := range parts.Split(text, -1) {
					if part == piece || strings.Contains(text, piece) {
						delete(missing, piece)
					}
				}
			}
		})
		_, rest := split(v.Before)
		v.Whole = len(missing) == 0 && rest != v.Before
	}
}

// images are those of the chart with a value changed.
func (t *Tracer) images(value Value) map[string]string {
	path := value.String()
	if known, ok := t.mutants[path]; ok {
		return known
	}
	changed := value.Text + "x"
	if i := strings.LastIndexAny(value.Text, ":@"); i > 0 {
		changed = value.Text[:i] + "x" + value.Text[i:]
	}
	images := map[string]string{}
	rendered, err := t.library.Render(t.dir, with(t.values, value.Path, changed))
	if err == nil {
		for _, image := range Images(rendered) {
			images[image.key()] = image.Text
		}
	}
	t.mutants[path] = images
	return images
}
