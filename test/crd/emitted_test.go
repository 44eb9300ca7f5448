package crd

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

// targets are the folders of generators, each with the groups that it generates
// for. A kind of its code is generated in every group that has it: both scopes of
// Crossplane.
var targets = map[string][]string{
	"ack": {"ec2.services.k8s.aws", "ecr.services.k8s.aws", "iam.services.k8s.aws", "secretsmanager.services.k8s.aws", "ssm.services.k8s.aws", "sns.services.k8s.aws", "eventbridge.services.k8s.aws", "cloudwatch.services.k8s.aws"},
	"crossplane": {
		"apiextensions.crossplane.io", "pkg.crossplane.io",
		"cloudwatch.aws.m.upbound.io", "cloudwatchevents.aws.m.upbound.io", "sns.aws.m.upbound.io",
		"cloudwatch.aws.upbound.io", "cloudwatchevents.aws.upbound.io", "sns.aws.upbound.io",
		"ec2.aws.m.upbound.io", "ecr.aws.m.upbound.io", "iam.aws.m.upbound.io", "secretsmanager.aws.m.upbound.io", "ssm.aws.m.upbound.io",
		"ec2.aws.upbound.io", "ecr.aws.upbound.io", "iam.aws.upbound.io", "secretsmanager.aws.upbound.io", "ssm.aws.upbound.io",
	},
	"admission": {"admissionregistration.k8s.io", "policies.kyverno.io"},
	"flux":      {"image.toolkit.fluxcd.io"},
	"kustomize": {""},
	"object":    {"", "external-secrets.io"},
	"plan":      nil, // what is generated, for no target
	"planner":   nil, // makes plans
	"renovate":  nil, // a file, no objects
	"terraform": nil, // files, no objects
	"warm":      nil, // kinds of Kubernetes itself, which test/cluster applies
}

// TestEveryKindIsHeld: the golden cases hold every kind that the generators can
// make, so that TestGenerated leaves none out.
func TestEveryKindIsHeld(t *testing.T) {
	c := crds(t)
	met := met(t)
	folders, err := os.ReadDir("../../generators")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		groups, known := targets[folder.Name()]
		if !known {
			t.Errorf("generators/%s is not in the table of targets: add it with its groups", folder.Name())
		}
		for _, kind := range kindsOf(t, filepath.Join("../../generators", folder.Name())) {
			having := slices.DeleteFunc(slices.Clone(groups), func(group string) bool { return !has(c, group, kind) })
			if len(having) == 0 && len(groups) > 0 && !slices.ContainsFunc(groups, func(group string) bool { return notCloned(t, c, group) }) {
				t.Errorf("generators/%s makes a %s, which none of its groups has", folder.Name(), kind)
			}
			for _, group := range having {
				if !met[schema.GroupKind{Group: group, Kind: kind}] {
					t.Errorf("no golden case has a %s of %q", kind, group)
				}
			}
		}
	}
}

// met are the generated kinds of the golden cases.
func met(t *testing.T) map[schema.GroupKind]bool {
	t.Helper()
	all := map[schema.GroupKind]bool{}
	for _, c := range generated(t) {
		for _, object := range c.objects {
			all[object.GroupVersionKind().GroupKind()] = true
			if object.GetKind() == "Composition" {
				for _, composed := range rendered(t, object, map[string]any{}) {
					all[composed.GroupVersionKind().GroupKind()] = true
				}
			}
		}
	}
	return all
}

// has reports whether the group has the kind. The core group is not the catalogue's.
func has(c *Catalogue, group, kind string) bool {
	return slices.Contains(c.Kinds(group), kind) ||
		slices.ContainsFunc(unheld, func(u schema.GroupVersionKind) bool { return u.Group == group && u.Kind == kind })
}
