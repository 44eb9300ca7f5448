package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"sigs.k8s.io/yaml"
)

// notFor are the options that are refused, or that a provider has no use for, by how they
// begin, and why; those of no provider are of all.
var notFor = map[string]map[string]string{
	"": {
		"spec.infrastructure.lifecycle[].action=transition":                "an archived image cannot be pulled",
		"spec.infrastructure.lifecycle[].countType=sinceImagePulled":       "it is for archiving",
		"spec.infrastructure.lifecycle[].countType=sinceImageTransitioned": "it is for archiving",
		"spec.upstreams[].credential.kmsKeyID":                             "ECR cannot read such a secret",
	},
	"ACK": {
		"spec.infrastructure.crossplane": "of another provider",
		"spec.infrastructure.terraform":  "of another provider",
	},
	"Crossplane": {
		"spec.infrastructure.ack":                       "of another provider",
		"spec.infrastructure.terraform":                 "of another provider",
		"spec.infrastructure.crossplane.deletionPolicy": "namespaced kinds have managementPolicies alone",
	},
	"CrossplaneCluster": {
		"spec.infrastructure.ack":                               "of another provider",
		"spec.infrastructure.terraform":                         "of another provider",
		"spec.infrastructure.crossplane.providerConfigRef.kind": "cluster-scoped kinds have one kind of it",
	},
	"Terraform": {
		"spec.infrastructure.ack":                                "of another provider",
		"spec.infrastructure.crossplane":                         "of another provider",
		"spec.infrastructure.pushSecret":                         "a module makes no Kubernetes objects",
		"spec.upstreams[].credential.kubernetesSecret.namespace": "a module reads no Kubernetes Secret",
	},
}

// TestEveryOptionOfEachProvider: every option of the infrastructure, and every value of
// those that have a list, is set in a golden case of each provider that is not refused. make
// crd holds what comes out to the CRDs, make terraform plans it.
func TestEveryOptionOfEachProvider(t *testing.T) {
	shown := map[string]map[string]bool{}
	for _, c := range golden.Cases(t, "../../testdata") {
		options(t, c.Read(t, "fnconfig.yaml"), shown)
	}
	modules, err := filepath.Glob("../../generators/terraform/testdata/*/config.yaml")
	if err != nil || len(modules) < 6 {
		t.Fatalf("only %d golden cases of generators: %v", len(modules), err)
	}
	for _, module := range modules {
		text, err := os.ReadFile(module)
		if err != nil {
			t.Fatal(err)
		}
		options(t, string(text), shown)
	}
	all := valued(config.Schema(), "")
	for _, provider := range []string{v1alpha1.ProviderACK, v1alpha1.ProviderCrossplane, v1alpha1.ProviderCrossplaneCluster, v1alpha1.ProviderTerraform} {
		for _, key := range all {
			switch why := whyNot(provider, key); {
			case !shown[provider][key] && why == "":
				t.Errorf("%s: %s: no golden case that is not refused sets it", provider, key)
			case shown[provider][key] && why != "":
				t.Errorf("%s: %s: a golden case shows it, so it is not one that cannot be shown: %s", provider, key, why)
			}
		}
	}
	for of, keys := range notFor {
		for key := range keys {
			if !slices.ContainsFunc(all, func(k string) bool { return strings.HasPrefix(k, key) }) {
				t.Errorf("%s: %s: the schema does not have it", of, key)
			}
		}
	}
}

// whyNot is why a provider has no use for an option, empty when it has one.
func whyNot(provider, key string) string {
	for _, of := range []string{"", provider} {
		for begin, why := range notFor[of] {
			if strings.HasPrefix(key, begin) {
				return why
			}
		}
	}
	return ""
}

// isOption reports whether a key is about what is generated of the cache.
func isOption(key string) bool {
	return strings.HasPrefix(key, "spec.infrastructure.") && key != "spec.infrastructure.provider" || strings.HasPrefix(key, "spec.upstreams[].credential") || key == "spec.upstreams[].upstreamRepositoryPrefix"
}

// valued are the options of the schema; of one that takes one of some values, each that is
// not the default, as KEY=VALUE.
func valued(s *schema.Schema, path string) []string {
	var all []string
	for _, p := range s.Properties {
		at, of := path+p.Key, p.Schema
		if of.Items != nil && isOption(at) {
			all = append(all, at)
		}
		if of.Items != nil {
			at, of = at+"[]", of.Items
		}
		switch {
		case !isOption(at):
		case len(of.Enum) > 0:
			for _, value := range of.Enum {
				if value != of.Default {
					all = append(all, at+"="+value)
				}
			}
		case p.Schema.Items == nil:
			all = append(all, at)
		}
		all = append(all, valued(of, at+".")...)
	}
	return all
}

// options notes the options of a case that is not refused, by its provider.
func options(t *testing.T, text string, shown map[string]map[string]bool) {
	t.Helper()
	var document map[string]any
	if err := yaml.Unmarshal([]byte(text), &document); err != nil || document["kind"] != "PullThroughCache" {
		return // one that is refused, or a ConfigMap
	}
	c, err := config.Parse([]byte(text))
	if err != nil || c.Spec.Infrastructure == nil {
		return
	}
	if _, problems := generators.Files(c, plan.Seen{}); slices.ContainsFunc(problems, func(p plan.Problem) bool { return p.Severity == finding.Error }) {
		return
	}
	provider := c.Spec.Infrastructure.Provider
	if shown[provider] == nil {
		shown[provider] = map[string]bool{}
	}
	each(document, config.Schema(), "", func(key string, _ bool, _ func(func())) {
		for _, name := range namesOf(document, key) {
			shown[provider][name] = true
		}
	})
}

// namesOf are the key, and the key with each value that it has in the document.
func namesOf(value any, key string) []string {
	names := []string{key}
	for _, found := range at(value, strings.Split(strings.ReplaceAll(key, "[]", ".[]"), ".")) {
		list, isList := found.([]any)
		if !isList {
			names = append(names, fmt.Sprintf("%s=%v", key, found))
		}
		for _, element := range list {
			names = append(names, fmt.Sprintf("%s[]=%v", key, element))
		}
	}
	return names
}

// at are the values at a path; [] is each element of a list.
func at(value any, path []string) []any {
	if len(path) == 0 {
		return []any{value}
	}
	var all []any
	switch value := value.(type) {
	case map[string]any:
		if inner, there := value[path[0]]; there {
			all = at(inner, path[1:])
		}
	case []any:
		for _, element := range value {
			all = append(all, at(element, path[1:])...)
		}
	}
	return all
}
