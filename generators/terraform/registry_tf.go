package terraform

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/plan"
)

// registry is what an account has once in a Region, and the policy of nodes.
func (m *module) registry() string {
	f := m.newFile("The registry's own settings, and who may pull through the cache.")
	if m.RegistryPolicy != nil || m.NodePolicy != nil {
		f.block("data", "aws_partition", "current")
	}
	f.block("data", "aws_caller_identity", "current")
	if p := m.RegistryPolicy; p != nil {
		b := f.regional("aws_ecr_registry_policy", "main")
		b.expression("policy", document(statement{"PullThroughCache", p.Principals, p.Actions, p.Prefixes}))
	}
	if s := m.Scanning; s != nil {
		m.scanning(f, s)
	}
	if n := m.NodePolicy; n != nil {
		b := f.block("resource", "aws_iam_policy", "node")
		b.text("name", n.PolicyName)
		b.expression("description", `"Lets nodes pull through the cache in ${var.region}"`)
		b.pairs("tags", m.Meta.Tags)
		b.expression("policy", document(
			statement{sid: "SignIn", actions: []string{"ecr:GetAuthorizationToken"}},
			statement{"PullThroughCache", nil, n.Actions, n.Prefixes},
		))
	}
	return f.String()
}

func (m *module) scanning(f *file, s *plan.Scanning) {
	b := f.regional("aws_ecr_registry_scanning_configuration", "main")
	b.text("scan_type", s.Type)
	for _, rule := range s.Rules {
		b.gap()
		block := b.block("rule")
		block.text("scan_frequency", rule.Frequency)
		for _, filter := range rule.Filters {
			block.gap()
			inner := block.block("repository_filter")
			inner.text("filter", filter)
			inner.text("filter_type", "WILDCARD")
		}
	}
}

// A statement of a policy; its resources are everything, or what lies below
// prefixes of this registry.
type statement struct {
	sid        string
	principals []string
	actions    []string
	prefixes   []string
}

// document writes a policy as an expression of HCL: its ARNs refer to the account
// and the partition that the module is applied in.
func document(statements ...statement) string {
	var b strings.Builder
	b.WriteString("jsonencode({\nVersion = \"2012-10-17\"\nStatement = [\n")
	for _, s := range statements {
		b.WriteString("{\nSid = " + quote(s.sid) + "\nEffect = \"Allow\"\n")
		if s.principals != nil {
			b.WriteString("Principal = {\nAWS = " + list(s.principals, quote) + "\n}\n")
		}
		b.WriteString("Action = " + list(s.actions, quote) + "\n")
		if s.prefixes == nil {
			b.WriteString("Resource = \"*\"\n},\n")
			continue
		}
		b.WriteString("Resource = " + list(s.prefixes, repositories) + "\n},\n")
	}
	b.WriteString("]\n})")
	return b.String()
}

// repositories is the ARN of what lies below a prefix.
func repositories(prefix string) string {
	arn := quote("repository/" + plan.Below(prefix))
	return `"arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:` + arn[1:]
}

func list(texts []string, write func(string) string) string {
	var b strings.Builder
	b.WriteString("[\n")
	for _, text := range texts {
		b.WriteString(write(text) + ",\n")
	}
	b.WriteString("]")
	return b.String()
}

// quote writes a string of HCL in which nothing is a template.
func quote(text string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strconv.Quote(text))
}
