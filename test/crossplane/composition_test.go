package crossplane

import (
	"strings"
	"testing"
)

// secretARN is what AWS answers when the secret is made.
const secretARN = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf"

// only is the one object of a kind, nil when there is none.
func only(objects []object, kind string) object {
	for _, o := range objects {
		if o.kind() == kind {
			return o
		}
	}
	return nil
}

// waiting is the rule with the name of the secret, for whose ARN it waits.
func waiting(objects []object, secret object) object {
	for _, o := range objects {
		if o.kind() == "PullThroughCacheRule" && o.at("metadata", "name") == secret.at("metadata", "name") {
			return o
		}
	}
	return nil
}

// observed is what the cluster has after a reconcile: what was composed, ready, the secret
// with this status.
func observed(c composed, atProvider map[string]any) []object {
	var all []object
	for _, o := range c.resources {
		copied := object{}
		for key, value := range o {
			copied[key] = value
		}
		status := map[string]any{"conditions": []any{map[string]any{"type": "Ready", "status": "True", "reason": "Available", "lastTransitionTime": "2026-11-29T00:00:00Z"}}}
		if o.kind() == "Secret" && atProvider != nil {
			status["atProvider"] = atProvider
		}
		if o.kind() != "Secret" || atProvider != nil {
			copied["status"] = status
		}
		all = append(all, copied)
	}
	return all
}

// without leaves out the objects of a kind.
func without(objects []object, kind string) []object {
	var rest []object
	for _, o := range objects {
		if o.kind() != kind {
			rest = append(rest, o)
		}
	}
	return rest
}

// TestOneApply: Crossplane composes everything but the rule at first, the rule when the
// status has the ARN of its secret, and keeps it with that ARN when the status is lost; it
// deletes nothing at any step.
func TestOneApply(t *testing.T) {
	e := newEngine(t)
	for name, golden := range compositions(t) {
		t.Run(name, func(t *testing.T) {
			first := e.reconcile(t, golden)
			secret := only(first.resources, "Secret")
			if len(first.deleted) > 0 || len(first.resources) < 3 || secret == nil || waiting(first.resources, secret) != nil {
				t.Fatalf("at first: %d resources, the secret %v, %v deleted", len(first.resources), secret, first.deleted)
			}
			first.hold(t, name, "first")
			second := e.reconcile(t, golden, observed(first, map[string]any{"arn": secretARN})...)
			if len(second.resources) != len(first.resources)+1 || len(second.deleted) > 0 {
				t.Fatalf("with the ARN: %d resources, %v deleted", len(second.resources), second.deleted)
			}
			second.hold(t, name, "with-the-arn")
			for step, there := range map[string][]object{
				"nothing lost":      observed(second, map[string]any{"arn": secretARN}),
				"the status lost":   observed(second, nil),
				"an empty status":   observed(second, map[string]any{}),
				"an empty ARN":      observed(second, map[string]any{"arn": ""}),
				"the secret unseen": without(observed(second, nil), "Secret"),
			} {
				got := e.reconcile(t, golden, there...)
				rule := waiting(got.resources, secret)
				if rule == nil || rule.at("spec", "forProvider", "credentialArn") != secretARN || len(got.deleted) > 0 || len(got.resources) != len(second.resources) {
					t.Errorf("%s: the rule %v, %v deleted, %d resources", step, rule, got.deleted, len(got.resources))
				}
			}
			if lost := e.reconcile(t, forgetful(t, golden), observed(second, nil)...); waiting(lost.deleted, secret) == nil {
				t.Error("a template that forgets the ARN keeps its rule: nothing above shows that ours does")
			}
		})
	}
}

// forgetful is a case whose template does not look at the ARN that the rule has.
func forgetful(t *testing.T, golden map[string]object) map[string]object {
	t.Helper()
	steps, _ := golden["Composition"].at("spec", "pipeline").([]any)
	first, _ := steps[0].(map[string]any)
	source, _ := object(first).at("input", "inline", "template").(string)
	if !strings.Contains(source, " | default $known") {
		t.Fatalf("the template has no default:\n%s", source)
	}
	source = strings.ReplaceAll(source, " | default $known", "")
	changed := map[string]object{}
	for kind, o := range golden {
		changed[kind] = o
	}
	input := map[string]any{"apiVersion": "gotemplating.fn.crossplane.io/v1beta1", "kind": "GoTemplate", "source": "Inline", "inline": map[string]any{"template": source}}
	step := map[string]any{"step": first["step"], "functionRef": first["functionRef"], "input": input}
	changed["Composition"] = object{
		"apiVersion": golden["Composition"]["apiVersion"], "kind": "Composition", "metadata": golden["Composition"]["metadata"],
		"spec": map[string]any{
			"compositeTypeRef": golden["Composition"].at("spec", "compositeTypeRef"), "mode": "Pipeline", "pipeline": append([]any{step}, steps[1:]...),
		},
	}
	return changed
}
