package flux_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// firstDesign is the pair of the first design, in the version that Flux serves, with the duration
// 1m as Flux's types write it.
const firstDesign = `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: my-app}
spec:
  image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/my-app
  interval: 1m0s
  provider: aws
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: my-app}
spec:
  imageRepositoryRef: {name: my-app}
  policy: {semver: {range: '>=1.0.0'}}
`

// TestFirstDesign: that pair comes out field for field, with nothing besides but the
// owner.
func TestFirstDesign(t *testing.T) {
	text, err := os.ReadFile("../../testdata/flux-first-design/expected.yaml")
	must(t, err)
	var got []map[string]any
	for _, document := range strings.Split(string(text), "\n---\n") {
		if object := read(t, document); strings.HasPrefix(object["apiVersion"].(string), "image.toolkit.fluxcd.io/") {
			delete(object["metadata"].(map[string]any), "annotations")
			got = append(got, object)
		}
	}
	var want []map[string]any
	for _, document := range strings.Split(firstDesign, "\n---\n") {
		want = append(want, read(t, document))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-first design +generated\n%s", diff)
	}
}

func read(t *testing.T, document string) map[string]any {
	t.Helper()
	var object map[string]any
	must(t, yaml.Unmarshal([]byte(document), &object))
	return object
}

// TestWritten: what Flux's schema checks and its types do not, and what people
// expect of a manifest.
func TestWritten(t *testing.T) {
	interval := regexp.MustCompile(`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`)
	timeout := regexp.MustCompile(`^([0-9]+(\.[0-9]+)?(ms|s|m))+$`)
	name := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)
	for _, text := range generated(t) {
		var object struct {
			Kind     string
			Metadata struct{ Name string }
			Spec     struct {
				Interval, Timeout, DigestReflectionPolicy string
				ExclusionList                             []string
				Policy                                    map[string]any
			}
		}
		must(t, yaml.Unmarshal([]byte(text), &object))
		s := object.Spec
		switch {
		case !name.MatchString(object.Metadata.Name) || len(object.Metadata.Name) > 253,
			strings.Contains(text, "status:"), strings.Contains(text, "creationTimestamp"),
			s.Interval != "" && !interval.MatchString(s.Interval), s.Timeout != "" && !timeout.MatchString(s.Timeout),
			len(s.ExclusionList) > 25,
			object.Kind != "ImagePolicy" && s.Interval == "",
			object.Kind == "ImagePolicy" && len(s.Policy) != 1,
			object.Kind == "ImagePolicy" && (s.Interval != "") != (s.DigestReflectionPolicy == "Always"):
			t.Errorf("Flux would refuse, or people would wonder at\n%s", text)
		}
	}
}
