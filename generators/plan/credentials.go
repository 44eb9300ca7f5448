package plan

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// GitHub is the upstream whose tokens are told apart by how they begin.
const GitHub = "ghcr.io"

// NotClassic begin the tokens that GitHub's registry does not take: fine-grained ones
// and those of GitHub Apps
// (https://docs.github.com/en/packages/learn-github-packages/about-permissions-for-github-packages#about-scopes-and-permissions-for-package-registries).
func NotClassic() []string { return []string{"github_pat_", "ghs_", "ghu_", "ghr_"} }

// credential gives a rule what it signs in with.
func (b *builder) credential(rule *Rule, i int, known image.Kind) {
	k, at := b.c.Spec.Upstreams[i].Credential, upstreamPath(i, "credential")
	b.role(rule, i, known)
	switch {
	case k == nil: // the defaults give one to every registry that needs it
	case known.Credential == image.CredentialNone:
		b.Refuse(CredentialUnused, at, "", "ECR takes no credential for "+known.URL+"; it caches public images only; remove it")
	case known.Credential == image.CredentialRole:
		if k.SecretName != "" || k.ARN != "" || k.KubernetesSecret != (v1alpha1.KubernetesSecret{}) {
			b.Refuse(CredentialUnused, at, "", "ECR reads another ECR registry with a role, not with a secret; write roleARN alone, or infrastructure.upstreamRole: {} to have the role made")
		}
	case k.ARN != "":
		b.existing(rule, k, at)
	default:
		b.made(rule, k, at)
	}
	if k != nil && k.KMSKeyID != "" {
		b.Refuse(SecretKMS, at+".kmsKeyID", "", "ECR cannot read a secret under a customer managed key; only aws/secretsmanager works, which is the default; remove it")
	}
}

// existing takes a secret that is there already.
func (b *builder) existing(rule *Rule, k *v1alpha1.Credential, at string) {
	rule.CredentialARN = k.ARN
	if k.SecretName != "" || k.KubernetesSecret != (v1alpha1.KubernetesSecret{}) {
		b.made(rule, k, at)
	}
	if !isOpen(k.ARN) {
		b.checkARN(k.ARN, at+".arn")
	}
}

// CredentialsTwice refuses secrets that are to be made and whose ARN is given as well.
// That makes sense only for a target whose rules cannot refer to their secrets, so that
// the ARN of a secret comes from a first apply.
func (p *Plan) CredentialsTwice() []Problem {
	var ps Problems
	for i := range p.Credentials {
		if c := &p.Credentials[i]; c.ARN != "" {
			ps.Refuse(CredentialTwice, c.Path, "", "an arn names a secret that is there, secretName and kubernetesSecret describe one to make; keep one of the two")
		}
	}
	return ps
}

func (b *builder) checkARN(arn, at string) {
	least, most := limits[minCredentialARN].Value, limits[maxCredentialARN].Value
	parts := strings.SplitN(arn, ":", 7)
	switch {
	case len(parts) < 7 || parts[0] != "arn" || parts[2] != "secretsmanager" || parts[5] != "secret":
		b.Refuse(CredentialARN, at, arn, "not the ARN of a secret; accepted: arn:"+b.plan.Registry.Partition+":secretsmanager:REGION:ACCOUNT:secret:"+SecretNamePrefix+"NAME-XXXXXX")
		return
	case !strings.HasPrefix(parts[6], SecretNamePrefix):
		b.Refuse(SecretPrefix, at, arn, "ECR may read only secrets whose names begin with "+SecretNamePrefix+"; make one of that name")
		return
	case len(arn) < least || len(arn) > most || !matches(credentialARNPattern, arn):
		b.Refuse(CredentialARN, at, arn, fmt.Sprintf("ECR takes %d to %d characters of letters, digits and /_+=.@- behind %s", least, most, SecretNamePrefix))
		return
	}
	here := b.plan.Registry
	for _, part := range []struct{ what, found, want string }{
		{"partition", parts[1], here.Partition}, {"Region", parts[3], here.Region}, {"account", parts[4], here.AccountID},
	} {
		if part.found != part.want && part.want != "" && !isOpen(part.want) {
			b.Refuse(CredentialElsewhere, at, arn, fmt.Sprintf("ECR reads a secret of the rule's own account and Region only; the %s is %s, that of the registry is %s", part.what, part.found, part.want))
			return
		}
	}
	if !endsLikeARN(parts[6]) {
		b.Warn(CredentialPartialARN, at, arn, "it does not end in the hyphen and 6 characters that Secrets Manager adds; copy the whole ARN (aws secretsmanager describe-secret --secret-id "+parts[6]+" --query ARN)")
	}
}
