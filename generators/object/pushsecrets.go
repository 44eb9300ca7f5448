package object

import "github.com/amerintlxperts/ecrcache/generators/plan"

// External Secrets writes only to secrets in AWS that have this tag
// (https://github.com/external-secrets/external-secrets/blob/v1.3.2/providers/v1/aws/secretsmanager/secretsmanager.go).
const managedBy, externalSecrets = "managed-by", "external-secrets"

// SecretTags returns the tags of a plan's secrets in AWS.
func SecretTags(p *plan.Plan) []plan.Pair {
	if p.PushSecret == nil {
		return p.Meta.Tags
	}
	tags := map[string]string{}
	for _, t := range p.Meta.Tags {
		tags[t.Name] = t.Value
	}
	tags[managedBy] = externalSecrets
	return plan.SortedPairs(tags)
}

// PushSecrets returns an object of External Secrets for every secret that the plan makes. Each
// writes the value of one key of a Kubernetes Secret to AWS, as text, because ECR does not read
// binary values, which are the default. The secret in AWS stays when the object is deleted.
func PushSecrets(p *plan.Plan) []Object {
	if p.PushSecret == nil {
		return nil
	}
	var all []Object
	for i := range p.Credentials {
		c := &p.Credentials[i]
		o := New(p, "external-secrets.io/v1alpha1", "PushSecret", c.Name)
		if c.KubernetesSecret.Namespace != "" {
			o.Metadata.Namespace = c.KubernetesSecret.Namespace
		}
		o.Body = Map{{"spec", Map{
			{"refreshInterval", p.PushSecret.RefreshInterval},
			{"updatePolicy", "Replace"},
			{"deletionPolicy", "None"},
			{"secretStoreRefs", List{Map{{"kind", p.PushSecret.StoreKind}, {"name", p.PushSecret.StoreName}}}},
			{"selector", Map{{"secret", Map{{"name", c.KubernetesSecret.Name}}}}},
			{"data", List{Map{
				{"match", Map{{"secretKey", c.KubernetesSecret.Key}, {"remoteRef", Map{{"remoteKey", c.SecretName}}}}},
				{"metadata", Map{
					{"apiVersion", "kubernetes.external-secrets.io/v1alpha1"},
					{"kind", "PushSecretMetadata"},
					{"spec", Map{{"secretPushFormat", "string"}}},
				}},
			}}},
		}}}
		all = append(all, o)
	}
	return all
}
