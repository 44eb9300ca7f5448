package admission

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	core "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// TestExample: the policies of examples/admission make of its Pods what its page says.
func TestExample(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile("../../examples/admission/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	c, err := config.Parse([]byte(read("ecrcache.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compile(streamOf(t, c), latest, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for document := range strings.SplitSeq(read("pods.yaml"), "\n---\n") {
		var pod core.Pod
		if err := yaml.UnmarshalStrict([]byte(document), &pod); err != nil {
			t.Fatal(err)
		}
		got, err := p.Mutating.Apply(&pod, nil)
		if err != nil {
			t.Fatal(err)
		}
		messages, _, err := p.Validating.Check(&pod, nil)
		if err != nil || len(messages) > 0 != (got != nil) {
			t.Errorf("%s: %q, %v", pod.Name, messages, err)
		}
		if got == nil {
			got = &pod
		}
		all = append(all, imagesOf(got)...)
	}
	want := []string{cache + "ghcr/amerintlxperts/my-app:v1.2.3", cache + "quay/amerintlxperts/migrate:v1", "ghcr.io/amerintlxperts/own:v1"}
	if !slices.Equal(all, want) {
		t.Errorf("%q", all)
	}
	for _, image := range want {
		if !strings.Contains(read("README.md"), "image: "+image+"\n") {
			t.Errorf("the page does not show %s", image)
		}
	}
}
