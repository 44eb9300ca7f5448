// Command setters updates the marked fields of the files below a directory, by the
// code that image-automation-controller runs. That code is internal to its module;
// Go lets packages import it whose path begins with the module's, which is why this
// module has the path it has.
//
//	setters DIR NAMESPACE:POLICY IMAGE:TAG[@DIGEST]
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/fluxcd/image-automation-controller/internal/update"
	reflectorv1 "github.com/fluxcd/image-reflector-controller/api/v1"
	"github.com/go-logr/logr"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: setters DIR NAMESPACE:POLICY IMAGE:TAG[@DIGEST]")
		os.Exit(2)
	}
	policies := []reflectorv1.ImagePolicy{policy(os.Args[2], os.Args[3])}
	result, err := update.UpdateWithSetters(logr.Discard(), os.Args[1], os.Args[1], policies)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for name := range result.FileChanges {
		fmt.Println(name)
	}
}

// policy is an ImagePolicy that has found its latest image.
func policy(id, reference string) reflectorv1.ImagePolicy {
	namespace, name, _ := strings.Cut(id, ":")
	reference, digest, _ := strings.Cut(reference, "@")
	colon := strings.LastIndexByte(reference, ':')
	var p reflectorv1.ImagePolicy
	p.Namespace, p.Name = namespace, name
	p.Status.LatestRef = &reflectorv1.ImageRef{Name: reference[:colon], Tag: reference[colon+1:], Digest: digest}
	return p
}
