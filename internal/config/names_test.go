package config

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/schema"
)

// TestNames: a name of a Kubernetes object is at most 253 characters long, as a DNS subdomain is
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/), and so is the key of a Secret
// (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/).
func TestNames(t *testing.T) {
	subdomains := 0
	var walk func(path string, s *schema.Schema)
	walk = func(path string, s *schema.Schema) {
		if s == nil {
			return
		}
		if strings.HasSuffix(s.Pattern, `[a-z0-9])?)*$`) && strings.Contains(s.Pattern, `(\.[a-z0-9]`) {
			if subdomains++; s.MaxLength != 253 {
				t.Errorf("%s may have %d characters", path, s.MaxLength)
			}
		}
		for _, p := range s.Properties {
			walk(path+"."+p.Key, p.Schema)
		}
		walk(path+"[]", s.Items)
	}
	walk("", &published)
	if subdomains < 10 {
		t.Errorf("only %d names were found", subdomains)
	}
}

// TestSecretKeys: the key of a Secret is one that Kubernetes takes
// (https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go, IsConfigMapKey).
func TestSecretKeys(t *testing.T) {
	for key, taken := range map[string]bool{
		"credentials.json": true, ".dockerconfigjson": true, "a..b": true, "_": true, strings.Repeat("k", 253): true,
		".": false, "..": false, "..a": false, "a b": false, "a/b": false, strings.Repeat("k", 254): false,
	} {
		_, err := Parse([]byte(`{"apiVersion":"ecrcache.amerintlxperts.github.io/v1alpha1","kind":"PullThroughCache","spec":{"accountID":"123456789012","region":"ca-central-1",
			"upstreams":[{"registry":"ghcr.io","credential":{"kubernetesSecret":{"key":"` + key + `"}}}]}}`))
		if (err == nil) != taken {
			t.Errorf("%q: %v", key, err)
		}
	}
}
