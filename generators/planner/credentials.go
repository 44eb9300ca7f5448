package planner

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// credential gives a rule the credential with which ECR signs in at the upstream.
func (b *builder) credential(rule *plan.Rule, i int, known image.Kind) {
	k, at := b.c.Spec.Upstreams[i].Credential, upstreamPath(i, "credential")
	b.role(rule, i, known)
	switch {
	case k == nil: // the defaults give one to every registry that needs it
	case known.Credential == image.CredentialNone:
		b.Refuse(plan.CredentialUnused, at, "", "ECR takes no credential for "+known.URL+"; it caches public images only; remove it")
	case known.Credential == image.CredentialRole:
		if k.SecretName != "" || k.ARN != "" || k.KubernetesSecret != (v1alpha1.KubernetesSecret{}) {
			b.Refuse(plan.CredentialUnused, at, "", "ECR reads another ECR registry with a role, not with a secret; write roleARN alone, or infrastructure.upstreamRole: {} to have the role made")
		}
	case k.ARN != "":
		b.existingSecret(rule, k, at)
	default:
		b.newSecret(rule, k, at)
	}
	if k != nil && k.KMSKeyID != "" {
		b.Refuse(plan.SecretKMS, at+".kmsKeyID", "", "ECR cannot read a secret under a customer managed key; only aws/secretsmanager works, which is the default; remove it")
	}
}

// existingSecret gives a rule a secret that exists already.
func (b *builder) existingSecret(rule *plan.Rule, k *v1alpha1.Credential, at string) {
	rule.CredentialARN = k.ARN
	if k.SecretName != "" || k.KubernetesSecret != (v1alpha1.KubernetesSecret{}) {
		b.newSecret(rule, k, at)
	}
	if !hasVariable(k.ARN) {
		b.checkARN(k.ARN, at+".arn")
	}
}

func (b *builder) checkARN(arn, at string) {
	least, most := limits[minCredentialARN].Value, limits[maxCredentialARN].Value
	parts := strings.SplitN(arn, ":", 7)
	switch {
	case len(parts) < 7 || parts[0] != "arn" || parts[2] != "secretsmanager" || parts[5] != "secret":
		b.Refuse(plan.CredentialARN, at, arn, "not the ARN of a secret; accepted: arn:"+b.plan.Registry.Partition+":secretsmanager:REGION:ACCOUNT:secret:"+plan.SecretNamePrefix+"NAME-XXXXXX")
		return
	case !strings.HasPrefix(parts[6], plan.SecretNamePrefix):
		b.Refuse(plan.SecretPrefix, at, arn, "ECR may read only secrets whose names begin with "+plan.SecretNamePrefix+"; make one of that name")
		return
	case len(arn) < least || len(arn) > most || !matches(credentialARNPattern, arn):
		b.Refuse(plan.CredentialARN, at, arn, fmt.Sprintf("ECR takes %d to %d characters of letters, digits and /_+=.@- after %s", least, most, plan.SecretNamePrefix))
		return
	}
	here := b.plan.Registry
	for _, part := range []struct{ what, found, want string }{
		{"partition", parts[1], here.Partition}, {"Region", parts[3], here.Region}, {"account", parts[4], here.AccountID},
	} {
		if part.found != part.want && part.want != "" && !hasVariable(part.want) {
			b.Refuse(plan.CredentialElsewhere, at, arn, fmt.Sprintf("ECR reads a secret of the rule's own account and Region only; the %s is %s, that of the registry is %s", part.what, part.found, part.want))
			return
		}
	}
	if !endsLikeARN(parts[6]) {
		b.Warn(plan.CredentialPartialARN, at, arn, "it does not end in the hyphen and 6 characters that Secrets Manager adds; copy the whole ARN (aws secretsmanager describe-secret --secret-id "+parts[6]+" --query ARN)")
	}
}
