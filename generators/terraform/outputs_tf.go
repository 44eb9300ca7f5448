package terraform

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// outputs returns outputs.tf: the names of the cache for others.
func (m *module) outputs() string {
	f := newFile()
	for i := range m.Outputs {
		o := &m.Outputs[i]
		b := f.block("output", o.Name)
		b.text("description", o.Description)
		m.value(b, o)
	}
	for i := range m.Credentials {
		c := &m.Credentials[i]
		b := f.block("output", c.ID+"_credential_secret_arn")
		b.text("description", "ARN of the secret with the credential of "+c.Upstream)
		b.set("value", raw(secretAddress(c)+".arn"))
	}
	if m.NodePolicy != nil {
		b := f.block("output", "node_policy_arn")
		b.text("description", "ARN of the policy to attach to the role of the nodes")
		b.set("value", raw("aws_iam_policy.node.arn"))
	}
	m.parameters(f)
	return f.String()
}

// value is that of an output. The registry's follows the account and the Region.
func (m *module) value(b *body, o *plan.Output) {
	if o.Name == plan.RegistryOutput {
		b.set("value", m.host())
		return
	}
	b.text("value", o.Value)
}

// parameters are the outputs in the Parameter Store.
func (m *module) parameters(f *file) {
	for i := range m.Parameters {
		p := &m.Parameters[i]
		b := f.regional("aws_ssm_parameter", p.Output.Name)
		b.text("name", p.Path)
		b.text("type", "String")
		m.value(b, &p.Output)
		b.text("description", p.Output.Description)
		b.pairs("tags", m.Meta.Tags)
	}
}

// host returns the registry's host with the account and Region that the module is
// applied in.
func (m *module) host() raw {
	rest := strings.TrimPrefix(m.Registry.Host, m.Registry.AccountID)
	before, after, _ := strings.Cut(rest, m.Registry.Region)
	return raw(`"${data.aws_caller_identity.current.account_id}` + escape(before) + `${var.region}` + escape(after) + `"`)
}
