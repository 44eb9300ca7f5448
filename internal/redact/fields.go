package redact

import "reflect"

// Fields returns a deep copy of a report's data without the secrets in its texts. Fields of structs
// that are not exported stay as they are: no encoder writes them.
func Fields(data any) any {
	if data == nil {
		return nil
	}
	return redacted(reflect.ValueOf(data)).Interface()
}

func redacted(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface || v.Kind() == reflect.Slice || v.Kind() == reflect.Map {
		if v.IsNil() {
			return v
		}
	}
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(Text(v.String()))
	case reflect.Pointer:
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(redacted(v.Elem()))
	case reflect.Interface:
		out.Set(redacted(v.Elem()))
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(redacted(v.Index(i)))
		}
	case reflect.Map:
		out.Set(reflect.MakeMap(v.Type()))
		for key, value := range v.Seq2() {
			out.SetMapIndex(redacted(key), redacted(value))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(redacted(v.Field(i)))
			}
		}
	}
	return out
}
