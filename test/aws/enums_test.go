package aws

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"sigs.k8s.io/yaml"
)

// texts are the values of an enumeration.
func texts[T ~string](values []T) []string {
	var all []string
	for _, v := range values {
		all = append(all, string(v))
	}
	return all
}

// TestEnumerations: the schema of the configuration accepts exactly the values that the
// API has.
func TestEnumerations(t *testing.T) {
	schema := schemaOf(t)
	for path, want := range map[string][]string{
		"template.imageTagMutability":    texts(types.ImageTagMutability("").Values()),
		"template.encryptionType":        texts(types.EncryptionType("").Values()),
		"scanning.scanType":              texts(types.ScanType("").Values()),
		"scanning.rules[].scanFrequency": texts(types.ScanFrequency("").Values()),
	} {
		if got := enum(t, schema, "spec.infrastructure."+path); !same(got, want) {
			t.Errorf("%s accepts %v, and the API has %v", path, got, want)
		}
	}
}

// TestRegistries: every upstream that the API has is known, by the API's name.
func TestRegistries(t *testing.T) {
	var got []string
	for _, registry := range image.KnownRegistries() {
		registry = strings.NewReplacer("NAME", "amerintlxperts", "ACCOUNT", "123456789012", "REGION", "ca-central-1").Replace(registry)
		known, ok := image.KnownUpstream(registry)
		if !ok {
			t.Errorf("%s is listed and not known", registry)
		}
		got = append(got, known.Name)
	}
	if want := texts(types.UpstreamRegistry("").Values()); !same(got, want) {
		t.Errorf("known are %v, and the API has %v", got, want)
	}
}

// TestApplied: the word by which a template is for pull-through caches is the API's.
func TestApplied(t *testing.T) {
	if !slices.Contains(texts(types.RCTAppliedFor("").Values()), "PULL_THROUGH_CACHE") {
		t.Error(types.RCTAppliedFor("").Values())
	}
}

// TestRegions: the Regions are those of the partitions file of the SDK, without the
// partitions that are refused.
func TestRegions(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(moduleDir(t, "github.com/aws/aws-sdk-go-v2"), "internal", "endpoints", "awsrulesfn", "partitions.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Partitions []struct {
			ID      string
			Regions map[string]any
		}
	}
	if err := yaml.Unmarshal(text, &file); err != nil || len(file.Partitions) < 5 {
		t.Fatal(len(file.Partitions), err)
	}
	var want []string
	for _, p := range file.Partitions {
		for region := range p.Regions {
			registry := image.Registry{AccountID: "123456789012", Region: region}
			switch refused := slices.ContainsFunc(registry.Check(), func(q image.Problem) bool { return !q.Warning }); {
			case strings.HasSuffix(region, "-global"):
			case strings.HasPrefix(p.ID, "aws-iso"):
				if !refused {
					t.Errorf("%s is not refused", region)
				}
			case refused || registry.Partition() != p.ID:
				t.Errorf("%s: refused: %v, partition %s, want %s", region, refused, registry.Partition(), p.ID)
			default:
				want = append(want, region)
			}
		}
	}
	if got := image.Regions(); !same(got, want) {
		slices.Sort(want)
		t.Errorf("known are %v, and the SDK has %v", got, want)
	}
}

// TestFIPS: the Regions with FIPS registries are those for which ECR's endpoints in the SDK
// have one of the registry's own (fips-dkr-REGION), in GovCloud as well.
func TestFIPS(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(moduleDir(t, "github.com/aws/aws-sdk-go-v2/service/ecr"), "internal", "endpoints", "endpoints.go"))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, found := range regexp.MustCompile(`"fips-dkr-([a-z0-9-]+)"`).FindAllStringSubmatch(string(text), -1) {
		want = append(want, found[1])
	}
	for _, region := range image.Regions() {
		registry := image.Registry{AccountID: "123456789012", Region: region, Endpoint: image.FIPS}
		if !slices.ContainsFunc(registry.Check(), func(p image.Problem) bool { return !p.Warning }) {
			got = append(got, region)
		}
	}
	if !same(got, want) || !slices.Contains(want, "us-gov-west-1") {
		t.Errorf("FIPS is accepted in %v, and the SDK has it in %v", got, want)
	}
}

// moduleDir is where the source of a module is.
func moduleDir(t *testing.T, path string) string {
	t.Helper()
	said, err := exec.Command("go", "mod", "download", "-json", path).Output()
	var module struct{ Dir string }
	if err != nil || yaml.Unmarshal(said, &module) != nil || module.Dir == "" {
		t.Fatalf("%v: %s", err, said)
	}
	return module.Dir
}

func same(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return len(a) > 0 && slices.Equal(a, b)
}

// schemaOf is the schema that krmfile.yaml publishes.
func schemaOf(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../../krmfile.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := yaml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return find(document).(map[string]any)
}

// find is the schema of the version, wherever the file has it.
func find(value any) any {
	switch value := value.(type) {
	case map[string]any:
		if schema, ok := value["openAPIV3Schema"]; ok {
			return schema
		}
		for _, inner := range value {
			if found := find(inner); found != nil {
				return found
			}
		}
	case []any:
		for _, inner := range value {
			if found := find(inner); found != nil {
				return found
			}
		}
	}
	return nil
}

// enum are the values that a field accepts.
func enum(t *testing.T, schema map[string]any, path string) []string {
	t.Helper()
	for _, key := range strings.Split(path, ".") {
		name, isList := strings.CutSuffix(key, "[]")
		next, ok := schema["properties"].(map[string]any)[name].(map[string]any)
		if !ok {
			t.Fatalf("the schema has no %s of %s", name, path)
		}
		if schema = next; isList {
			schema = schema["items"].(map[string]any)
		}
	}
	var all []string
	for _, v := range schema["enum"].([]any) {
		all = append(all, v.(string))
	}
	return all
}
