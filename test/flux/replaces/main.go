// Replaces builds a path of a repository as kustomize-controller did up to v1.9.3, the
// one of Flux v2.9.2: an entry of spec.images replaced the entry of the same name in the
// kustomization at the path, with its tag. Newer ones merge the two.
//
//	replaces REPOSITORY PATH < kustomization-object.yaml
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "give a repository and a path in it")
		os.Exit(2)
	}
	text, err := build(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.Write(text)
}

// build does what the controller does for the object on standard input.
func build(root, path string) ([]byte, error) {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return nil, err
	}
	var object map[string]any
	if err := yaml.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	folder := filepath.Join(root, path)
	if _, err := kustomize.NewGenerator(root, unstructured.Unstructured{Object: object}).WriteFile(folder); err != nil {
		return nil, err
	}
	resources, err := kustomize.SecureBuild(root, folder, false)
	if err != nil {
		return nil, err
	}
	return resources.AsYaml()
}
