package terraform

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// registry returns registry.tf: what an account has once in a Region, and the policy of nodes.
func (m *module) registry() string {
	f := newFile()
	if m.RegistryPolicy != nil || m.NodePolicy != nil || len(m.Roles()) > 0 || m.layersOnly() {
		f.block("data", "aws_partition", "current")
	}
	f.block("data", "aws_caller_identity", "current")
	if p := m.RegistryPolicy; p != nil {
		b := f.regional("aws_ecr_registry_policy", "main")
		b.set("policy", policy(p.Policy))
	}
	if s := m.Scanning; s != nil {
		m.scanning(f, s)
	}
	for _, role := range m.Roles() {
		m.role(f, role)
	}
	if n := m.NodePolicy; n != nil {
		b := f.block("resource", "aws_iam_policy", "node")
		b.set("name", m.inEveryRegion(n.PolicyName))
		b.set("description", raw(`"Lets nodes pull through the cache in ${var.region}"`))
		b.pairs("tags", m.Meta.Tags)
		b.set("policy", policy(n.Policy))
	}
	return f.String()
}

// role is an IAM role, and its policy.
func (m *module) role(f *file, role *plan.Role) {
	b := f.block("resource", "aws_iam_role", role.ID)
	b.set("name", m.inEveryRegion(role.RoleName))
	b.set("description", raw(`"`+strings.Replace(escape(role.Description), escape(m.Registry.Region), "${var.region}", 1)+`"`))
	b.pairs("tags", m.Meta.Tags)
	b.set("assume_role_policy", policy(role.Trust))
	b = f.block("resource", "aws_iam_role_policy", role.ID)
	b.text("name", plan.PolicyName)
	b.set("role", raw("aws_iam_role."+role.ID+".id"))
	b.set("policy", policy(role.Policy))
}

// inEveryRegion returns a name in IAM that the plan ends in its Region, with the one in which
// the module is applied: an account has one role or policy of a name for all Regions.
func (m *module) inEveryRegion(name string) node {
	before, found := strings.CutSuffix(name, "-"+m.Registry.Region)
	if !found {
		return text(name)
	}
	return raw(`"` + escape(before) + `-${var.region}"`)
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

// policy writes one as an expression: its ARNs refer to the account and the partition
// that the module is applied in.
func policy(p plan.Policy) node {
	var all column
	for i := range p.Statements {
		all = append(all, statement(&p.Statements[i]))
	}
	return call{"jsonencode", hclObject{{"Version", text("2012-10-17")}, {"Statement", all}}}
}

func statement(s *plan.Statement) hclObject {
	o := hclObject{{"Effect", text("Allow")}}
	if s.Sid != "" {
		o = append(hclObject{{"Sid", text(s.Sid)}}, o...)
	}
	if s.Service != "" {
		return append(o, entry{"Principal", hclObject{{"Service", text(s.Service)}}}, entry{"Action", column(texts(s.Actions))})
	}
	if s.Principals != nil {
		o = append(o, entry{"Principal", hclObject{{"AWS", column(texts(s.Principals))}}})
	}
	o = append(o, entry{"Action", column(texts(s.Actions))})
	if s.AnyResource {
		return append(o, entry{"Resource", text("*")})
	}
	var below column
	for _, prefix := range s.Prefixes {
		below = append(below, repositories(prefix))
	}
	below = append(below, texts(s.ARNs)...)
	return append(o, entry{"Resource", below})
}

// repositories returns the ARN of the repositories below a prefix.
func repositories(prefix string) raw {
	return raw(`"arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/` + escape(plan.RepositoryPattern(prefix)) + `"`)
}
