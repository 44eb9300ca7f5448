package plan

// RegistryOutput is the output with the registry's address.
const RegistryOutput = "ecr_registry_url"

// outputs plans what others need to know: the registry, the prefix of every
// upstream, and its secret.
func (b *builder) outputs() {
	if o := b.in.Outputs; o != nil {
		b.plan.OutputsName, b.plan.OutputsNamespace = o.Name, o.Namespace
		if o.Namespace == "" {
			b.plan.OutputsNamespace = b.in.Namespace
		}
	}
	out := []Output{{RegistryOutput, b.plan.Registry.Host, "ECR registry URL", -1}}
	for i := range b.plan.Rules {
		r := &b.plan.Rules[i]
		id := r.ID
		out = append(out, Output{id + "_prefix", r.Prefix, "Prefix of the cached images of " + r.UpstreamURL, -1})
		switch {
		case r.Credential >= 0:
			out = append(out, Output{id + "_credential_secret_name", b.plan.Credentials[r.Credential].SecretName, "Name of the secret with the credential of " + r.UpstreamURL, r.Credential})
		case r.CredentialARN != "":
			out = append(out, Output{id + "_credential_secret_arn", r.CredentialARN, "ARN of the secret with the credential of " + r.UpstreamURL, -1})
		}
	}
	b.plan.Outputs = out
}
