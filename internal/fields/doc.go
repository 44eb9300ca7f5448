// Package fields knows where images stand in Kubernetes objects.
//
// One literal table holds a row for every place: the group and kind of the
// object, the path of the field, and its form. Adding a field is adding a row.
// A Finder walks an object once, whatever the number of rows, and yields a Place
// for every field that is there.
//
// The package says where, never what or whether: it does not read references,
// and it knows nothing of registries or configuration.
package fields
