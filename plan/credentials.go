package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/image"
)

// SecretNamePrefix begins the names of the secrets that ECR may read.
const SecretNamePrefix = "ecr-pullthroughcache/"

// UsernameKey and TokenKey are the keys of a credential's JSON; ECR reads no others
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html).
const (
	UsernameKey = "username"
	TokenKey    = "accessToken"
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
	case k == nil && known.Credential == image.CredentialRequired:
		b.refuse(CredentialRequired, at, "", "missing; ECR refuses a rule for "+known.URL+" without a credential, even for public images; write credential: {} and put "+
			UsernameKey+" and "+TokenKey+" as JSON into a Kubernetes Secret, or give the arn of a secret that is there")
	case k == nil:
	case known.Credential == image.CredentialNone:
		b.refuse(CredentialUnused, at, "", "ECR takes no credential for "+known.URL+"; it caches public images only; remove it")
	case known.Credential == image.CredentialRole:
		if k.SecretName != "" || k.ARN != "" || k.KubernetesSecret != (config.KubernetesSecret{}) {
			b.refuse(CredentialUnused, at, "", "ECR reads another ECR registry with a role, not with a secret; write roleARN alone, or nothing where the account is the same")
		}
	case k.ARN != "":
		b.existing(rule, k, at)
	default:
		b.made(rule, k, at)
	}
	if k != nil && k.KMSKeyID != "" {
		b.refuse(SecretKMS, at+".kmsKeyID", "", "ECR cannot read a secret under a customer managed key; only aws/secretsmanager works, which is the default; remove it")
	}
}

// role checks what an upstream that is an ECR registry needs.
func (b *builder) role(rule *Rule, i int, known image.Kind) {
	k, at := b.c.Spec.Upstreams[i].Credential, upstreamPath(i, "credential.roleARN")
	if known.Credential != image.CredentialRole {
		if k != nil && k.RoleARN != "" {
			b.refuse(RoleUnused, at, "", "a role is for upstreams that are ECR registries; "+known.URL+" takes a secret; remove it")
		}
		return
	}
	upstream, _ := image.ParseECRHost(known.URL)
	other := upstream.AccountID != b.plan.Registry.AccountID && !isOpen(upstream.AccountID+b.plan.Registry.AccountID)
	if k != nil {
		rule.RoleARN = k.RoleARN
		b.checkRole(k.RoleARN, at)
	}
	if other && rule.RoleARN == "" {
		b.refuse(RoleRequired, at, "", "missing; ECR reads the registry of another account ("+upstream.AccountID+") only with a role of this one; give its ARN")
	}
}

// existing takes a secret that is there already.
func (b *builder) existing(rule *Rule, k *config.Credential, at string) {
	rule.CredentialARN = k.ARN
	described := k.SecretName != "" || k.KubernetesSecret != (config.KubernetesSecret{})
	switch {
	case described && b.crossplane():
		// Nothing there refers from the rule to its secret: the ARN of a secret that
		// is made comes from a first apply.
		b.made(rule, k, at)
	case described:
		b.refuse(CredentialTwice, at, "", "an arn names a secret that is there, secretName and kubernetesSecret describe one to make; keep one of the two")
	}
	if !isOpen(k.ARN) {
		b.checkARN(k.ARN, at+".arn")
	}
}

func (b *builder) crossplane() bool {
	return b.in.Provider == config.ProviderCrossplane || b.in.Provider == config.ProviderCrossplaneCluster
}

func (b *builder) checkARN(arn, at string) {
	least, most := limits[minCredentialARN].Value, limits[maxCredentialARN].Value
	parts := strings.SplitN(arn, ":", 7)
	switch {
	case len(parts) < 7 || parts[0] != "arn" || parts[2] != "secretsmanager" || parts[5] != "secret":
		b.refuse(CredentialARN, at, arn, "not the ARN of a secret; accepted: arn:"+b.plan.Registry.Partition+":secretsmanager:REGION:ACCOUNT:secret:"+SecretNamePrefix+"NAME-XXXXXX")
		return
	case !strings.HasPrefix(parts[6], SecretNamePrefix):
		b.refuse(SecretPrefix, at, arn, "ECR may read only secrets whose names begin with "+SecretNamePrefix+"; make one of that name")
		return
	case len(arn) < least || len(arn) > most || !matches(credentialARNPattern, arn):
		b.refuse(CredentialARN, at, arn, fmt.Sprintf("ECR takes %d to %d characters of letters, digits and /_+=.@- behind %s", least, most, SecretNamePrefix))
		return
	}
	here := b.plan.Registry
	for _, part := range []struct{ what, found, want string }{
		{"partition", parts[1], here.Partition}, {"Region", parts[3], here.Region}, {"account", parts[4], here.AccountID},
	} {
		if part.found != part.want && part.want != "" && !isOpen(part.want) {
			b.refuse(CredentialElsewhere, at, arn, fmt.Sprintf("ECR reads a secret of the rule's own account and Region only; the %s is %s, that of the registry is %s", part.what, part.found, part.want))
			return
		}
	}
	if !endsLikeARN(parts[6]) {
		b.warn(CredentialPartialARN, at, arn, "it does not end in the hyphen and 6 characters that Secrets Manager adds; copy the whole ARN (aws secretsmanager describe-secret --secret-id "+parts[6]+" --query ARN)")
	}
}

