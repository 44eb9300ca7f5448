package object

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// of reads the object of a document in a file.
func of(t *testing.T, file, text string) *Object {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil || len(items) != 1 {
		t.Fatalf("%d items of\n%s: %v", len(items), text, err)
	}
	root, err := items[0].Parse()
	if err != nil {
		t.Fatal(err)
	}
	return New(&Text{Path: file}, &items[0], root, 0)
}

// TestKind: a kustomization may leave out what it is, as kustomize reads it; nothing else may.
func TestKind(t *testing.T) {
	kustomization := fields.ObjectKind{Group: KustomizeGroup, Kind: "Kustomization"}
	for name, test := range map[string]struct {
		file, text string
		want       fields.ObjectKind
	}{
		"by its file":             {"deploy/kustomization.yaml", "resources: [a.yaml]", kustomization},
		"by its other names":      {"Kustomization", "resources: [a.yaml]", kustomization},
		"by no name of a file":    {"kustomization.yxml", "resources: [a.yaml]", fields.ObjectKind{}},
		"by its images":           {"images.yaml", "images: [{name: app, newTag: v1}]", kustomization},
		"entries without newTag":  {"list.yaml", "images: [{name: app, tag: v1}]", fields.ObjectKind{}},
		"one entry without a tag": {"images.yaml", "images: [{name: app, newTag: v1}, {name: other}]", fields.ObjectKind{}},
		"no kind":                 {"a.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nresources: []", fields.ObjectKind{Group: KustomizeGroup, Version: "v1beta1", Kind: "Kustomization"}},
		"no apiVersion":           {"a.yaml", "kind: Kustomization\nresources: []", kustomization},
		"a core object":           {"a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}", fields.ObjectKind{Version: "v1", Kind: "Pod"}},
		"Flux's Kustomization":    {"a.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}", fields.ObjectKind{Group: FluxKustomizeGroup, Version: "v1", Kind: "Kustomization"}},
	} {
		if got := of(t, test.file, test.text).Kind; got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}

// TestUntouchable: what a rewriting would break is left, and for the reason that a user can check.
func TestUntouchable(t *testing.T) {
	for text, want := range map[string]reason.Reason{
		"apiVersion: v1\nkind: Secret\nmetadata: {name: a}":                                                                                   reason.Secret,
		"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}":                                            reason.CRD,
		"apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: a}":                                                                 reason.Policy,
		"apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nmetadata: {name: a}":                                                  reason.ImageScan,
		"apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a}":                                                            reason.NetworkRule,
		"apiVersion: ecr.services.k8s.aws/v1alpha1\nkind: PullThroughCacheRule\nmetadata: {name: a}":                                          reason.CacheRule,
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {config.kubernetes.io/function: 'container: {image: ghcr.io/a}'}}": reason.Function,
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nsops: {mac: 'ENC[AES256_GCM,data:x]'}":                                         reason.SOPS,
		"$schema: http://json-schema.org/draft-07/schema#\nproperties: {image: {const: ghcr.io/a}}":                                           reason.Schema,
	} {
		if got, is := of(t, "a.yaml", text).Untouchable(); !is || got != want {
			t.Errorf("%v, %t, want %v, of\n%s", got, is, want, text)
		}
	}
	for _, text := range []string{
		"apiVersion: v1\nkind: Pod\nmetadata: {name: a}",
		"apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageUpdateAutomation\nmetadata: {name: a}",
		"apiVersion: secrets.example.dev/v1\nkind: Secret\nmetadata: {name: a}",
	} {
		if got, is := of(t, "a.yaml", text).Untouchable(); is {
			t.Errorf("%v is the reason not to change\n%s", got, text)
		}
	}
}

// TestSchemaFile: a schema of a chart's values may leave out which schema it has itself; values may name theirs.
func TestSchemaFile(t *testing.T) {
	const schema, named = `{"properties": {"image": {"const": "ghcr.io/a"}}}`, `{"$schema": "https://example.com/values.schema.json", "image": "ghcr.io/a"}`
	for _, test := range []struct {
		file, text string
		want       bool
	}{
		{"chart/values.schema.json", schema, true},
		{"schema.json", schema, true},
		{"chart/values-schema.json", schema, true},
		{"values/schema.yaml", "image: ghcr.io/a", false},
		{"values.json", named, false},
		{"values.schema.json", `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}`, false},
	} {
		if why, is := of(t, test.file, test.text).Untouchable(); is != test.want || is && why != reason.Schema {
			t.Errorf("%s: %v, %t", test.file, why, is)
		}
	}
}

// TestAccept: a finding is accepted only by somebody who says why.
func TestAccept(t *testing.T) {
	o := of(t, "a.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations:
    `+AcceptAnnotation+`: |
      unknown-field: the operator pulls it: by itself
      short-name:
      : nothing
      left-behind
`)
	if len(o.Accept) != 1 || o.Accept["unknown-field"] != "the operator pulls it: by itself" {
		t.Errorf("%q", o.Accept)
	}
}
