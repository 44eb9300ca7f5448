package kio_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/fn/kio"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/google/go-cmp/cmp"
	kyaml "sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	k8syaml "sigs.k8s.io/yaml"
)

// A pipeline that reads manifests, rewrites their images, and writes them.
func ExampleFilter() {
	manifests := strings.NewReader(`apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  containers:
  - name: app
    image: ghcr.io/amerintlxperts/app:v1 # pinned
`)
	err := kyaml.Pipeline{
		Inputs: []kyaml.Reader{&kyaml.ByteReader{Reader: manifests, OmitReaderAnnotations: true}},
		Filters: []kyaml.Filter{kio.Filter{Config: `
apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec: {accountID: "123456789012", region: ca-central-1}
`}},
		Outputs: []kyaml.Writer{kyaml.ByteWriter{Writer: os.Stdout}},
	}.Execute()
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// apiVersion: v1
	// kind: Pod
	// metadata:
	//   name: app
	// spec:
	//   containers:
	//   - name: app
	//     image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app:v1 # pinned
}

// TestSameAsTheProgram runs every golden case through the filter, and holds what comes
// out against the program: the same objects in the same order, and the same results.
func TestSameAsTheProgram(t *testing.T) {
	for _, c := range golden.Cases(t, "../../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			output, want, err := fn.Process(c.ResourceList(t))
			if err != nil {
				t.Fatal(err)
			}
			before := nodes(t, c.ResourceList(t))
			texts := text(t, before)
			var results fn.Results
			after, err := kio.Filter{Config: c.Read(t, "fnconfig.yaml"), Report: func(rs fn.Results) { results = rs }}.Filter(before)
			if (err != nil) != c.Failed(t) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(want, results); diff != "" {
				t.Errorf("results: -program +filter\n%s", diff)
			}
			if err != nil {
				after = before
				if diff := cmp.Diff(texts, text(t, before)); diff != "" {
					t.Errorf("the objects given: -before +after an error\n%s", diff)
				}
			}
			if diff := cmp.Diff(values(t, nodes(t, output)), values(t, after)); diff != "" {
				t.Errorf("objects: -program +filter\n%s", diff)
			}
		})
	}
}

// nodes reads the items of a ResourceList as kyaml does.
func nodes(t *testing.T, list []byte) []*yaml.RNode {
	t.Helper()
	read, err := (&kyaml.ByteReader{Reader: bytes.NewReader(list), OmitReaderAnnotations: true}).Read()
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func text(t *testing.T, nodes []*yaml.RNode) []string {
	t.Helper()
	var all []string
	for _, n := range nodes {
		s, err := n.String()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// values are the objects as Kubernetes reads them, without how they are written: kyaml
// chooses other quotes. Keys such as true are strings then, which kyaml's own JSON refuses.
func values(t *testing.T, nodes []*yaml.RNode) []string {
	t.Helper()
	var all []string
	for _, s := range text(t, nodes) {
		value, err := k8syaml.YAMLToJSON([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(value))
	}
	return all
}

// TestErrors: what is wrong with the configuration, or with an object, is the error.
func TestErrors(t *testing.T) {
	pod := nodes(t, golden.List("apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n", ""))
	if _, err := (kio.Filter{}).Filter(pod); err == nil || !strings.Contains(err.Error(), "the function config is empty") {
		t.Errorf("without a configuration: %v", err)
	}
}
