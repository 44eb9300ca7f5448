package terraform

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// variables returns variables.tf: the Region, and the user name and token of every credential.
func (m *module) variables() string {
	f := newFile()
	b := f.block("variable", "region")
	b.text("description", "AWS Region of the registry, whatever the Region of the provider")
	b.set("type", raw("string"))
	if !strings.Contains(m.Registry.Region, "${") {
		b.text("default", m.Registry.Region)
	}
	m.networkVariables(f)
	m.topicVariable(f)
	for i := range m.Credentials {
		m.credentialVariables(f, &m.Credentials[i])
	}
	return f.String()
}

func (m *module) credentialVariables(f *file, c *plan.Credential) {
	b := f.block("variable", c.ID+"_username")
	b.text("description", "User name at "+c.Upstream)
	b.set("type", raw("string"))

	token := "var." + c.ID + "_token"
	b = f.block("variable", c.ID+"_token")
	if c.Upstream == plan.GitHub {
		b.text("description", "GitHub personal access token (classic) with the scope read:packages")
	} else {
		b.text("description", "Access token for "+c.Upstream)
	}
	b.set("type", raw("string"))
	b.bool("sensitive", true)
	b.gap()
	validation := b.block("validation")
	validation.set("condition", raw("length("+token+") > 0"))
	validation.text("error_message", "The token is empty.")
	if c.Upstream != plan.GitHub {
		return
	}
	b.gap()
	validation = b.block("validation")
	validation.set("condition", raw(`!can(regex("^(`+strings.Join(plan.NotClassic(), "|")+`)", `+token+`))`))
	validation.text("error_message", "GitHub's registry takes personal access tokens (classic) alone: neither fine-grained tokens nor those of GitHub Apps.")
}

// versions returns versions.tf: the versions that the module needs. The provider's templates
// accept exclusions from tag mutability since 6.10
// (https://github.com/hashicorp/terraform-provider-aws/pull/43886).
func (m *module) versions() string {
	f := newFile()
	b := f.block("terraform")
	b.text("required_version", ">= 1.5.7")
	b.gap()
	b.block("required_providers").set("aws", hclObject{{"source", text("hashicorp/aws")}, {"version", text(">= 6.10")}})
	return f.String()
}
