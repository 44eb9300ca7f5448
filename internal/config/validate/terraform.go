package validate

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// validateTerraform refuses placeholders that nobody would replace: in a Terraform module
// they would stay as they are. Allowed are the account and the Region, which come from the
// provider that the module is applied with, and IAM's own variables in a policy.
func validateTerraform(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	in := c.Spec.Infrastructure
	if in == nil || in.Provider != v1alpha1.ProviderTerraform {
		return
	}
	checked := *in
	checked.Template.RepositoryPolicy = "" // may have variables of IAM, such as ${aws:username}
	refusePlaceholders("spec.infrastructure", &checked, p)
	for i := range c.Spec.Upstreams {
		u := &c.Spec.Upstreams[i]
		at := problems.Element("spec.upstreams", i)
		refusePlaceholders(at+".registry", u.Registry, p)
		refusePlaceholders(at+".credential", u.Credential, p)
	}
}

// refusePlaceholders refuses placeholders in every text of a field.
func refusePlaceholders(at string, value any, p *problems.Collector) {
	switch v := value.(type) {
	case nil:
	case string:
		if strings.Contains(v, "${") {
			p.Add(at, finding.Finding{Found: finding.Quote(v), Message: "nobody replaces a placeholder in a Terraform module", Hint: "write the value; only accountID and region may be placeholders"})
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			refusePlaceholders(problems.Key(at, key), v[key], p)
		}
	case []any:
		for i := range v {
			refusePlaceholders(problems.Element(at, i), v[i], p)
		}
	case *v1alpha1.Infrastructure, *v1alpha1.Credential:
		refusePlaceholders(at, generic(v), p)
	}
}

// generic returns a value as encoding/json reads it, nil for one that it cannot write.
func generic(value any) any {
	var out any
	text, err := json.Marshal(value)
	if err != nil || json.Unmarshal(text, &out) != nil {
		return nil
	}
	return out
}
