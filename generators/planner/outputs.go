package planner

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// outputs plans what others need to know: the registry's host, and the prefix and secret of
// every upstream.
func (b *builder) outputs() {
	if o := b.in.Outputs; o != nil {
		b.plan.OutputsName, b.plan.OutputsNamespace = o.Name, o.Namespace
		if o.Namespace == "" {
			b.plan.OutputsNamespace = b.in.Namespace
		}
	}
	out := []plan.Output{{Name: plan.RegistryOutput, Value: b.plan.Registry.Host, Description: "ECR registry URL", Credential: -1}}
	add := func(name, value, description string, credential int) {
		out = append(out, plan.Output{Name: name, Value: value, Description: description, Credential: credential})
	}
	for i := range b.plan.Rules {
		r := &b.plan.Rules[i]
		add(r.ID+"_prefix", r.Prefix, "Prefix of the cached images of "+r.UpstreamURL, -1)
		switch {
		case r.Credential >= 0:
			add(r.ID+"_credential_secret_name", b.plan.Credentials[r.Credential].SecretName, "Name of the secret with the credential of "+r.UpstreamURL, r.Credential)
		case r.CredentialARN != "":
			add(r.ID+"_credential_secret_arn", r.CredentialARN, "ARN of the secret with the credential of "+r.UpstreamURL, -1)
		}
	}
	b.plan.Outputs = out
}

// registryParameter is the last part of the name of the parameter with the registry's host.
const registryParameter = "ecr-registry"

// parameters plans the outputs as parameters of AWS Systems Manager, all under one path.
func (b *builder) parameters() {
	if b.in.Parameters == nil {
		return
	}
	path := strings.TrimSuffix(b.in.Parameters.Path, "/")
	longest := ""
	for _, o := range b.plan.Outputs {
		last := strings.ReplaceAll(o.Name, "_", "-")
		if o.Name == plan.RegistryOutput {
			last = registryParameter
		}
		p := plan.Parameter{Name: b.name(strings.Trim(path, "/"), last), Path: path + "/" + last, Output: o}
		if len(p.Path) > len(longest) {
			longest = p.Path
		}
		b.plan.Parameters = append(b.plan.Parameters, p)
	}
	b.checkParameter(path, longest)
}

// checkParameter checks the path, and the longest name under it. Systems Manager counts the
// characters of a parameter's whole ARN, with the Region and the account.
func (b *builder) checkParameter(path, longest string) {
	const at = infrastructure + ".parameters.path"
	length, levels := limits[maxParameterName], limits[maxParameterLevels]
	first := strings.ToLower(path)
	arn := "arn:" + b.plan.Registry.Partition + ":ssm:" + b.plan.Registry.Region + ":" + b.plan.Registry.AccountID + ":parameter"
	switch {
	case strings.HasPrefix(first, "/aws"), strings.HasPrefix(first, "/ssm"):
		b.Refuse(plan.ParameterPath, at, path, "Systems Manager keeps names that begin with aws or ssm to itself ("+length.Source+"); choose another path, such as /eks/dev")
	case strings.Count(longest, "/") > levels.Value:
		b.Refuse(plan.ParameterPath, at, path, fmt.Sprintf("%s has %d levels; Systems Manager takes at most %d (%s); choose a path with fewer", longest, strings.Count(longest, "/"), levels.Value, levels.Source))
	case utf8.RuneCountInString(arn+longest) > length.Value:
		b.Refuse(plan.ParameterPath, at, path, fmt.Sprintf("with its ARN the name %s has %d characters; Systems Manager takes at most %d (%s); choose a shorter path", longest, utf8.RuneCountInString(arn+longest), length.Value, length.Source))
	}
}
