// Package fields finds the fields of Kubernetes objects that hold images.
//
// A literal table has a row for each such field: the group and kind of the object, the path of
// the field, and its form. To support another field, add a row. A [Search] walks an object once,
// whatever the number of rows, and calls a function with a [Place] for every field that the
// object has.
//
// The packages below internal/rewrite and internal/kustomization look for images by it, and
// internal/config/validate checks the rows of a configuration.
//
// The package only locates fields: it does not parse references, and knows neither registries
// nor configuration.
package fields
