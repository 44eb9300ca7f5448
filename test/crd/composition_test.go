package crd

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	resourceNameKey = "gotemplating.fn.crossplane.io/composition-resource-name"
	secretARN       = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf"
)

// compositions are the golden cases with a Composition.
func compositions(t *testing.T) map[string][]*unstructured.Unstructured {
	t.Helper()
	all := map[string][]*unstructured.Unstructured{}
	for _, c := range generated(t) {
		if only(c.objects, "Composition") != nil {
			all[c.name] = c.objects
		}
	}
	if len(all) < 2 {
		t.Fatalf("only %d cases have a Composition", len(all))
	}
	return all
}

// only is the one object of a kind, nil when there is none.
func only(objects []*unstructured.Unstructured, kind string) *unstructured.Unstructured {
	for _, o := range objects {
		if o.GetKind() == kind {
			return o
		}
	}
	return nil
}

// composite reports whether a group is that of a composite resource of the case.
func composite(objects []*unstructured.Unstructured, group string) bool {
	definition := only(objects, "CompositeResourceDefinition")
	return definition != nil && strings.HasSuffix(definition.GetName(), "."+group)
}

// text is the string at the end of a path.
func text(t *testing.T, o *unstructured.Unstructured, path ...string) string {
	t.Helper()
	value, found, err := unstructured.NestedString(o.Object, path...)
	if err != nil || !found {
		t.Errorf("%s %s has no text at %s: %v", o.GetKind(), o.GetName(), strings.Join(path, "."), err)
	}
	return value
}

// rendered runs the template of a Composition as function-go-templating does: Go's
// text/template with sprig's helpers, over the observed state.
func rendered(t *testing.T, composition *unstructured.Unstructured, observed map[string]any) map[string]*unstructured.Unstructured {
	t.Helper()
	steps, _, err := unstructured.NestedSlice(composition.Object, "spec", "pipeline")
	if err != nil || len(steps) != 2 {
		t.Fatal(steps, err)
	}
	source, _, err := unstructured.NestedString(steps[0].(map[string]any), "input", "inline", "template")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := template.New("").Funcs(sprig.TxtFuncMap()).Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := parsed.Execute(&b, map[string]any{"observed": map[string]any{"composite": map[string]any{}, "resources": observed}}); err != nil {
		t.Fatal(err)
	}
	all := map[string]*unstructured.Unstructured{}
	for _, document := range Split([]byte("\n" + b.String())) {
		if strings.TrimSpace(string(document)) == "" {
			continue
		}
		o := parse(t, document)
		name := o.GetAnnotations()[resourceNameKey]
		if name == "" || all[name] != nil {
			t.Errorf("%s %s: no name in the Composition, or one that stands twice: %q", o.GetKind(), o.GetName(), name)
		}
		all[name] = o
	}
	return all
}

// resource is what is observed of a composed resource.
func resource(object map[string]any) map[string]any { return map[string]any{"resource": object} }

