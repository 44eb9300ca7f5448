package terraform

import "github.com/amerintlxperts/ecrcache/generators/plan"

func secretAddress(c *plan.Credential) string {
	return "aws_secretsmanager_secret." + c.ID + "_token"
}

func versionAddress(c *plan.Credential) string {
	return "aws_secretsmanager_secret_version." + c.ID + "_token"
}

// secrets returns secrets.tf: the credentials. They have no KMS key, because ECR reads only
// secrets under the key aws/secretsmanager.
func (m *module) secrets() string {
	f := newFile()
	for i := range m.Credentials {
		c := &m.Credentials[i]
		b := f.regional("aws_secretsmanager_secret", c.ID+"_token")
		b.text("name", c.SecretName)
		b.text("description", "Credential of the pull-through cache of "+c.Upstream)
		b.number("recovery_window_in_days", c.RecoveryWindow)
		b.pairs("tags", m.Meta.Tags)
		m.guard(b)

		b = f.regional("aws_secretsmanager_secret_version", c.ID+"_token")
		b.set("secret_id", raw(secretAddress(c)+".id"))
		b.set("secret_string", call{"jsonencode", hclObject{
			{plan.UsernameKey, raw("var." + c.ID + "_username")},
			{plan.TokenKey, raw("var." + c.ID + "_token")},
		}})
	}
	return f.String()
}
