package object_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/generators/object"
)

// The keys of an object come sorted, and empty fields are left out.
func ExampleObject_YAML() {
	o := object.Object{
		APIVersion: "v1", Kind: "ConfigMap", Metadata: object.Metadata{Name: "ecr-cache"},
		Body: object.Map{{Key: "data", Value: object.Map{{Key: "ghcr_prefix", Value: "ghcr"}, {Key: "no_such", Value: ""}, {Key: "answer", Value: "no"}}}},
	}
	text, err := o.YAML()
	fmt.Print(text, err)
	// Output:
	// apiVersion: v1
	// data:
	//   answer: "no"
	//   ghcr_prefix: ghcr
	// kind: ConfigMap
	// metadata:
	//   name: ecr-cache
	// <nil>
}