func names(all map[string]*unstructured.Unstructured) []string {
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// TestComposition: at first everything but the rule that waits for its secret; the rule as
// soon as the ARN is known; and the rule still when the status of the secret is lost, in
// every way in which it can be.
func TestComposition(t *testing.T) {
	c := crds(t)
	for name, objects := range compositions(t) {
		composition := only(objects, "Composition")
		first := rendered(t, composition, map[string]any{})
		var secret string
		for n, o := range first {
			if o.GetKind() == "Secret" {
				secret = n
			}
		}
		rule := strings.Replace(secret, "secret-", "pullthroughcacherule-", 1)
		if secret == "" || first[rule] != nil {
			t.Errorf("%s: the first step makes %q", name, names(first))
		}
		arn := func(atProvider map[string]any) map[string]any {
			return resource(map[string]any{"status": map[string]any{"atProvider": atProvider}})
		}
		there := resource(map[string]any{"spec": map[string]any{"forProvider": map[string]any{"credentialArn": secretARN}}})
		without := resource(map[string]any{"spec": map[string]any{"forProvider": map[string]any{"region": "ca-central-1"}}})
		for step, test := range map[string]struct {
			observed map[string]any
			want     bool
		}{
			"the secret without status": {map[string]any{secret: resource(map[string]any{"spec": map[string]any{}})}, false},
			"an empty status":           {map[string]any{secret: arn(map[string]any{})}, false},
			"an empty ARN":              {map[string]any{secret: arn(map[string]any{"arn": ""})}, false},
			"the ARN":                   {map[string]any{secret: arn(map[string]any{"arn": secretARN})}, true},
			"the ARN, and the rule":     {map[string]any{secret: arn(map[string]any{"arn": secretARN}), rule: there}, true},
			"the status lost":           {map[string]any{secret: resource(map[string]any{}), rule: there}, true},
			"the ARN lost":              {map[string]any{secret: arn(map[string]any{}), rule: there}, true},
			"the ARN emptied":           {map[string]any{secret: arn(map[string]any{"arn": ""}), rule: there}, true},
			"the secret lost":           {map[string]any{rule: there}, true},
			"a rule without an ARN":     {map[string]any{rule: without}, false},
		} {
			got := rendered(t, composition, test.observed)
			if (got[rule] != nil) != test.want || len(got) != len(first)+map[bool]int{true: 1}[test.want] {
				t.Errorf("%s: %s: %q", name, step, names(got))
			}
			if got[rule] != nil && text(t, got[rule], "spec", "forProvider", "credentialArn") != secretARN {
				t.Errorf("%s: %s: %v", name, step, got[rule].Object)
			}
			for _, o := range got {
				for _, problem := range c.Problems(o) {
					t.Errorf("%s: %s: %s %s: %s", name, step, o.GetKind(), o.GetName(), problem)
				}
			}
		}
	}
}

// TestBraces: what people write in the braces of a template stays as it is, and no composed
// resource has a namespace of its own.
func TestBraces(t *testing.T) {
	for name, objects := range compositions(t) {
		for n, o := range rendered(t, only(objects, "Composition"), map[string]any{}) {
			want := only(objects, "Cache").GetAnnotations()["example.com/link"]
			if got := o.GetAnnotations()["example.com/link"]; got != want {
				t.Errorf("%s: %s: got %q, want %q", name, n, got, want)
			}
			if o.GetNamespace() != "" {
				t.Errorf("%s: %s: the namespace %s, which is that of the composite resource", name, n, o.GetNamespace())
			}
		}
	}
}

// TestComposite holds the composite resource to its type, as Crossplane makes a CRD of it,
// and the Composition to both.
func TestComposite(t *testing.T) {
	for name, objects := range compositions(t) {
		definition, composition := only(objects, "CompositeResourceDefinition"), only(objects, "Composition")
		group, kind := text(t, definition, "spec", "group"), text(t, definition, "spec", "names", "kind")
		if want := text(t, definition, "spec", "names", "plural") + "." + group; definition.GetName() != want {
			t.Errorf("%s: the definition is %s, Crossplane wants %s", name, definition.GetName(), want)
		}
		one := only(objects, kind)
		versions, _, _ := unstructured.NestedSlice(definition.Object, "spec", "versions")
		version := group + "/" + fmt.Sprint(versions[0].(map[string]any)["name"])
		if one.GetAPIVersion() != version || text(t, composition, "spec", "compositeTypeRef", "apiVersion") != version || text(t, composition, "spec", "compositeTypeRef", "kind") != kind {
			t.Errorf("%s: %s %s is not of the type %s", name, one.GetAPIVersion(), one.GetKind(), version)
		}
		at, namespaced := []string{"spec", "compositionRef", "name"}, false
		if strings.HasSuffix(definition.GetAPIVersion(), "/v2") {
			at, namespaced = []string{"spec", "crossplane", "compositionRef", "name"}, true
		}
		if got := text(t, one, at...); got != composition.GetName() {
			t.Errorf("%s: the composite resource is of %q", name, got)
		}
		if (one.GetNamespace() != "") != namespaced {
			t.Errorf("%s: the namespace %q", name, one.GetNamespace())
		}
		held(t, name, objects)
	}
}

// held: every function of the pipeline is generated, or none is.
func held(t *testing.T, name string, objects []*unstructured.Unstructured) {
	t.Helper()
	functions := map[string]bool{}
	for _, o := range objects {
		if o.GetKind() == "Function" {
			functions[o.GetName()] = true
		}
	}
	steps, _, _ := unstructured.NestedSlice(only(objects, "Composition").Object, "spec", "pipeline")
	for _, step := range steps {
		if of, _, _ := unstructured.NestedString(step.(map[string]any), "functionRef", "name"); len(functions) > 0 && !functions[of] {
			t.Errorf("%s: the function %s is not generated", name, of)
		}
	}
}
