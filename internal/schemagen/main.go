// Command schemagen makes the schema of the PullThroughCache from the types in api/v1alpha1:
// their fields, doc comments and markers. It writes the schema as a Go value for package config,
// as krmfile.yaml, and as the tables in docs/config.md. Run it with go generate ./api/...
//
// The markers are those of controller-gen
// (https://book.kubebuilder.io/reference/markers/crd-validation), and four of our own:
//
//	+ecrcache:accepts=TEXT        x-accepts: what is accepted, in words
//	+ecrcache:items:accepts=TEXT  the same of a list's elements
//	+ecrcache:configMap=KEY       the key of a ConfigMap that gives the field, or KEY:PATH a field in it
//	+ecrcache:withoutDefaults     the fields of an embedded struct have no defaults here
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/schema"
)

func main() {
	// go generate runs the command in the folder of the types.
	if err := generate(filepath.Join("..", "..")); err != nil {
		fmt.Fprintln(os.Stderr, "schemagen:", err)
		os.Exit(1)
	}
}

// generate writes every file that is made from the types.
func generate(root string) error {
	files, err := outputs(root)
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// outputs returns the files that are made from the types, by their names from the root of
// the repository.
func outputs(root string) (map[string][]byte, error) {
	s, err := readTypes(filepath.Join(root, "api", "v1alpha1"), "PullThroughCache")
	if err != nil {
		return nil, err
	}
	given := map[string]string{}
	for _, key := range s.ConfigMapKeys() {
		if first, twice := given[key.Name]; twice {
			return nil, fmt.Errorf("the ConfigMap key %s gives %s and %s", key.Name, first, key.Path)
		}
		given[key.Name] = key.Path
	}
	files := map[string][]byte{}
	for name, write := range map[string]func(*schema.Schema, []byte) ([]byte, error){
		"internal/config/schema_generated.go": goFile,
		"krmfile.yaml":                        krmfile,
		"docs/config.md":                      docs,
	} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		if files[name], err = write(s, text); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return files, nil
}
