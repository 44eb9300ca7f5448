package ack_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/ack"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// identities are the fields by which each controller finds what it adopts: what
// PopulateResourceFromAnnotation of the kind asks for, in ecr-controller v1.8.1,
// secretsmanager-controller v1.4.1, iam-controller v1.8.1, ssm-controller v1.3.0,
// sns-controller v1.6.0, eventbridge-controller v1.5.1 and cloudwatch-controller v1.8.1.
var identities = map[string][]string{
	"PullThroughCacheRule":       {"ecrRepositoryPrefix"},
	"RepositoryCreationTemplate": {"prefix"},
	"Repository":                 {"name"},
	"Secret":                     {"name", "id"},
	"Policy":                     {"arn"},
	"Role":                       {"name"},
	"Parameter":                  {"name"},
	"Topic":                      {"arn"},
	"Rule":                       {"name"},
	"MetricAlarm":                {"name"},
}

// TestAdoption: an object that adopts carries what its controller looks for, and
// one that does not says nothing of adoption.
func TestAdoption(t *testing.T) {
	met := map[string]bool{}
	for _, o := range generate(t, "ack: {adoptionPolicy: adopt}") {
		want, adopts := identities[o.Kind]
		if !adopts {
			continue
		}
		met[o.Kind] = true
		var fields map[string]string
		if err := json.Unmarshal([]byte(annotation(&o, "services.k8s.aws/adoption-fields")), &fields); err != nil {
			t.Errorf("%s: %v", o.Kind, err)
		}
		for _, name := range want {
			if fields[name] == "" {
				t.Errorf("%s: no %s in %v", o.Kind, name, fields)
			}
		}
	}
	if len(met) != len(identities) {
		t.Errorf("only %v were generated", met)
	}
	for _, o := range generate(t, "ack: {}") {
		if annotation(&o, "services.k8s.aws/adoption-fields") != "" {
			t.Errorf("%s adopts, and nobody asked for it", o.Kind)
		}
	}
}

func generate(t *testing.T, section string) []object.Object {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n" +
		"  upstreams: [{registry: ghcr.io, credential: {}}, {registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, prefix: east}]\n" +
		"  infrastructure:\n    repositories: PreCreate\n    nodePolicy: {}\n    upstreamRole: {}\n    parameters: {path: /eks/dev}\n    monitoring: {}\n    " + section + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, problems := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app"}}})
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	out, _ := ack.Generator{Options: c.Spec.Infrastructure.ACK}.Generate(p)
	return out.Objects
}

func annotation(o *object.Object, name string) string {
	i := slices.IndexFunc(o.Metadata.Annotations, func(f object.Field) bool { return f.Key == name })
	if i < 0 {
		return ""
	}
	text, _ := o.Metadata.Annotations[i].Value.(string)
	return text
}
