package object

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// Fields returns the fields of a Go value, such as a type of a controller's API, as its JSON has
// them, sorted. All texts in it are written, also empty ones; maps that are empty are not. It is
// nil for what is no JSON object.
func Fields(value any) Map {
	text, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var fields map[string]any
	if decoder.Decode(&fields) != nil {
		return nil
	}
	return ofFields(fields)
}

func ofFields(fields map[string]any) Map {
	m := Map{}
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		m = append(m, Field{key, ofValue(fields[key])})
	}
	return m
}

func ofValue(value any) any {
	switch v := value.(type) {
	case map[string]any:
		return ofFields(v)
	case []any:
		var list List
		for _, element := range v {
			list = append(list, ofValue(element))
		}
		return list
	case string:
		return KeepEmpty(v)
	case json.Number:
		if n, err := strconv.Atoi(v.String()); err == nil {
			return n
		}
		return KeepEmpty(v.String())
	}
	return value
}
