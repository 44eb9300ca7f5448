package flux_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	automation "github.com/fluxcd/image-automation-controller/api/v1"
	reflector "github.com/fluxcd/image-reflector-controller/api/v1"
	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// TestTypes reads every generated object of the golden cases into Flux's own types,
// strictly, and back: nothing is unknown to them, and nothing that they require is
// missing.
func TestTypes(t *testing.T) {
	read := map[string]int{}
	for _, text := range generated(t) {
		var object map[string]any
		must(t, yaml.Unmarshal([]byte(text), &object))
		kind := object["kind"].(string)
		typed := typeOf(t, kind)
		if err := yaml.UnmarshalStrict([]byte(text), typed); err != nil {
			t.Errorf("%v\n%s", err, text)
			continue
		}
		again, err := yaml.Marshal(typed)
		must(t, err)
		var back map[string]any
		must(t, yaml.Unmarshal(again, &back))
		delete(back, "status")
		delete(back["metadata"].(map[string]any), "creationTimestamp")
		if diff := cmp.Diff(object, normal(t, back, object)); diff != "" {
			t.Errorf("-generated +by Flux's types\n%s", diff)
		}
		read[kind]++
	}
	for kind, least := range map[string]int{"ImageRepository": 20, "ImagePolicy": 20, "ImageUpdateAutomation": 1} {
		if read[kind] < least {
			t.Errorf("only %d of %s", read[kind], kind)
		}
	}
}

func typeOf(t *testing.T, kind string) any {
	t.Helper()
	switch kind {
	case "ImageRepository":
		return new(reflector.ImageRepository)
	case "ImagePolicy":
		return new(reflector.ImagePolicy)
	case "ImageUpdateAutomation":
		return new(automation.ImageUpdateAutomation)
	}
	t.Fatalf("the kind %s is none of Flux's image automation", kind)
	return nil
}

// normal takes out what the types write and people do not: durations with all their
// parts, and what is empty but not left out.
func normal(t *testing.T, back, object map[string]any) map[string]any {
	t.Helper()
	for key, value := range back {
		original, there := object[key]
		switch v := value.(type) {
		case map[string]any:
			if m, ok := original.(map[string]any); ok {
				back[key] = normal(t, v, m)
			}
		case string:
			if v == "" && !there {
				delete(back, key)
			}
			if key == "interval" || key == "timeout" {
				back[key] = sameDuration(t, original, v)
			}
		}
	}
	return back
}

func sameDuration(t *testing.T, original any, written string) any {
	t.Helper()
	text, _ := original.(string)
	a, err := time.ParseDuration(text)
	must(t, err)
	b, err := time.ParseDuration(written)
	must(t, err)
	if a != b {
		return written
	}
	return text
}

// generated lists the objects of Flux's image automation in the golden cases that
// this program made.
func generated(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/flux-*/expected.yaml")
	must(t, err)
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		for _, document := range strings.Split(string(text), "\n---\n") {
			if strings.Contains(document, "image.toolkit.fluxcd.io/") && strings.Contains(document, "amerintlxperts.github.io/owner") {
				all = append(all, document)
			}
		}
	}
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
