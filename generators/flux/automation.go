package flux

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
)

// automation writes what the policies choose into a Git repository.
func automation(f *v1alpha1.Flux, a *v1alpha1.FluxAutomation) object.Object {
	o := of(f, "ImageUpdateAutomation", a.Name)
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "interval", Value: a.Interval},
		{Key: "sourceRef", Value: object.Map{
			{Key: "kind", Value: a.SourceRef.Kind},
			{Key: "name", Value: a.SourceRef.Name},
			{Key: "namespace", Value: a.SourceRef.Namespace},
		}},
		{Key: "git", Value: object.Map{
			{Key: "checkout", Value: object.Map{{Key: "ref", Value: object.Map{{Key: "branch", Value: a.CheckoutBranch}}}}},
			{Key: "commit", Value: object.Map{
				{Key: "author", Value: object.Map{{Key: "name", Value: a.Author.Name}, {Key: "email", Value: a.Author.Email}}},
				{Key: "messageTemplate", Value: a.MessageTemplate},
				{Key: "signingKey", Value: signingKey(a.SigningKey)},
			}},
			{Key: "push", Value: object.Map{{Key: "branch", Value: a.PushBranch}}},
		}},
		{Key: "policySelector", Value: object.Map{{Key: "matchLabels", Value: labels(a.PolicySelector)}}},
		{Key: "update", Value: update(a.Path)},
		{Key: "suspend", Value: yes(a.Suspend)},
	}}}
	return o
}

func signingKey(k *v1alpha1.FluxSigningKey) object.Map {
	if k == nil {
		return nil
	}
	return object.Map{{Key: "secretRef", Value: ref(&k.SecretRef)}, {Key: "type", Value: k.Type}}
}

// update says where setter comments are looked for; Flux's default is everywhere.
func update(path string) object.Map {
	if path == "" {
		return nil
	}
	return object.Map{{Key: "path", Value: path}, {Key: "strategy", Value: "Setters"}}
}
