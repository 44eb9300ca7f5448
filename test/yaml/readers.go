package yaml

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	goccy "github.com/goccy/go-yaml"
	v3 "go.yaml.in/yaml/v3"
	v4 "go.yaml.in/yaml/v4"
)

// A tree is a document as a reader reads it, its aliases resolved.
type tree struct {
	kind  kind
	text  string  // of a scalar
	keys  []*tree // of a map
	items []*tree // of a list; of a map the values
	// binary: the scalar is written in base64.
	binary bool
}

// tagged says what a scalar with a tag is. One in base64 is the text that it means, as it is to kubectl.
func (t *tree) tagged(tag string) {
	switch tag {
	case "!!str":
		t.kind = str
	case "!!binary":
		if text, err := base64.StdEncoding.DecodeString(t.text); err == nil && utf8.Valid(text) {
			t.kind, t.text, t.binary = str, string(text), true
		}
	}
}

type kind byte

const (
	other  kind = iota // a scalar that is no string
	str                // a string
	list               // a list
	object             // a map
)

// most bounds a tree, which aliases may make large.
const most = 20000

var errLarge = errors.New("too many values")

// A reader reads the documents of a text. A document without a value is nil.
type reader func(text []byte) ([]*tree, error)

func readV3(text []byte) ([]*tree, error) {
	var documents []*tree
	decoder := v3.NewDecoder(bytes.NewReader(text))
	for {
		var n v3.Node
		if err := decoder.Decode(&n); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		left := most
		t, err := fromV3(n.Content[0], &left)
		if err != nil {
			return nil, err
		}
		documents = append(documents, t)
	}
}

func fromV3(n *v3.Node, left *int) (*tree, error) {
	if *left--; *left < 0 {
		return nil, errLarge
	}
	t := &tree{text: n.Value}
	switch n.Kind {
	case v3.AliasNode:
		return fromV3(n.Alias, left)
	case v3.ScalarNode:
		t.tagged(n.ShortTag())
		return t, nil
	case v3.SequenceNode:
		t.kind = list
	default:
		t.kind = object
	}
	for i, c := range n.Content {
		child, err := fromV3(c, left)
		if err != nil {
			return nil, err
		}
		t.add(child, i)
	}
	return t, nil
}

func (t *tree) add(child *tree, i int) {
	if t.kind == object && i%2 == 0 {
		t.keys = append(t.keys, child)
	} else {
		t.items = append(t.items, child)
	}
}

func readV4(text []byte) ([]*tree, error) {
	var documents []*tree
	decoder := v4.NewDecoder(bytes.NewReader(text))
	for {
		var n v4.Node
		if err := decoder.Decode(&n); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		left := most
		t, err := fromV4(n.Content[0], &left)
		if err != nil {
			return nil, err
		}
		documents = append(documents, t)
	}
}

func fromV4(n *v4.Node, left *int) (*tree, error) {
	if *left--; *left < 0 {
		return nil, errLarge
	}
	t := &tree{text: n.Value}
	switch n.Kind {
	case v4.AliasNode:
		return fromV4(n.Alias, left)
	case v4.ScalarNode:
		t.tagged(n.ShortTag())
		return t, nil
	case v4.SequenceNode:
		t.kind = list
	default:
		t.kind = object
	}
	for i, c := range n.Content {
		child, err := fromV4(c, left)
		if err != nil {
			return nil, err
		}
		t.add(child, i)
	}
	return t, nil
}

// readGoccy reads by a parser that shares no code with the others.
func readGoccy(text []byte) (documents []*tree, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	decoder := goccy.NewDecoder(bytes.NewReader(text), goccy.UseOrderedMap(), goccy.AllowDuplicateMapKey())
	for {
		var value any
		if err := decoder.Decode(&value); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		documents = append(documents, fromValue(value))
	}
}

func fromValue(value any) *tree {
	switch v := value.(type) {
	case goccy.MapSlice:
		t := &tree{kind: object}
		for _, e := range v {
			t.keys, t.items = append(t.keys, fromValue(e.Key)), append(t.items, fromValue(e.Value))
		}
		return t
	case []any:
		t := &tree{kind: list}
		for _, e := range v {
			t.items = append(t.items, fromValue(e))
		}
		return t
	case string:
		return &tree{kind: str, text: v}
	}
	return &tree{text: fmt.Sprint(value)}
}

// readJSON reads values in JSON one behind the other, with the standard library.
func readJSON(text []byte) ([]*tree, error) {
	var documents []*tree
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		t, err := fromJSON(decoder, token)
		if err != nil {
			return nil, err
		}
		documents = append(documents, t)
	}
}

func fromJSON(d *json.Decoder, token json.Token) (*tree, error) {
	delim, ok := token.(json.Delim)
	if s, isText := token.(string); isText {
		return &tree{kind: str, text: s}, nil
	} else if !ok {
		if token == nil {
			token = "null"
		}
		return &tree{text: fmt.Sprint(token)}, nil
	}
	t := &tree{kind: list}
	if delim == '{' {
		t.kind = object
	}
	for i := 0; d.More(); i++ {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		child, err := fromJSON(d, token)
		if err != nil {
			return nil, err
		}
		t.add(child, i)
	}
	_, err := d.Token()
	return t, err
}

func isJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[')
}

// get is the value of a key, nil for none.
func (t *tree) get(key string) *tree {
	if t != nil && t.kind == object {
		for i, k := range t.keys {
			if k.kind != list && k.kind != object && k.text == key {
				return t.items[i]
			}
		}
	}
	return nil
}

func (t *tree) is(text string) bool { return t != nil && t.kind == str && t.text == text }

// twice reports whether a key stands twice in a map.
func (t *tree) twice() bool {
	seen := map[string]bool{}
	for _, k := range t.keys {
		if k.kind <= str && seen[k.text] {
			return true
		}
		seen[k.text] = k.kind <= str
		if k.twice() {
			return true
		}
	}
	for _, item := range t.items {
		if item.twice() {
			return true
		}
	}
	return false
}

// same compares two trees. Readers of YAML 1.1 and 1.2 take other scalars as numbers
// and booleans: unless strict, strings are compared with strings only.
func (t *tree) same(u *tree, strict bool) bool {
	if t == nil || u == nil {
		return t == u
	}
	if t.kind <= str && u.kind <= str {
		return t.kind == u.kind && t.text == u.text || !strict && (t.kind == other || u.kind == other)
	}
	if t.kind != u.kind || len(t.items) != len(u.items) || len(t.keys) != len(u.keys) {
		return false
	}
	for i := range t.keys {
		if !t.keys[i].same(u.keys[i], strict) {
			return false
		}
	}
	for i := range t.items {
		if !t.items[i].same(u.items[i], strict) {
			return false
		}
	}
	return true
}

func sameAll(a, b []*tree, strict bool) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].same(b[i], strict) {
			return false
		}
	}
	return true
}

func (t *tree) String() string {
	var b strings.Builder
	t.write(&b, "")
	return b.String()
}

func (t *tree) write(b *strings.Builder, margin string) {
	if t.kind <= str {
		fmt.Fprintf(b, "%s%q %d\n", margin, t.text, t.kind)
		return
	}
	fmt.Fprintf(b, "%s%d\n", margin, t.kind)
	for i, item := range t.items {
		if t.kind == object {
			t.keys[i].write(b, margin+"  key ")
		}
		item.write(b, margin+"  - ")
	}
}
