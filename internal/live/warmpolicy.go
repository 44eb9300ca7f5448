package live

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// WarmPolicy is the IAM policy of exactly what warm calls, as JSON. create says that a first
// pull makes the repository, which takes more permissions.
func WarmPolicy(p *plan.Plan, create bool) string {
	var prefixes []string
	for i := range p.Rules {
		prefixes = append(prefixes, p.Rules[i].Prefix)
	}
	tagged := slices.ContainsFunc(p.Templates, func(t plan.Template) bool { return len(t.ResourceTags) > 0 })
	return indented(p.Registry.PolicyJSON(plan.PullPolicy(prefixes, create, tagged)))
}

// indented is the JSON of a policy as people read it.
func indented(text string) string {
	var out bytes.Buffer
	if json.Indent(&out, []byte(text), "", "  ") != nil { // it is JSON, just made
		return text
	}
	return out.String()
}
