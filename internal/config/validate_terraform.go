package config

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// validateTerraform refuses placeholders that nobody would replace: in a Terraform
// module they would be text. The account and the Region come from the provider that
// the module is applied with, and a policy may hold IAM's own variables.
func validateTerraform(c *v1alpha1.PullThroughCache, p *problems) {
	in := c.Spec.Infrastructure
	if in == nil || in.Provider != v1alpha1.ProviderTerraform {
		return
	}
	with := *in
	with.Template.RepositoryPolicy = ""
	refusePlaceholders("spec.infrastructure", &with, p)
	for i := range c.Spec.Upstreams {
		u := &c.Spec.Upstreams[i]
		at := element("spec.upstreams", i)
		refusePlaceholders(at+".registry", u.Registry, p)
		refusePlaceholders(at+".credential", u.Credential, p)
	}
}

// refusePlaceholders looks at every text below a field.
func refusePlaceholders(at string, value any, p *problems) {
	switch v := value.(type) {
	case nil:
	case string:
		if strings.Contains(v, "${") {
			p.add(at, finding.Finding{Found: finding.Quote(v), Message: "nobody replaces a placeholder in a Terraform module", Hint: "write the value; only accountID and region may be placeholders"})
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			refusePlaceholders(below(at, key), v[key], p)
		}
	case []any:
		for i := range v {
			refusePlaceholders(element(at, i), v[i], p)
		}
	case *v1alpha1.Infrastructure, *v1alpha1.Credential:
		refusePlaceholders(at, generic(v), p)
	}
}

// generic is a value as encoding/json reads it, nil for what it cannot.
func generic(value any) any {
	var out any
	text, err := json.Marshal(value)
	if err != nil || json.Unmarshal(text, &out) != nil {
		return nil
	}
	return out
}
