package fn

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/golden"
	"go.yaml.in/yaml/v3"
)

// TestResultsAreYAML: whatever characters a name holds, results are read, and hold it.
func TestResultsAreYAML(t *testing.T) {
	const odd = "\x07\x1b[2J\x7f\u0085\u009b\u2028\ufeff\uffff: #\t\"'é😀"
	const written = `"\x07\e[2J\x7f\N\x9b\L\uFEFF\uFFFF: #\t\"'é😀"`
	list := string(golden.List("apiVersion: v1\nkind: Pod\nmetadata: {name: "+written+"}\nspec: {containers: [{image: ghcr.io/a/b:v1}]}\n", goodConfig))
	asJSON := `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\u0007\u001b[2J\u007f\u0085\u009b\u2028\ufeff\uffff: #\t\"'é😀"},"spec":{"containers":[{"image":"ghcr.io/a/b:v1"}]}}],"functionConfig":{"apiVersion":"v1","kind":"ConfigMap","data":{"accountID":"123456789012","region":"ca-central-1"}}}`
	for name, input := range map[string]string{"YAML": list, "JSON": asJSON} {
		output, results, err := Process([]byte(input))
		if err != nil || results.Failed() {
			t.Fatal(name, err, results)
		}
		var read struct {
			Results []struct {
				ResourceRef struct{ Name string } `yaml:"resourceRef"`
			}
		}
		if err := yaml.Unmarshal(output, &read); err != nil {
			t.Fatalf("%s: %v in\n%q", name, err, output)
		}
		if len(read.Results) == 0 || read.Results[0].ResourceRef.Name != odd {
			t.Errorf("%s: the results are %+q", name, read.Results)
		}
	}
}