// made plans a secret whose value comes from a Kubernetes Secret.
func (b *builder) made(rule *Rule, k *config.Credential, at string) {
	name := k.SecretName
	if name == "" {
		name = b.secretName(rule.Prefix)
	}
	b.checkSecretName(name, k.SecretName != "", at+".secretName")
	if slices.ContainsFunc(b.plan.Credentials, func(c Credential) bool { return c.SecretName == name }) {
		b.refuse(SecretTwice, at+".secretName", name, "another upstream's secret has this name; choose one of its own")
	}
	rule.Credential = len(b.plan.Credentials)
	b.plan.Credentials = append(b.plan.Credentials, Credential{
		Name: rule.Name, ID: rule.ID, Path: at, Prefix: rule.Prefix, Upstream: rule.UpstreamURL, SecretName: name, ARN: k.ARN,
		RecoveryWindow: b.recoveryWindow(), RecoveryGiven: b.in.RecoveryWindowInDays != nil, KubernetesSecret: k.KubernetesSecret,
	})
}

// secretName is the name that a secret has by default: as a project names it,
// under what ECR may read.
func (b *builder) secretName(prefix string) string {
	s := &b.c.Spec
	if s.Project == "" && s.Environment == "" {
		return SecretNamePrefix + prefix
	}
	words := slices.DeleteFunc([]string{s.Project, s.Environment, strings.ReplaceAll(prefix, "/", "-"), "token"}, func(w string) bool { return w == "" })
	return SecretNamePrefix + strings.Join(words, "-")
}

func (b *builder) checkSecretName(name string, given bool, at string) {
	most := limits[maxSecretName]
	switch {
	case !strings.HasPrefix(name, SecretNamePrefix):
		b.refuse(SecretPrefix, at, name, "ECR may read only secrets whose names begin with "+SecretNamePrefix+"; write "+SecretNamePrefix+strings.TrimLeft(name, "/"))
	case isOpen(name):
	case len(name) > most.Value || name == SecretNamePrefix || !matches(secretNamePattern, name):
		b.refuse(SecretName, at, name, fmt.Sprintf("Secrets Manager takes at most %d characters, of letters, digits and /_+=.@-", most.Value))
	case endsLikeARN(name):
		message := "the name must not end in a hyphen and 6 characters: Secrets Manager adds such an ending to the ARN, and takes one for the other; choose another ending"
		if !given {
			message += ", in secretName, for the default does end so"
		}
		b.refuse(SecretNameEnding, at, name, message)
	}
}

// endsLikeARN reports whether a name ends in a hyphen and 6 letters or digits.
func endsLikeARN(name string) bool { return matches(`-[A-Za-z0-9]{6}$`, name) }

// recoveryWindow is for how many days a deleted secret can be recovered. A name
// stays taken for as long, which is why what is made and removed often has none.
func (b *builder) recoveryWindow() int {
	if given := b.in.RecoveryWindowInDays; given != nil {
		return *given
	}
	if env := b.c.Spec.Environment; env == "" || env == "prod" || env == "production" {
		return limits[maxRecoveryWindow].Value
	}
	return 0
}

func (b *builder) checkRecoveryWindow() {
	least, most := limits[minRecoveryWindow].Value, limits[maxRecoveryWindow].Value
	if days := b.recoveryWindow(); days != 0 && (days < least || days > most) {
		b.refuse(RecoveryWindow, infrastructure+".recoveryWindowInDays", fmt.Sprint(days), fmt.Sprintf("Secrets Manager takes 0, which deletes at once, or %d to %d", least, most))
	}
}
