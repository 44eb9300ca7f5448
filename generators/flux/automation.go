package flux

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	automationv1 "github.com/fluxcd/image-automation-controller/api/v1"
	"github.com/fluxcd/pkg/apis/meta"
	sourcev1 "github.com/fluxcd/source-controller/api/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// automation writes what the policies choose into a Git repository.
func automation(f *v1alpha1.Flux, a *v1alpha1.FluxAutomation) object.Object {
	git := &automationv1.GitSpec{Commit: automationv1.CommitSpec{
		Author:          automationv1.CommitUser{Name: a.Author.Name, Email: a.Author.Email},
		MessageTemplate: a.MessageTemplate,
		SigningKey:      signingKey(a.SigningKey),
	}}
	if a.CheckoutBranch != "" {
		git.Checkout = &automationv1.GitCheckoutSpec{Reference: sourcev1.GitRepositoryRef{Branch: a.CheckoutBranch}}
	}
	if a.PushBranch != "" {
		git.Push = &automationv1.PushSpec{Branch: a.PushBranch}
	}
	typed := &automationv1.ImageUpdateAutomation{
		ObjectMeta: metadata(f, a.Name),
		Spec: automationv1.ImageUpdateAutomationSpec{
			Interval:  duration(a.Interval),
			SourceRef: automationv1.CrossNamespaceSourceReference{Kind: a.SourceRef.Kind, Name: a.SourceRef.Name, Namespace: a.SourceRef.Namespace},
			GitSpec:   git,
			Suspend:   a.Suspend,
		},
	}
	if len(a.PolicySelector) > 0 {
		typed.Spec.PolicySelector = &metav1.LabelSelector{MatchLabels: a.PolicySelector}
	}
	if a.Path != "" { // where setter comments are looked for; Flux's default is everywhere
		typed.Spec.Update = &automationv1.UpdateStrategy{Path: a.Path, Strategy: automationv1.UpdateStrategySetters}
	}
	return generated(automationv1.ImageUpdateAutomationKind, typed, typed.Spec)
}

func signingKey(k *v1alpha1.FluxSigningKey) *automationv1.SigningKey {
	if k == nil {
		return nil
	}
	return &automationv1.SigningKey{SecretRef: meta.LocalObjectReference{Name: k.SecretRef.Name}, Type: automationv1.SigningKeyType(k.Type)}
}
