package chartvalues

import "testing"

// TestIsFile: names as they stand in repositories, and names in which values is only a
// part of a word.
func TestIsFile(t *testing.T) {
	for name, want := range map[string]bool{
		"values.yaml": true, "values.yml": true, "charts/shop/values.json": true,
		"values-prod.yaml": true, "prod.values.yaml": true, "aws_dev_values.yaml": true, "values_local.yaml": true,
		"hardened-values-v0.0.1.yaml": true, "helm-values/kuberay.yaml": true, "Values/shop.yaml": true,
		"values.txt": false, "values": false, "devalues.yaml": false, "valuesfrom.yaml": false, "apps/shop.yaml": false, "": false,
	} {
		if got := IsFile(name); got != want {
			t.Errorf("%q holds values: %v", name, got)
		}
	}
}
