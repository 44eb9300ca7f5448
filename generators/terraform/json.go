package terraform

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// fromJSON returns a JSON document as a value of HCL, its keys sorted and its numbers digit for
// digit. It fails for a text that is not one JSON document, and for a duplicate key, because it is
// not known which of the two values counts.
func fromJSON(text string) (node, error) {
	r := reader{json.NewDecoder(strings.NewReader(text))}
	r.UseNumber()
	value, err := r.value()
	if err != nil {
		return nil, err
	}
	if _, err := r.Token(); err != io.EOF {
		return nil, errors.New("something follows the document")
	}
	return value, nil
}

type reader struct{ *json.Decoder }

func (r reader) value() (node, error) {
	token, err := r.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case nil:
		return raw("null"), nil
	case string:
		return text(token), nil
	case json.Delim:
		if token == '{' {
			return r.object()
		}
		return r.tuple()
	default: // a number or a boolean
		return raw(fmt.Sprint(token)), nil
	}
}

func (r reader) tuple() (node, error) {
	var t tuple
	for r.More() {
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		t = append(t, value)
	}
	_, err := r.Token() // its end
	return t, err
}

func (r reader) object() (node, error) {
	var o hclObject
	for r.More() {
		name, err := r.Token()
		if err != nil {
			return nil, err
		}
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		o = append(o, entry{name.(string), value}) // the decoder takes no other key
	}
	if _, err := r.Token(); err != nil { // its end
		return nil, err
	}
	for i, e := range o.sorted() {
		if i > 0 && e.name == o[i-1].name {
			return nil, fmt.Errorf("%q is there twice", e.name)
		}
	}
	return o, nil
}
