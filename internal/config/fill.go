package config

import (
	"fmt"
	"reflect"
	"strings"
)

// fill gives a value of the types what was checked, as encoding/json would: fields
// go by their tags, and those of an embedded struct are the struct's own. Only the
// keys that are there are looked at; encoding/json prepares itself for every type
// there is first, which takes longer than all else of a small run.
func fill(v reflect.Value, checked any) error {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch value := checked.(type) {
	case map[string]any:
		return fillEntries(v, value)
	case []any:
		return fillElements(v, value)
	}
	value := reflect.ValueOf(checked)
	if !value.IsValid() || value.Type() != v.Type() {
		return fmt.Errorf("the schema gives %T, the type is %s", checked, v.Type())
	}
	v.Set(value)
	return nil
}

func fillElements(v reflect.Value, elements []any) error {
	if v.Kind() != reflect.Slice {
		return fmt.Errorf("the schema gives a list, the type is %s", v.Type())
	}
	v.Set(reflect.MakeSlice(v.Type(), len(elements), len(elements)))
	for i, element := range elements {
		if err := fill(v.Index(i), element); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return nil
}

func fillEntries(v reflect.Value, entries map[string]any) error {
	isMap := v.Kind() == reflect.Map
	if isMap {
		v.Set(reflect.MakeMapWithSize(v.Type(), len(entries)))
	}
	for key, entry := range entries {
		var at reflect.Value
		switch {
		case isMap:
			at = reflect.New(v.Type().Elem()).Elem()
		case v.Kind() == reflect.Struct:
			at = fieldOf(v, key)
		}
		if !at.IsValid() {
			return fmt.Errorf("%s: the type %s does not have it", key, v.Type())
		}
		if err := fill(at, entry); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if isMap {
			v.SetMapIndex(reflect.ValueOf(key), at)
		}
	}
	return nil
}

// fieldOf is the field that a key is read into; it is not valid when there is none.
func fieldOf(v reflect.Value, key string) reflect.Value {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous {
			if inner := fieldOf(v.Field(i), key); inner.IsValid() {
				return inner
			}
			continue
		}
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name == key {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}
