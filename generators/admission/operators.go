package admission

import "strings"

// An operator compares the images of its Pods with those that it asked for, and deletes the
// Pods that have others: moved at admission, they would be made and deleted for ever. Its
// own objects are rewritten in Git.
type operator struct {
	name string
	// label is what its Pods carry: KEY, or KEY=VALUE.
	label string
	// source is where the operator compares them.
	source string
}

// operators are those that are known. The label counts also where the Pod's controller is
// the operator's own, since a Pod may have one of Kubernetes in between.
var operators = [...]operator{
	{
		"CloudNativePG", "cnpg.io/cluster",
		"https://github.com/cloudnative-pg/cloudnative-pg/blob/a95a534dbe0854495b863bbc1b7651f74d310916/internal/controller/cluster_upgrade.go#L554",
	},
	{
		"Operator Lifecycle Manager", "olm.catalogSource",
		"https://github.com/operator-framework/operator-lifecycle-manager/blob/992bb097749e5994eedc5e4882583df952d8a70e/pkg/controller/registry/reconciler/grpc.go#L272",
	},
	{
		"Aerospike", "aerospike.com/cr",
		"https://github.com/aerospike/aerospike-kubernetes-operator/blob/82b77c472e484edfbb1cbd476fe35c23dd170759/internal/controller/cluster/statefulset.go#L639",
	},
	{
		"NiFiKop", "nifi_cr",
		"https://github.com/konpyutaika/nifikop/blob/b7fab3d6308c2f084444e36b37a9cd692528ea0d/pkg/resources/nifi/nifi.go#L943",
	},
	{
		"Zalando's Postgres operator", "application=spilo",
		"https://github.com/zalando/postgres-operator/blob/a7aaad0a0b9517bb46077f2925eb80ae8ebe1a0c/pkg/cluster/sync.go#L685",
	},
}

// withoutLabels is the condition that a Pod carries none of the labels, each KEY or
// KEY=VALUE.
func withoutLabels(labels []string) string {
	var keys, parts []string
	for _, label := range labels {
		key, value, found := strings.Cut(label, "=")
		if found {
			// not- makes a missing label differ from the value, also from an empty one.
			parts = append(parts, "object.metadata.?labels["+quote(key)+"].orValue("+quote("not-"+value)+") != "+quote(value))
			continue
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		parts = append([]string{"!object.metadata.?labels.orValue({}).exists(l, l in " + list(keys) + ")"}, parts...)
	}
	return strings.Join(parts, "\n&& ")
}
