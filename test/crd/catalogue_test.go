package crd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cache is a CRD with a version that is served and one that is not. It has a
// default and a set, which the kinds that are generated hardly have.
const cache = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: example.com
  names: {kind: Cache, plural: caches}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [mode]
            properties:
              mode: {type: string, default: Fast, enum: [Fast, Slow]}
              names: {type: array, x-kubernetes-list-type: set, items: {type: string}}
            x-kubernetes-validations:
            - {rule: "self.mode == 'Fast'", message: only Fast}
  - name: v1beta1
    served: false
    schema: {openAPIV3Schema: {type: object}}
`

func TestProblems(t *testing.T) {
	c := catalogue(t, cache)
	for _, row := range []struct{ name, version, spec, problem string }{
		{"a required field with a default", "v1", "{}", ""},
		{"null where a default is", "v1", "{mode: null}", ""},
		{"a rule after the default", "v1", "{mode: Slow}", "spec: Invalid value: only Fast"},
		{"twice in a set", "v1", "{names: [a, b, a]}", `spec.names[2]: Duplicate value: "a"`},
		{"a version that is not served", "v1beta1", "{}", "apiVersion: example.com/v1beta1 is not served for Cache; served are [v1]"},
	} {
		t.Run(row.name, func(t *testing.T) {
			object := parse(t, []byte("apiVersion: example.com/"+row.version+"\nkind: Cache\nmetadata: {name: a}\nspec: "+row.spec+"\n"))
			if got := strings.Join(c.Problems(object), "\n"); got != row.problem {
				t.Errorf("got %q, want %q", got, row.problem)
			}
			if object.GetNamespace() != "" {
				t.Error("the object itself was changed")
			}
		})
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"another kind":             strings.Replace(cache, "kind: CustomResourceDefinition", "kind: Kustomization", 1),
		"no versions":              cache[:strings.Index(cache, "  versions:")],
		"a schema that is none":    strings.Replace(cache, "mode: {type: string,", "mode: {type: [string],", 1),
		"a version with no schema": strings.Replace(cache, "    served: false\n    schema: {openAPIV3Schema: {type: object}}", "    served: true", 1),
	} {
		if _, err := Load([]string{file(t, text)}); err == nil {
			t.Errorf("%s was loaded", name)
		}
	}
	if _, err := Load([]string{"missing.yaml"}); err == nil {
		t.Error("a missing file was loaded")
	}
}

// catalogue loads one CRD.
func catalogue(t *testing.T, text string) *Catalogue {
	t.Helper()
	c, err := Load([]string{file(t, text)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crd.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
