package terraform

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/object"
)

// readme returns README.md: how to use the module.
func (m *module) readme() string {
	var b strings.Builder
	b.WriteString("| prefix | upstream |\n|---|---|\n")
	for i := range m.Rules {
		fmt.Fprintf(&b, "| `%s` | %s |\n", m.Rules[i].Prefix, m.Rules[i].UpstreamURL)
	}
	m.useText(&b)
	m.credentialsText(&b)
	m.pullText(&b)
	if owners := object.UpstreamsText(m.Plan); owners != "" {
		b.WriteString("\n## What the owners of upstream registries have to allow\n\n" + owners)
	}
	m.importText(&b)
	b.WriteString("\n## Check\n\n`describe-pull-through-cache-rules` shows the configuration alone; this tests network, secret and sign-in:\n\n```bash\n")
	for i := range m.Rules {
		fmt.Fprintf(&b, "aws ecr validate-pull-through-cache-rule --ecr-repository-prefix %s%s\n", m.Rules[i].Prefix, m.regionFlag())
	}
	b.WriteString("```\n")
	return b.String()
}

// regionFlag says to the AWS CLI which Region the module is applied in, whatever that of
// the shell is.
func (m *module) regionFlag() string {
	if strings.Contains(m.Registry.Region, "${") {
		return " --region REGION"
	}
	return " --region " + m.Registry.Region
}

// useText writes the block with which a configuration calls the module.
func (m *module) useText(b *strings.Builder) {
	b.WriteString("\n## Use\n\nThe module configures no provider: yours must be of the same account. Call it, and do not apply it by\nitself: of its root module Terraform shows the value that a variable refuses, also of a sensitive one\n([report](https://github.com/opentofu/opentofu/issues/2219)).\n\n```hcl\n")
	for i := range m.Credentials {
		fmt.Fprintf(b, "variable \"%[1]s_username\" {\n  type = string\n}\n\nvariable \"%[1]s_token\" {\n  type      = string\n  sensitive = true\n}\n\n", m.Credentials[i].ID)
	}
	b.WriteString("module \"ecr_cache\" {\n  source = \"./ecr-cache\"\n")
	if strings.Contains(m.Registry.Region, "${") {
		b.WriteString("  region = \"…\"\n")
	}
	for i := range m.Credentials {
		fmt.Fprintf(b, "\n  %[1]s_username = var.%[1]s_username\n  %[1]s_token    = var.%[1]s_token\n", m.Credentials[i].ID)
	}
	b.WriteString("}\n```\n")
}

func (m *module) credentialsText(b *strings.Builder) {
	if len(m.Credentials) == 0 {
		return
	}
	b.WriteString("\n## The tokens\n\nThese files contain no token. Give each in the environment of `terraform apply`, or as a sensitive\nvariable of your workspace. It is kept in the state, so the state needs to be encrypted and closed.\n\n```bash\n")
	for i := range m.Credentials {
		id := m.Credentials[i].ID
		fmt.Fprintf(b, "export TF_VAR_%s_username=…\nread -rs TF_VAR_%s_token && export TF_VAR_%s_token\n", id, id, id)
	}
	b.WriteString("```\n\nGitHub's registry takes personal access tokens (classic) with the scope `read:packages`, and no other kind.\nECR reads the JSON keys `username` and `accessToken`, and only secrets whose names begin with\n`ecr-pullthroughcache/`, under the key `aws/secretsmanager`.\n")
}

// importText writes how to import existing resources.
func (m *module) importText(b *strings.Builder) {
	b.WriteString("\n## Take over what is there\n\n")
	if m.options.Adopt {
		b.WriteString("Copy `adopt/imports.tf` beside the configuration that calls the module, and remove the blocks of what is not there:\nTerraform refuses to import that. ")
	} else {
		b.WriteString("In the configuration that calls the module, for what was made before (`terraform.adopt: true` in the configuration\nwrites this as a file). ")
	}
	b.WriteString("With `@` and the Region after each `id`, those of IAM excepted, where the provider is of another Region:\n\n```hcl\n" + m.importBlocks() + "```\n")
	for _, i := range m.imports() {
		switch {
		case i.variable == "":
		case i.command == "":
			fmt.Fprintf(b, "\n`%s` is %s.\n", i.variable, i.what)
		default:
			fmt.Fprintf(b, "\n`%s` is %s:\n\n```bash\n%s\n```\n", i.variable, i.what, i.command)
		}
	}
}

func (m *module) pullText(b *strings.Builder) {
	b.WriteString("\n## Who may pull\n\nThe first pull of a tag needs `ecr:BatchImportUpstreamImage`, that of a new repository also\n`ecr:CreateRepository`; the managed policy AmazonEC2ContainerRegistryReadOnly has neither.\n")
	if m.NodePolicy != nil {
		fmt.Fprintf(b, "Attach the policy `%s` (output `node_policy_arn`) to the role of the nodes.\n", m.NodePolicy.PolicyName)
	} else {
		b.WriteString("`infrastructure.nodePolicy: {}` in the configuration adds a policy for the role of the nodes.\n")
	}
}
