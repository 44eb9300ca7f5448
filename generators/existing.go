package generators

import "github.com/amerintlxperts/ecrcache/generators/object"

// Immutable returns the fields of an object, such as spec/name, that cannot change after the
// resource is made in AWS.
func Immutable(o *object.Object) []string {
	var fields []string
	for i := range table {
		if of := table[i].Immutable; of != nil {
			fields = append(fields, of(o.Group(), o.Kind)...)
		}
	}
	return fields
}

// IsInFiles reports whether objects of a kind are generated as parts of files, by the
// command line alone. The KRM function makes none of them, so it removes none.
func IsInFiles(group, kind string) bool {
	for i := range table {
		if is := table[i].IsInFiles; is != nil && is(group, kind) {
			return true
		}
	}
	return false
}
