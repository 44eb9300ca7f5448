package terraform

import (
	"fmt"
	"strings"
)

// readme says how the module is used.
func (m *module) readme() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The pull-through cache in Amazon ECR\n\nWritten by `ecrcache generate` from the configuration `%s`. Change that, not these files.\n\n", m.Owner)
	b.WriteString("| prefix | upstream |\n|---|---|\n")
	for i := range m.Rules {
		fmt.Fprintf(&b, "| `%s` | %s |\n", m.Rules[i].Prefix, m.Rules[i].UpstreamURL)
	}
	b.WriteString("\n## Use\n\nThe module configures no provider: yours must be of the same account and Region.\n\n```hcl\nmodule \"ecr_cache\" {\n  source = \"./ecr-cache\"\n")
	for i := range m.Credentials {
		id := m.Credentials[i].ID
		fmt.Fprintf(&b, "\n  %[1]s_username = var.%[1]s_username\n  %[1]s_token    = var.%[1]s_token\n", id)
	}
	b.WriteString("}\n```\n")
	m.credentialsText(&b)
	m.pullText(&b)
	b.WriteString("\n## Check\n\n`describe-pull-through-cache-rules` shows the configuration alone; this tests network, secret and sign-in:\n\n```bash\n")
	for i := range m.Rules {
		fmt.Fprintf(&b, "aws ecr validate-pull-through-cache-rule --ecr-repository-prefix %s\n", m.Rules[i].Prefix)
	}
	b.WriteString("```\n")
	return b.String()
}

func (m *module) credentialsText(b *strings.Builder) {
	if len(m.Credentials) == 0 {
		return
	}
	b.WriteString("\n## The tokens\n\nNo token stands in these files. Give each in the environment of `terraform apply`, or as a sensitive\nvariable of your workspace. It is kept in the state, so the state needs to be encrypted and closed.\n\n```bash\n")
	for i := range m.Credentials {
		id := m.Credentials[i].ID
		fmt.Fprintf(b, "export TF_VAR_%s_username=…\nread -rs TF_VAR_%s_token && export TF_VAR_%s_token\n", id, id, id)
	}
	b.WriteString("```\n\nGitHub's registry takes personal access tokens (classic) with the scope `read:packages`, and no other kind.\nECR reads the JSON keys `username` and `accessToken`, and only secrets whose names begin with\n`ecr-pullthroughcache/`, under the key `aws/secretsmanager`.\n")
}

func (m *module) pullText(b *strings.Builder) {
	b.WriteString("\n## Who may pull\n\nThe first pull of a tag needs `ecr:BatchImportUpstreamImage`, that of a new repository also\n`ecr:CreateRepository`; the managed policy AmazonEC2ContainerRegistryReadOnly has neither.\n")
	if m.NodePolicy != nil {
		fmt.Fprintf(b, "Attach the policy `%s` (output `node_policy_arn`) to the role of the nodes.\n", m.NodePolicy.PolicyName)
	} else {
		b.WriteString("`infrastructure.nodePolicy: {}` in the configuration adds a policy for the role of the nodes.\n")
	}
}
