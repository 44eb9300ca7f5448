package flux_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// TestFirstDesign: the pair of the first design comes out field for field, in the
// version that Flux serves.
func TestFirstDesign(t *testing.T) {
	text, err := os.ReadFile("../../testdata/flux-first-design/expected.yaml")
	must(t, err)
	for _, want := range []string{
		"\nspec:\n  image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/my-app\n  interval: 1m\n  provider: aws\n",
		"\nspec:\n  imageRepositoryRef:\n    name: my-app\n  policy:\n    semver:\n      range: '>=1.0.0'\n",
	} {
		if !strings.Contains(string(text)+"---\n", want) {
			t.Errorf("not there:%s", want)
		}
	}
	if strings.Count(string(text), "\n  name: my-app\n") != 3 || strings.Contains(string(text), "v1beta") {
		t.Errorf("names or versions are others:\n%s", text)
	}
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
			strings.Contains(text, "status:"), strings.Contains(text, "creationTimestamp"), strings.Contains(text, "m0s"),
			s.Interval != "" && !interval.MatchString(s.Interval), s.Timeout != "" && !timeout.MatchString(s.Timeout),
			len(s.ExclusionList) > 25,
			object.Kind != "ImagePolicy" && s.Interval == "",
			object.Kind == "ImagePolicy" && len(s.Policy) != 1,
			object.Kind == "ImagePolicy" && (s.Interval != "") != (s.DigestReflectionPolicy == "Always"):
			t.Errorf("Flux would refuse, or people would wonder at\n%s", text)
		}
	}
}
