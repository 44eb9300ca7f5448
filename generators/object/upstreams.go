package object

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// Upstreams returns a file with what the owners of upstream registries must allow; none when
// there is nothing to allow.
func Upstreams(p *plan.Plan) []File {
	text := UpstreamsText(p)
	if text == "" {
		return nil
	}
	return []File{{Name: "UPSTREAMS.md", Title: "What the owners of upstream registries have to allow", Text: text}}
}

// UpstreamsText returns the text of that file, in Markdown.
func UpstreamsText(p *plan.Plan) string {
	var b strings.Builder
	for i := range p.UpstreamPolicies {
		u := &p.UpstreamPolicies[i]
		fmt.Fprintf(&b, `%sFor the owner of the account %s, in %s: a statement for the policy of the registry. A registry has
one policy in a Region, and putting one replaces what is there, so add the statement to those that are there;
or put it, without Resource, on each repository
([AWS](https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private.html)).

`+"```json\n%s\n```\n\n```sh\naws ecr get-registry-policy --region %s --query policyText --output text\naws ecr put-registry-policy --region %s --policy-text file://policy.json\n```\n",
			gap(&b), u.Registry.AccountID, u.Registry.Region, indented(u.Registry.PolicyJSON(u.Policy)), u.Registry.Region, u.Registry.Region)
	}
	return b.String()
}

func gap(b *strings.Builder) string {
	if b.Len() == 0 {
		return ""
	}
	return "\n"
}

func indented(document string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(document), "", "  ") != nil { // the plan's own JSON
		return document
	}
	return b.String()
}
