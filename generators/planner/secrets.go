package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// newSecret plans a secret whose value comes from a Kubernetes Secret.
func (b *builder) newSecret(rule *plan.Rule, k *v1alpha1.Credential, at string) {
	name := k.SecretName
	if name == "" {
		name = b.secretName(rule.Prefix)
	}
	b.checkSecretName(name, k.SecretName != "", at+".secretName")
	if slices.ContainsFunc(b.plan.Credentials, func(c plan.Credential) bool { return c.SecretName == name }) {
		b.Refuse(plan.SecretTwice, at+".secretName", name, "another upstream's secret has this name; choose one of its own")
	}
	rule.Credential = len(b.plan.Credentials)
	b.plan.Credentials = append(b.plan.Credentials, plan.Credential{
		Name: rule.Name, ID: rule.ID, Path: at, Prefix: rule.Prefix, Upstream: rule.UpstreamURL, SecretName: name, ARN: k.ARN,
		RecoveryWindow: b.recoveryWindow(), RecoveryGiven: b.in.RecoveryWindowInDays != nil, KubernetesSecret: k.KubernetesSecret,
	})
}

// pushSecret plans how External Secrets writes new values to AWS.
func (b *builder) pushSecret() {
	given := b.in.PushSecret
	if given == nil {
		return
	}
	if len(b.plan.Credentials) == 0 {
		b.Refuse(plan.PushUnused, infrastructure+".pushSecret", "", "no secret is made whose value it could push; remove it")
	}
	b.plan.PushSecret = &plan.PushSecret{StoreKind: given.SecretStoreRef.Kind, StoreName: given.SecretStoreRef.Name, RefreshInterval: given.RefreshInterval}
}

// secretName returns the default name of a secret: with the project and environment in it, and the
// prefix that ECR may read.
func (b *builder) secretName(prefix string) string {
	s := &b.c.Spec
	if s.Project == "" && s.Environment == "" {
		return plan.SecretNamePrefix + prefix
	}
	words := slices.DeleteFunc([]string{s.Project, s.Environment, strings.ReplaceAll(prefix, "/", "-"), "token"}, func(w string) bool { return w == "" })
	return plan.SecretNamePrefix + strings.Join(words, "-")
}

func (b *builder) checkSecretName(name string, given bool, at string) {
	most := limits[maxSecretName]
	switch {
	case !strings.HasPrefix(name, plan.SecretNamePrefix):
		b.Refuse(plan.SecretPrefix, at, name, "ECR may read only secrets whose names begin with "+plan.SecretNamePrefix+"; write "+plan.SecretNamePrefix+strings.TrimLeft(name, "/"))
	case hasVariable(name):
	case len(name) > most.Value || name == plan.SecretNamePrefix || !matches(secretNamePattern, name):
		b.Refuse(plan.SecretName, at, name, fmt.Sprintf("Secrets Manager takes at most %d characters, of letters, digits and /_+=.@-", most.Value))
	case matches(`-[^-/]{6}$`, name):
		message := "the name must not end in a hyphen and 6 characters: Secrets Manager adds such an ending to the ARN, and takes one for the other; choose another ending"
		if !given {
			message += ", in secretName, for the default does end so"
		}
		b.Refuse(plan.SecretNameEnding, at, name, message)
	}
}

// endsLikeARN reports whether the name in an ARN ends in the characters that Secrets Manager
// adds.
func endsLikeARN(name string) bool { return matches(`-[A-Za-z0-9]{6}$`, name) }

// recoveryWindow is for how many days a deleted secret can be recovered. Its name cannot be
// used again for as long, so outside production the default is no window.
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
		b.Refuse(plan.RecoveryWindow, infrastructure+".recoveryWindowInDays", fmt.Sprint(days), fmt.Sprintf("Secrets Manager takes 0, which deletes at once, or %d to %d", least, most))
	}
}
