// Command policies tells which tag an ImagePolicy chooses, by the code that
// image-reflector-controller runs. That code is internal to its module; Go lets
// packages import it whose path begins with the module's, which is why this module
// has the path it has.
//
//	policies TAG… < imagepolicy.yaml
package main

import (
	"fmt"
	"io"
	"os"

	reflectorv1 "github.com/fluxcd/image-reflector-controller/api/v1"
	"github.com/fluxcd/image-reflector-controller/internal/policy"
	"sigs.k8s.io/yaml"
)

func main() {
	tag, err := newest(os.Stdin, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(tag)
}

// newest does what the controller does with the tags of a repository
// (https://github.com/fluxcd/image-reflector-controller/blob/v1.2.4/internal/controller/imagepolicy_controller.go,
// applyPolicy), which reads them from its database.
func newest(manifest io.Reader, tags []string) (string, error) {
	text, err := io.ReadAll(manifest)
	if err != nil {
		return "", err
	}
	var p reflectorv1.ImagePolicy
	if err := yaml.UnmarshalStrict(text, &p); err != nil {
		return "", err
	}
	policer, err := policy.PolicerFromSpec(p.Spec.Policy)
	if err != nil {
		return "", err
	}
	f := p.Spec.FilterTags
	if f == nil {
		return policer.Latest(tags)
	}
	filter, err := policy.NewRegexFilter(f.Pattern, f.Extract)
	if err != nil {
		return "", err
	}
	filter.Apply(tags)
	chosen, err := policer.Latest(filter.Items())
	return filter.GetOriginalTag(chosen), err
}
