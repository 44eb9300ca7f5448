package fn

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/planted"
	"go.yaml.in/yaml/v3"
)

// TestSecretsInCases runs every case with objects beside it that hold secrets: none
// comes out but where it stood.
func TestSecretsInCases(t *testing.T) {
	cases := golden.Cases(t, "../testdata")
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			input := strings.TrimSuffix(c.Read(t, "input.yaml"), "\n") + "\n---\n" + planted.Manifests()
			keepsSecrets(t, golden.List(input, c.Read(t, "fnconfig.yaml")))
		})
	}
	t.Logf("%d cases, each with %d secrets beside it", len(cases), planted.Count(planted.Manifests()))
}

// TestSecretsWithEveryOption: also where annotations, arguments, any field and text
// in strings are looked at, and everything is generated.
func TestSecretsWithEveryOption(t *testing.T) {
	for _, provider := range []string{"ACK", "Crossplane", "CrossplaneCluster"} {
		config := `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr, namespace: shop}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io, credential: {kubernetesSecret: {name: ghcr-credentials, namespace: shop, key: credentials.json}}}]
  rewrite: {args: true, embedded: true, anyField: true, ociURLs: true, pullSecrets: Remove}
  infrastructure: {repositories: PreCreate, namespace: shop, provider: ` + provider + `}
  flux: {namespace: flux-system, markers: true}
`
		if code := keepsSecrets(t, golden.List(planted.Manifests(), config)); code != 0 {
			t.Errorf("%s: exit code %d: nothing was done, so nothing could be told", provider, code)
		}
	}
}

// TestSecretsInWhatIsRefused: input that cannot be read, and configurations that
// are wrong, are told by place.
func TestSecretsInWhatIsRefused(t *testing.T) {
	config := golden.Cases(t, "../testdata")[0].Read(t, "fnconfig.yaml")
	for name, document := range planted.Broken() {
		t.Run(name, func(t *testing.T) { keepsSecrets(t, golden.List(document, config)) })
	}
	for name, config := range planted.Configurations() {
		t.Run(name, func(t *testing.T) {
			if code := keepsSecrets(t, golden.List(planted.Manifests(), config)); code != 1 {
				t.Errorf("exit code %d, want 1", code)
			}
		})
	}
}

// keepsSecrets runs the function and fails the test for a secret on standard error
// or in the results, and for one more in what is written than in what was read.
func keepsSecrets(t *testing.T, input []byte) int {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := Run(bytes.NewReader(input), &stdout, &stderr)
	for _, found := range planted.Found(stderr.String()) {
		t.Errorf("standard error: %s", found)
	}
	if stdout.Len() == 0 {
		return code // the input was not read: nothing is written
	}
	_, results, _ := strings.Cut(stdout.String(), "\nresults:\n")
	for _, found := range planted.Found(results) {
		t.Errorf("results: %s", found)
	}
	if was, is := planted.Count(string(input)), planted.Count(stdout.String()); was == 0 || is != was {
		t.Errorf("%d secrets were read, %d are written", was, is)
	}
	return code
}

// TestSecretsInGolden: what the golden cases say that people hear holds no value of
// a Secret of theirs, but for a reference.
func TestSecretsInGolden(t *testing.T) {
	seen := 0
	for _, c := range golden.Cases(t, "../testdata") {
		said := c.Read(t, "results.yaml") + c.Read(t, "errors.txt")
		for _, value := range secretValues(t, c.Read(t, "input.yaml")) {
			if _, err := image.Parse(value); err == nil && strings.Contains(value, "/") {
				continue
			}
			if seen++; strings.Contains(said, value) {
				t.Errorf("%s: %q is told", c.Name, value)
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d values were looked for", seen)
	}
}

// secretValues are the values in the Secrets of a stream: those of their keys, and
// of JSON in them.
func secretValues(t *testing.T, stream string) []string {
	t.Helper()
	var all []string
	for document := range strings.SplitSeq(stream, "\n---\n") {
		var secret struct {
			Kind             string
			Data, StringData map[string]string
		}
		if yaml.Unmarshal([]byte(document), &secret) != nil || secret.Kind != "Secret" {
			continue // another kind, whose fields may have other types
		}
		for _, encoded := range secret.Data {
			text, err := base64.StdEncoding.DecodeString(encoded)
			if err != nil {
				continue
			}
			all = append(append(all, encoded, string(text)), leaves(string(text))...)
		}
		for _, text := range secret.StringData {
			all = append(append(all, text), leaves(text)...)
		}
	}
	return slices.DeleteFunc(all, func(text string) bool { return len(text) < 5 })
}

// leaves are the texts in JSON, none where it is not JSON.
func leaves(text string) []string {
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return nil
	}
	var all []string
	var walk func(any)
	walk = func(value any) {
		switch value := value.(type) {
		case string:
			all = append(all, value)
		case map[string]any:
			for _, v := range value {
				walk(v)
			}
		case []any:
			for _, v := range value {
				walk(v)
			}
		}
	}
	walk(value)
	return all
}
