package terraform

import "strings"

// outputs tells others the cache's names.
func (m *module) outputs() string {
	f := newFile()
	for i := range m.Outputs {
		o := &m.Outputs[i]
		b := f.block("output", o.Name)
		b.text("description", o.Description)
		if o.Name == "ecr_registry_url" {
			b.set("value", m.host())
			continue
		}
		b.text("value", o.Value)
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
	return f.String()
}

// host is the registry's host with the account and Region that the module is
// applied in.
func (m *module) host() raw {
	rest := strings.TrimPrefix(m.Registry.Host, m.Registry.AccountID)
	before, after, _ := strings.Cut(rest, m.Registry.Region)
	return raw(`"${data.aws_caller_identity.current.account_id}` + escape(before) + `${var.region}` + escape(after) + `"`)
}
