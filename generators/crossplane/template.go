package crossplane

import "strings"

// awaited stands for the credentialArn of a rule whose secret is yet to be made. withCredential
// replaces its line with a template expression, which must come after literal: that escapes
// everything that looks like one.
const awaited = "AWAITED"

// wait remembers that a rule needs the ARN of a secret.
func (r *resources) wait(rule, secret string) {
	if r.waiting == nil {
		r.waiting = map[string]string{}
	}
	r.waiting[rule] = secret
}

// inline returns every resource as a document of function-go-templating.
func (r *resources) inline() string {
	var b strings.Builder
	for i := range r.objects {
		o := &r.objects[i]
		o.Metadata.Namespace = "" // Crossplane gives that of the composite resource
		name := resourceName(o.Kind, o.Metadata.Name)
		o.Metadata.Annotations = o.Metadata.Annotations.Set("gotemplating.fn.crossplane.io/composition-resource-name", name)
		text, err := o.YAML()
		if err != nil { // texts, numbers and booleans always encode
			text = ""
		}
		text = "---\n" + literal(text)
		if secret := r.waiting[name]; secret != "" {
			text = withCredential(name, secret, text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// literal returns a text in which nothing is a template.
func literal(text string) string { return strings.ReplaceAll(text, "{{", `{{ "{{" }}`) }

// withCredential returns the document of a rule that is rendered once the ARN of its secret is known:
// from the secret's status, or from the rule as it is in the cluster. Without the second, a status
// that is empty for a moment would drop the rule from the desired resources, and Crossplane would
// delete it.
func withCredential(rule, secret, text string) string {
	text = strings.Replace(text, "credentialArn: "+awaited+"\n", "credentialArn: {{ . }}\n", 1)
	return `{{- $known := dig "resources" "` + rule + `" "resource" "spec" "forProvider" "credentialArn" "" .observed }}
{{- with dig "resources" "` + secret + `" "resource" "status" "atProvider" "arn" "" .observed | default $known }}
` + text + "{{- end }}\n"
}
